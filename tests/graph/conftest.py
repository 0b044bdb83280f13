"""Small stores written as TriG in the tests themselves."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import quads_from_oxigraph
from koinon.ontology.namespaces import PREFIXES

_HEAD = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())


@pytest.fixture(scope="session")
def store_of() -> Callable[[str], EmbeddedStore]:
    """Make a store of TriG; the prefixes are given, and relative addresses are below the usual base."""

    def make(trig: str) -> EmbeddedStore:
        parsed = ox.parse(_HEAD + trig, format=ox.RdfFormat.TRIG, base_iri=DEFAULT_BASE)
        return EmbeddedStore.memory(quads_from_oxigraph(parsed))

    return make
