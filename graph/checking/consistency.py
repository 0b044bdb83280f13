"""Consistency: whether what all the sources state can be true together, as the vocabulary sees it."""

from collections.abc import Iterator

from koinon.ontology import consistency
from koinon.ontology.clashes import Clash, short

from ..addresses import Addresses
from ..store.seam import Store
from ..terms import IRI, n3
from .findings import Finding, Severity, in_order
from .origin import Origins


def check_consistency(store: Store, addresses: Addresses) -> list[Finding]:
    """Let a reasoner judge the vocabulary and everything stated; takes seconds, most of them Java's start.

    What is inferred follows from what is stated, and is left out.
    """
    report = consistency.check_consistency([_statements(store, addresses)])
    if report.consistent and not report.unsatisfiable:
        return []
    origins = Origins(store, addresses)
    found = [_contradiction(clash, store, origins, addresses) for clash in report.clashes]
    if not found:
        vocabulary = addresses.graph("ontology")
        found = [Finding(Severity.VIOLATION, vocabulary, sentence) for sentence in report.sentences]
    return in_order(found)


def _statements(store: Store, addresses: Addresses) -> bytes:
    """Write what is stated as N-Triples. The vocabulary is left out: the reasoner reads its own files."""
    apart = {addresses.graph("ontology"), addresses.graph("inferred")}
    triples = {quad.triple for quad in store.quads() if quad.graph not in apart}
    return "".join(f"{n3(s)} {n3(p)} {n3(o)} .\n" for s, p, o in triples).encode()


def _contradiction(clash: Clash, store: Store, origins: Origins, addresses: Addresses) -> Finding:
    node = IRI(clash.node)
    titles = sorted(_sources(node, store, origins, addresses))
    stated = f" It is spoken of in {' and in '.join(f'“{title}”' for title in titles)}." if titles else ""
    return Finding(
        Severity.VIOLATION,
        node,
        f"{origins.opening(node)} cannot be both {short(clash.one)} ({clash.why_one}) "
        f"and {short(clash.other)} ({clash.why_other}).{stated} "
        "Correct one of the two, or withdraw its source.",
        *origins.origin(node),
    )


def _sources(node: IRI, store: Store, origins: Origins, addresses: Addresses) -> Iterator[str]:
    """Give the titles of the sources that speak of a node, as subject or as object."""
    prefix = addresses.source_graph("")
    graphs = {quad.graph for quad in store.quads(node)} | {quad.graph for quad in store.quads(object=node)}
    for graph in graphs:
        if graph.startswith(prefix):
            yield origins.title(addresses.source(graph.removeprefix(prefix)))
