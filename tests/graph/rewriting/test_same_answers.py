"""A query and what it is rewritten to have the same solutions, each as often."""

import os
from collections import Counter
from random import Random

import pytest

from koinon.graph.rewriting import rewrite
from koinon.graph.store import EmbeddedStore
from koinon.graph.terms import Term

from .random_queries import RandomQuery, random_quads

COUNT = int(os.environ.get("KOINON_RANDOM_QUERIES", "2000"))
PARTS = 4


def solutions(store: EmbeddedStore, query: str) -> Counter[frozenset[tuple[str, Term]]]:
    return Counter(frozenset(row.items()) for row in store.select(query))


@pytest.mark.parametrize("seed", range(PARTS))
def test_random_queries_find_the_same_rewritten(seed: int) -> None:
    chance, rules, found = Random(seed), Counter[str](), 0
    store = EmbeddedStore.memory(random_quads(chance))
    for number in range(COUNT // PARTS):
        if number % 20 == 0:
            store = EmbeddedStore.memory(random_quads(chance))
        query = RandomQuery(chance).text()
        rewritten = rewrite(query)
        if rewritten.applied:
            rules.update(one.rule for one in rewritten.applied)
            as_written = solutions(store, query)
            found += bool(as_written)
            assert solutions(store, rewritten.text) == as_written, f"{query}\n{rewritten.text}"
    # The comparison is worth something only where rules apply and there is something to be found.
    assert rules["nested-exists"] > COUNT / PARTS / 100
    assert rules["minus"] > COUNT / PARTS / 100
    assert rules["repeat-in-optional"] > COUNT / PARTS / 200
    assert found > COUNT / PARTS / 100
