"""Answers are written whole, and can be read for as long as their reader likes."""

from koinon.graph.store import EmbeddedStore


def test_an_answer_is_read_to_its_end_though_only_its_pieces_are_held() -> None:
    store = EmbeddedStore.memory()
    query = "SELECT ?number { VALUES ?number { 1 2 3 } }"
    read = [piece for piece in store.answer(query, ["text/csv"]).chunks]  # noqa: C416 - as a caller loops
    assert b"".join(read) == b"number\r\n1\r\n2\r\n3\r\n"
