"""The places of the map as a SPARQL query: the same counts, for whoever asks it."""

from collections.abc import Iterator
from dataclasses import replace

from ..addresses import role
from .as_sparql import activities_that_count, involvement_that_counts, named, with_prefixes
from .filters import Filters, Unit
from .index import NetworkIndex


def map_as_sparql(index: NetworkIndex, filters: Filters) -> str:
    """Write the query whose rows are the places of ``geography(index, filters)``, with their activities.

    A place counts with those within it that have no point of their own. Where several wider places of one
    level have a point, the map takes the first of them and the query all.

    Raises:
        NetworkError: a heritage type or a source is not in the data.
    """
    body = [*activities_that_count(index, filters), *_taking_part(index, filters), *_PLACE]
    query = "\n".join(
        [
            "SELECT ?place ?point (COUNT(DISTINCT ?activity) AS ?activities) WHERE {",
            *(f"  {line}" for line in body),
            "}",
            "GROUP BY ?place ?point",
            "ORDER BY DESC(?activities) STR(?place)",
        ]
    )
    said = replace(filters, unit=Unit.ORGANISATION, limit=None).as_query()
    return with_prefixes(f"# Places of activities; the map of {said or 'everything'}", query)


#: Where an activity takes place: at the nearest place that has a point.
_PLACE = (
    "# Where they take place: there, or at the nearest wider place that has a point",
    "?activity hp:takesPlaceAt ?where .",
    "?where hp:within* ?place .",
    "?place geo:hasGeometry/geo:asWKT ?point .",
    "FILTER NOT EXISTS {",
    "  ?where hp:within* ?nearer .",
    "  ?nearer hp:within+ ?place ; geo:hasGeometry ?its .",
    "}",
)


def _taking_part(index: NetworkIndex, filters: Filters) -> Iterator[str]:
    """Say that somebody takes part, and somebody in each of the roles that are asked for."""
    yield "# Somebody takes part"
    yield from involvement_that_counts(index, filters, "involvement", "graph")
    yield "?involvement hp:agent|hp:represents ?somebody ."
    for number, roles in enumerate((filters.role, filters.with_role), 1):
        if roles:
            yield from involvement_that_counts(index, filters, f"involvement{number}", f"graph{number}")
            yield f"VALUES ?role{number} {{ {named(role(one) for one in roles)} }}"
            yield f"?involvement{number} hp:role ?role{number} ."
