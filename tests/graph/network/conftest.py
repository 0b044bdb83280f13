"""Small stores for tests of networks."""

from collections.abc import Callable, Mapping

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import hp
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad, quads_from_oxigraph
from koinon.ontology.namespaces import PREFIXES

BASE = "http://example.org/"
MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]


@pytest.fixture(scope="session")
def make_store() -> MakeStore:
    """Make a store of Turtle by the identifier of its source; "ontology" and other graphs by their name."""

    def make(turtle_of: Mapping[str, str]) -> EmbeddedStore:
        quads: list[Quad] = []
        for name, turtle in turtle_of.items():
            shared = name in {"ontology", "provenance", "inferred"}
            graph = IRI(f"{BASE}graphs/{name}" if shared else f"{BASE}graphs/source/{name}")
            head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
            parsed = ox.parse(head + turtle, format=ox.RdfFormat.TURTLE, base_iri=BASE)
            named = (
                ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(graph)) for quad in parsed
            )
            quads.extend(quads_from_oxigraph(named))
            if not shared:
                source = IRI(f"{BASE}source/{name}")
                quads.append(Quad(source, hp("sourceGraph"), graph, IRI(f"{BASE}graphs/provenance")))
        return EmbeddedStore.memory(quads)

    return make
