"""SPARQL 1.1 Graph Store HTTP Protocol: the 9 indirect and 4 direct tests of the W3C."""

from collections.abc import Callable
from typing import Any


def test_graphs_are_named_in_the_query_of_an_address(indirect: Any, converse: Callable[[Any], None]) -> None:
    assert indirect.exchanges
    converse(indirect)


def test_graphs_are_named_by_their_own_addresses(direct: Any, converse: Callable[[Any], None]) -> None:
    assert direct.exchanges
    converse(direct)
