"""SPARQL 1.1 Protocol: the 34 tests of the W3C."""

from collections.abc import Callable
from typing import Any


def test_the_protocol_is_kept(protocol: Any, converse: Callable[[Any], None]) -> None:
    assert protocol.exchanges
    converse(protocol)
