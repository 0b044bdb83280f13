"""A network as a SPARQL query: the same ties, counted by whoever asks it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from koinon.ontology.namespaces import PREFIXES

from ..addresses import hp, role
from ..errors import NotExpressible
from ..records import ActivityKind
from ..terms import IRI, n3
from .filters import Filters, Rollup, Unit, Via, Weight
from .index import NetworkIndex
from .selection import belonging, known_in, numbers_of
from .tables import NOTHING, Things

#: The two ends of a tie: its variable, that of its involvement, and that of the graph that states it.
_ENDS: Final = (("one", "involvement1", "graph1"), ("other", "involvement2", "graph2"))
_OWN_KINDS: Final = tuple(kind for kind in ActivityKind if kind is not ActivityKind.OTHER)


def as_sparql(index: NetworkIndex, filters: Filters) -> str:
    """Write the query whose rows are the ties of ``project(index, filters)``: both ends and the activities.

    Rows come heaviest first, and equals in the order of addresses, as edges do. Where sources disagree
    about the country of a body or of a place, or about the body an office belongs to, a network takes what
    most of them say and the query what any says.

    Raises:
        NotExpressible: the network weighs or joins otherwise than by counting; the sentence says how.
        NetworkError: a heritage type or a source is not in the data.
    """
    _require(filters)
    body = [line for part in (activities_that_count(index, filters), _ends(index, filters)) for line in part]
    head = f"# Ties between organisations; the network of {filters.as_query()}"
    select = [
        "SELECT ?source ?target (COUNT(DISTINCT ?activity) AS ?activities) WHERE {",
        *(f"  {line}" for line in body),
        "}",
        "GROUP BY ?source ?target",
        *([f"HAVING (COUNT(DISTINCT ?activity) >= {filters.min_weight:g})"] if filters.min_weight else []),
        "ORDER BY DESC(?activities) STR(?source) STR(?target)",
    ]
    return with_prefixes(head, "\n".join(select))


def with_prefixes(head: str, query: str) -> str:
    """Put a comment and the prefixes it needs before a query."""
    return "\n".join([head, *_prefixes(query), "", query, ""])


def _require(filters: Filters) -> None:
    refusals = {
        f"unit={filters.unit} ties what stands behind the involvements; only unit=organisation has a query": (
            filters.unit is not Unit.ORGANISATION
        ),
        "via=project follows each activity to its outermost project; only via=activity has a query": (
            filters.via is not Via.ACTIVITY
        ),
        f"weight={filters.weight} divides activities among those who take part; only weight=activities, "
        "which counts them, has a query": filters.weight is not Weight.ACTIVITIES,
        "limit= keeps the strongest nodes, where a query of ties could keep only the strongest ties; "
        "leave it out": filters.limit is not None,
    }
    for sentence, refused in refusals.items():
        if refused:
            raise NotExpressible(f"This network cannot be said in SPARQL: {sentence}.")


def activities_that_count(index: NetworkIndex, filters: Filters) -> Iterator[str]:
    """Say which activities count."""
    if filters.kind:
        yield from _kinds(filters.kind)
    if filters.country:
        found = [index.countries.addresses[one] for one in numbers_of(index.codes, filters.country)]
        yield "# They take place in a country, or somebody of it takes part"
        yield from _distinct(
            f"VALUES ?country {{ {named(found)} }}",
            "{ ?activity hp:takesPlaceAt/hp:within*/hp:country? ?country }",
            "UNION { ?activity hp:involvement/hp:agent/hp:country ?country }",
            "UNION { ?activity hp:involvement/hp:represents ?country }",
        )
    if filters.heritage_type:
        found = _addresses(index.heritage_types, filters.heritage_type, "heritage-type")
        yield "# They concern a heritage type or a narrower one"
        yield from _distinct(
            f"VALUES ?heritage {{ {named(found)} }}",
            "?activity hp:concerns/skos:broader* ?heritage .",
        )


def _kinds(kinds: Iterable[ActivityKind]) -> Iterator[str]:
    wanted = set(kinds)
    typed = named(hp(kind.value.capitalize()) for kind in _OWN_KINDS if kind in wanted)
    known = named(hp(kind.value.capitalize()) for kind in _OWN_KINDS)
    yield "# They are of a kind"
    if ActivityKind.OTHER not in wanted:
        yield from _distinct(f"VALUES ?class {{ {typed} }}", "?activity a ?class .")
        return
    other = f"FILTER NOT EXISTS {{ VALUES ?known {{ {known} }} ?activity a ?known }}"
    of_kind = f"UNION {{ VALUES ?class {{ {typed} }} ?activity a ?class }}"
    yield from _distinct(f"{{ ?activity hp:involvement [] {other} }}", *([of_kind] if typed else []))


def _distinct(*lines: str) -> Iterator[str]:
    yield "{ SELECT DISTINCT ?activity WHERE {"
    yield from (f"    {line}" for line in lines)
    yield "} }"


def _ends(index: NetworkIndex, filters: Filters) -> Iterator[str]:
    """Say who takes part: two organisations, each in one of its roles."""
    sided = bool(filters.role or filters.with_role)
    names = ("one", "other") if sided else ("source", "target")
    for (_, involvement, graph), name, roles in zip(
        _ENDS, names, (filters.role, filters.with_role), strict=True
    ):
        yield f"# {'One end' if name == names[0] else 'The other end'}"
        yield from involvement_that_counts(index, filters, involvement, graph)
        yield f"?{involvement} hp:agent {_agent(filters, name)} ."
        if filters.rollup is Rollup.PARENT:
            yield f"?{name}Unit (org:subOrganizationOf|org:unitOf)* ?{name} ."
            yield f"FILTER NOT EXISTS {{ ?{name} org:subOrganizationOf|org:unitOf ?above{name.title()} }}"
        if roles:
            yield f"VALUES ?{name}Role {{ {named(role(one) for one in roles)} }}"
            yield f"?{involvement} hp:role ?{name}Role ."
    if not sided:
        yield "FILTER (STR(?source) < STR(?target))"
        return
    yield "FILTER (?one != ?other)"
    yield "# A tie has no direction: whichever address comes first is its source"
    yield "BIND (IF(STR(?one) < STR(?other), ?one, ?other) AS ?source)"
    yield "BIND (IF(STR(?one) < STR(?other), ?other, ?one) AS ?target)"


def _agent(filters: Filters, name: str) -> str:
    return f"?{name}Unit" if filters.rollup is Rollup.PARENT else f"?{name}"


def involvement_that_counts(
    index: NetworkIndex, filters: Filters, involvement: str, graph: str
) -> Iterator[str]:
    """Say which involvements of the activities count."""
    stated = [*_stated(index, filters, involvement, graph)]
    if filters.from_year is None and filters.to_year is None:
        yield from stated
        return
    yield f"{{ SELECT DISTINCT ?activity ?{involvement} WHERE {{"
    yield from (f"    {line}" for line in stated)
    yield "    # Its years: as its source dates it, as any does; else those of the activity"
    yield f"    OPTIONAL {{ GRAPH ?{graph} {{ ?{involvement} hp:start|hp:end ?date1 }} }}"
    yield f"    OPTIONAL {{ ?{involvement} hp:start|hp:end ?date2 }}"
    yield f"    OPTIONAL {{ GRAPH ?{graph} {{ ?activity hp:start|hp:end ?date3 }} }}"
    yield "    OPTIONAL { ?activity hp:start|hp:end ?date4 }"
    yield "    BIND (STR(COALESCE(?date1, ?date2, ?date3, ?date4)) AS ?date)"
    yield '    BIND (xsd:integer(REPLACE(?date, "^(-?[0-9]+).*$", "$1")) AS ?year)'
    overlaps = []
    if filters.from_year is not None:
        overlaps.append(f"MAX(?year) >= {filters.from_year}")
    if filters.to_year is not None:
        overlaps.append(f"MIN(?year) <= {filters.to_year}")
    yield f"  }} GROUP BY ?activity ?{involvement} ?{graph} HAVING ({' && '.join(overlaps)}) }}"


def _stated(index: NetworkIndex, filters: Filters, involvement: str, graph: str) -> Iterator[str]:
    activities, sources = _left_out(index, filters)
    says = f"?activity hp:involvement ?{involvement} ."
    dated = filters.from_year is not None or filters.to_year is not None
    if filters.source:
        found = _addresses(index.sources, filters.source, "source")
        yield f"VALUES ?{graph}Source {{ {named(found)} }}"
        yield f"?{graph}Source hp:sourceGraph ?{graph} ."
    yield f"GRAPH ?{graph} {{ {says} }}" if filters.source or sources or dated else says
    if sources:
        left_out = f"VALUES ?not {{ {named(sources)} }} ?not hp:sourceGraph ?{graph}"
        yield f"FILTER NOT EXISTS {{ {left_out} }}"
    if activities:
        yield f"FILTER (?activity NOT IN ({', '.join(map(_name, activities))}))"


def _left_out(index: NetworkIndex, filters: Filters) -> tuple[list[str], list[str]]:
    """Part what is left out into activities and sources."""
    found = [(one, belonging(index, one)[1]) for one in filters.without]
    return [one for one, source in found if source == NOTHING], [
        one for one, source in found if source != NOTHING
    ]


def _addresses(things: Things, wanted: Iterable[str], name: str) -> list[str]:
    return [things.addresses[number] for number in known_in(things, wanted, name)]


def named(addresses: Iterable[str]) -> str:
    """Write addresses one after the other."""
    return " ".join(map(_name, addresses))


def _name(address: str) -> str:
    """Write an address, by its prefix where what follows is a plain word."""
    for prefix, namespace in PREFIXES.items():
        rest = address.removeprefix(namespace)
        if rest != address and rest.replace("-", "").isalnum() and rest.isascii():
            return f"{prefix}:{rest}"
    return n3(IRI(address))


def _prefixes(query: str) -> Iterator[str]:
    for prefix, namespace in sorted(PREFIXES.items()):
        if re.search(rf"(?<![\w<]){prefix}:\w", query):
            yield f"PREFIX {prefix}: <{namespace}>"
