"""Shapes: whether what the sources state has the form that the vocabulary asks for."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from koinon.ontology.clashes import short
from koinon.ontology.load import shapes_turtle
from koinon.ontology.namespaces import RDFS, SH, SKOS

from ..addresses import Addresses, hp
from ..store.seam import Store
from ..terms import IRI, Literal, Quad, Term, Triple
from .findings import Finding, Severity, in_order
from .origin import Origins

_Result = Mapping[IRI, Term]

_RESULT: Final = IRI(SH + "result")
_FOCUS: Final = IRI(SH + "focusNode")
_PATH: Final = IRI(SH + "resultPath")
_VALUE: Final = IRI(SH + "value")
_MESSAGE: Final = IRI(SH + "resultMessage")
_SEVERITY: Final = IRI(SH + "resultSeverity")
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
    # pySHACL takes most of a second to import, and reading or querying never needs it.
    from .validation import validate  # noqa: PLC0415

    stated = _stated(store, addresses, focus)
    report = validate({quad.triple for quad in stated}, shapes_turtle())
    origins = Origins(store, addresses)
    return in_order(_finding(result, origins) for result in _results(report))


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


def _results(report: Collection[Triple]) -> Iterator[_Result]:
    """Gather what the report says of each result; a nested result belongs to the one that holds it."""
    said: dict[IRI, dict[IRI, Term]] = {}
    for subject, predicate, value in sorted(report, key=str):
        said.setdefault(subject, {}).setdefault(predicate, value)
    for _, predicate, value in report:
        if predicate == _RESULT and isinstance(value, IRI):
            yield said[value]


def _finding(result: _Result, origins: Origins) -> Finding:
    node, path, value = IRI(result[_FOCUS]), result.get(_PATH), result.get(_VALUE)
    predicate = path if isinstance(path, IRI) and not path.startswith("_:") else None
    message = result.get(_MESSAGE)
    wrong = message.value if isinstance(message, Literal) else "It has not the form that it should have."
    return Finding(
        Severity.VIOLATION if result.get(_SEVERITY) == SH + "Violation" else Severity.WARNING,
        node,
        f"{_subject(node, predicate, value, origins)} {wrong}",
        *origins.origin(node, predicate, value),
    )


def _subject(node: IRI, predicate: IRI | None, value: Term | None, origins: Origins) -> str:
    """Name what a result is about: a node, a property of it, or one value of that property."""
    name = origins.opening(node)
    if predicate is None:
        return f"{name}:"
    if value is None:
        return f"{name}, {short(predicate)}:"
    return f"{name} has {short(predicate)} {origins.name(value)}."
