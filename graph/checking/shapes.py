"""Shapes: whether what the sources state has the form that the vocabulary asks for."""

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from koinon.ontology.clashes import short
from koinon.ontology.load import shapes_turtle
from koinon.ontology.namespaces import RDFS, SH, SKOS

from ..addresses import Addresses, hp
from ..store.seam import Store
from ..terms import IRI, Quad, Term, Triple
from .compiled import Result, Stated, shape_set
from .findings import Finding, Severity, in_order
from .origin import Origins

# What the vocabulary says to people takes no part in a check, and is most of what it says.
_EXPLANATIONS: Final = frozenset(
    [
        IRI(SKOS + name)
        for name in ("altLabel", "definition", "example", "scopeNote", "exactMatch", "closeMatch")
    ]
    + [IRI(RDFS + "label"), IRI(RDFS + "comment")]
)


def check_shapes(store: Store, addresses: Addresses, focus: Collection[IRI] | None = None) -> list[Finding]:
    """Check what is stated against the shapes of the vocabulary.

    ``focus`` names the source graphs to look at, with the provenance of these sources; None looks at
    everything that is stated. What is inferred is never looked at: a shape is there to see what a source
    leaves out, which an inference could hide.

    Raises:
        CheckError: the shapes themselves cannot be used.
    """
    stated = _stated(store, addresses, focus)
    results = shape_results((quad.triple for quad in stated), shapes_turtle())
    return findings(results, store, addresses)


def findings(results: Iterable[Result], store: Store, addresses: Addresses) -> list[Finding]:
    """Say in sentences what shapes found, with the sources and the words it rests on."""
    origins = Origins(store, addresses)
    return in_order(_finding(result, origins) for result in results)


def shape_results(stated: Iterable[Triple], turtle: bytes) -> set[Result]:
    """Find what is wrong with some triples by shapes in Turtle: each by the quickest that knows all it uses.

    Raises:
        CheckError: the shapes cannot be used.
    """
    shapes = shape_set(turtle)
    if not shapes.left:
        return set(shapes.results(Stated(stated, shapes.uses)))
    # pySHACL takes most of a second to import, and reading or querying never needs it.
    from .validation import shapes_left, validate  # noqa: PLC0415

    triples = frozenset(stated)
    found = set(shapes.results(Stated(triples, shapes.uses)))
    return found.union(validate(triples, shapes_left(turtle, shapes.left)))


def _stated(store: Store, addresses: Addresses, focus: Collection[IRI] | None) -> Iterator[Quad]:
    if focus is None:
        inferred = addresses.graph("inferred")
        yield from (quad for quad in store.quads() if quad.graph != inferred)
        return
    for name in focus:
        yield from store.quads(graph=name)
        source = addresses.source(name.removeprefix(addresses.source_graph("")))
        yield from _provenance(store, addresses, source)
    ontology = store.quads(graph=addresses.graph("ontology"))
    yield from (quad for quad in ontology if quad.predicate not in _EXPLANATIONS)


def _provenance(store: Store, addresses: Addresses, source: IRI) -> Iterator[Quad]:
    """Yield what the graph of provenance says of a source, its parts, and the selectors of these."""
    provenance = addresses.graph("provenance")
    parts = [quad.subject for quad in store.quads(predicate=hp("inSource"), object=source, graph=provenance)]
    for node in (source, *parts):
        for quad in store.quads(node, graph=provenance):
            yield quad
            if isinstance(quad.object, IRI) and quad.object.startswith(f"{node}#"):
                yield from store.quads(quad.object, graph=provenance)


def _finding(result: Result, origins: Origins) -> Finding:
    node = IRI(result.focus)
    return Finding(
        Severity.VIOLATION if result.severity == SH + "Violation" else Severity.WARNING,
        node,
        f"{_subject(node, result.path, result.value, origins)} {result.message}",
        *origins.origin(node, result.path, result.value),
    )


def _subject(node: IRI, predicate: IRI | None, value: Term | None, origins: Origins) -> str:
    """Name what a result is about: a node, a property of it, or one value of that property."""
    name = origins.opening(node)
    if predicate is None:
        return f"{name}:"
    if value is None:
        return f"{name}, {short(predicate)}:"
    return f"{name} has {short(predicate)} {origins.name(value)}."
