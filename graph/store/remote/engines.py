"""How a remote engine differs from others, found out by asking it."""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from koinon.ontology.namespaces import XSD

from ...errors import StoreError
from ...terms import IRI, Literal, Term, n3
from .client import Client
from .own_graphs import OwnGraphs
from .results import JSON, solutions

_VIRTUOSO: Final = "virtuoso"
_FUSEKI: Final = "fuseki"


class Union(Enum):
    """What an engine's default graph is when a query names none."""

    OWN = "a graph of its own, which holds the union because the store writes it there"
    NATIVE = "the union of all graphs"
    NAMED = "the union of all graphs, but not as a set: the store keeps a graph for it"


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine needs.

    ``merges``: several default graphs are merged to a set, as SPARQL says. ``whole_requests``: an update
    request of several operations happens as one.
    """

    product: str
    union: Union = Union.NATIVE
    merges: bool = False

    @property
    def is_virtuoso(self) -> bool:
        """Tell whether the engine is Virtuoso, whose dialect differs most."""
        return self.product.startswith(_VIRTUOSO)

    def written(self, term: Term) -> Term:
        """Give a term in the form in which the engine finds it again.

        TDB2 reads ``1`` and ``1.0`` back as ``1.0`` but tells them apart when it looks for them.
        """
        if self.product != _FUSEKI or not isinstance(term, Literal) or term.datatype != XSD + "decimal":
            return term
        return term if "." in term.value else Literal(f"{term.value}.0", term.datatype)

    @property
    def whole_requests(self) -> bool:
        """Tell whether an update request of several operations is one transaction (tests prove it)."""
        return self.product.startswith(("oxigraph", "fuseki"))


def examine(client: Client) -> Engine:
    """Find out what an engine is by its own words, before there is a marker."""
    reply = client.query("SELECT * WHERE { } LIMIT 1", JSON)
    reply.discard()
    product = reply.headers.get("server", "").casefold()
    if "fuseki-request-id" in reply.headers:
        product = _FUSEKI
    return Engine(product)


def marked(client: Client, own: OwnGraphs, engine: Engine) -> Engine:
    """Find out by the marker and its repetition how an engine makes its default graph.

    Raises:
        StoreError: the default graph counts a triple as often as graphs hold it, and the engine has no other.
    """
    triple = f"{n3(own.marker)} {n3(own.is_marker)} ?what"
    count = f"SELECT (COUNT(*) AS ?n) WHERE {{ {triple} }}"
    found = _number(client, count)
    merges = _number(client, count, (own.marker, own.probe)) == 1
    if found == 0:
        return replace(engine, union=Union.OWN, merges=merges)
    if found == 1:
        return replace(engine, union=Union.NATIVE, merges=merges)
    if engine.is_virtuoso:  # asked of one default graph, it still shows every named one
        return replace(engine, union=Union.NAMED, merges=merges)
    raise StoreError(
        "The remote store's default graph counts a triple once for every graph that holds it; "
        "start Oxigraph without --union-default-graph: Koinon keeps the union itself."
    )


def unmarked(client: Client, engine: Engine) -> Engine:
    """Accept an engine that somebody else filled, if its default graph shows what its named graphs hold.

    Raises:
        StoreError: it does not.
    """
    sample = solutions(
        client.query(
            "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o FILTER(isIRI(?s) && !isBlank(?o)) } } LIMIT 1", JSON
        )
    )
    row = next(iter(sample), None)
    if row is None or engine.is_virtuoso:
        return engine
    values = " ".join(n3(row[name]) for name in ("s", "p", "o"))
    if _number(client, f"SELECT (COUNT(*) AS ?n) WHERE {{ {values} }}"):
        return engine
    raise StoreError(
        "The remote store's default graph does not show what its named graphs hold; switch that on there "
        "(tdb2:unionDefaultGraph in Fuseki), or let create_remote take the store over."
    )


def _number(client: Client, query: str, default: tuple[IRI, ...] = ()) -> int:
    (row,) = solutions(client.query(query, JSON, default))
    value = row["n"]
    return int(value.value) if isinstance(value, Literal) else 0
