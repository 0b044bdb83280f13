from importlib.resources import files

import pyoxigraph as ox
import pytest

from koinon.graph.queries.load import query

NAMES = sorted(
    entry.name.removesuffix(".rq")
    for entry in files("koinon.graph.queries").iterdir()
    if entry.name.endswith(".rq")
)


@pytest.mark.parametrize("name", NAMES)
def test_a_query_says_first_what_it_asks(name: str) -> None:
    assert query(name).startswith("# ")


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_sparql(name: str) -> None:
    ox.Store().query(query(name))


def test_a_query_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-question"):
        query("no-such-question")
