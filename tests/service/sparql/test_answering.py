from types import SimpleNamespace
from typing import cast

from koinon.graph.store import EmbeddedStore
from koinon.service.generations import Generation
from koinon.service.sparql.answering import as_asked

QUERY = "SELECT ?o { ?o ?p ?q FILTER EXISTS { ?o ?q ?r . ?r ?p ?o } }"


def test_only_the_embedded_store_gets_rewritten_queries_and_only_if_the_setting_says_so() -> None:
    embedded = cast(Generation, SimpleNamespace(store=EmbeddedStore.memory()))
    elsewhere = cast(Generation, SimpleNamespace(store=object()))
    assert as_asked(embedded, QUERY, rewrites=True) != QUERY
    assert as_asked(embedded, QUERY, rewrites=False) == QUERY
    assert as_asked(elsewhere, QUERY, rewrites=True) == QUERY
