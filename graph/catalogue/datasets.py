"""What there is to tell of the graph and its sources, computed from the data themselves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from koinon.ontology.namespaces import SKOS

from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Literal, Term


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the graph, and the address that takes questions (``mailto:`` or a page)."""

    name: str
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """From which year to which, and of which countries."""

    first: str | None = None
    last: str | None = None
    countries: tuple[IRI, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDataset:
    """What one source states. ``read`` is when it was read, ``address`` where it was published."""

    source: IRI
    graph: IRI
    title: Literal
    triples: int
    coverage: Coverage
    publisher: str | None = None
    issued: Literal | None = None
    address: str | None = None
    language: str | None = None
    licence: str | None = None
    read: Literal | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of the whole: statements (each once), by class, by property, and links by where they lead."""

    triples: int
    classes: Mapping[IRI, int]
    properties: Mapping[IRI, int]
    links: Mapping[tuple[IRI, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The graph as a whole, and the data sets it is made of."""

    base: str
    generation: int
    totals: Totals
    coverage: Coverage
    sources: tuple[SourceDataset, ...]
    graphs: tuple[IRI, ...]
    modified: Literal | None = None


def catalogue(store: Store, base: str) -> Catalogue:
    """Compute what there is to tell of a store whose things live below a base."""
    sizes = {_iri(row["graph"]): _number(row["count"]) for row in store.select(query("graph_sizes"))}
    coverages = _coverages(store)
    sources = _sources(store, sizes, coverages)
    read = [one.read for one in sources if one.read]
    return Catalogue(
        base,
        store.generation,
        _totals(store, base),
        _together([one.coverage for one in sources]),
        sources,
        tuple(sorted(sizes)),
        max(read, key=lambda one: one.value, default=None),
    )


def _sources(
    store: Store, sizes: Mapping[IRI, int], coverages: Mapping[IRI, Coverage]
) -> tuple[SourceDataset, ...]:
    # A source read more than once has a row for each time; the last one counts.
    found: dict[IRI, SourceDataset] = {}
    for row in store.select(query("catalogue_sources")):
        source, graph, title = _iri(row["source"]), _iri(row["graph"]), row["title"]
        assert isinstance(title, Literal)
        found[source] = SourceDataset(
            source,
            graph,
            title,
            sizes.get(graph, 0),
            coverages.get(graph, Coverage()),
            _text(row.get("publisher")),
            _literal(row.get("issued")),
            _text(row.get("address")),
            _text(row.get("language")),
            _text(row.get("licence")),
            _literal(row.get("read")),
        )
    return tuple(found.values())


def _coverages(store: Store) -> dict[IRI, Coverage]:
    countries: dict[IRI, set[IRI]] = defaultdict(set)
    for row in store.select(query("graph_countries")):
        countries[_iri(row["graph"])].add(_iri(row["country"]))
    years: dict[IRI, tuple[str, str]] = {}
    for row in store.select(query("graph_dates")):
        if "graph" in row and "first" in row:
            years[_iri(row["graph"])] = (str(_text(row["first"]))[:4], str(_text(row["last"]))[:4])
    return {
        graph: Coverage(first, last, tuple(sorted(countries[graph])))
        for graph in {*countries, *years}
        for first, last in [years.get(graph, (None, None))]
    }


def _together(coverages: list[Coverage]) -> Coverage:
    first = min((one.first for one in coverages if one.first), default=None)
    last = max((one.last for one in coverages if one.last), default=None)
    return Coverage(first, last, tuple(sorted({country for one in coverages for country in one.countries})))


def _totals(store: Store, base: str) -> Totals:
    properties = {
        _iri(row["property"]): _number(row["count"]) for row in store.select(query("property_sizes"))
    }
    classes = {_iri(row["class"]): _number(row["count"]) for row in store.select(query("class_sizes"))}
    return Totals(sum(properties.values()), classes, properties, _links(store, base))


def _links(store: Store, base: str) -> dict[tuple[IRI, str], int]:
    """Count links by the property and the host they lead to."""
    found: dict[tuple[IRI, str], int] = defaultdict(int)
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"):
        predicate = IRI(SKOS + name)
        for triple in {quad.triple for quad in store.quads(None, predicate)}:
            if isinstance(triple.object, IRI) and not triple.object.startswith(base):
                host = "/".join(triple.object.split("/")[:3]) + "/"
                found[predicate, host] += 1
    return dict(sorted(found.items()))


def _iri(term: Term) -> IRI:
    assert isinstance(term, IRI)
    return term


def _literal(term: Term | None) -> Literal | None:
    return term if isinstance(term, Literal) else None


def _text(term: Term | None) -> str | None:
    return term.value if isinstance(term, Literal) else term


def _number(term: Term) -> int:
    assert isinstance(term, Literal)
    return int(term.value)
