"""The most rows an engine gives: Virtuoso cuts the solutions that triples are made from without a word."""

from ...errors import StoreIncomplete
from .client import Client
from .results import JSON


class RowCap:
    """Finds out whether an engine gives as many rows as needed, by a table of numbers it has to make up."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._enough = 0
        self._cap: int | None = None

    def within(self, rows: int) -> int | None:
        """Give the most rows of a result if it is not more than ``rows``, otherwise None.

        Raises:
            StoreIncomplete: the engine cuts results and does not say how.
        """
        if self._cap is None and rows >= self._enough:
            self._probe(rows)
        return self._cap if self._cap is not None and self._cap <= rows else None

    def _probe(self, rows: int) -> None:
        size = round(rows ** (1 / 3)) + 2
        values = " ".join(map(str, range(size)))
        crossed = " ".join(f"VALUES ?{name} {{ {values} }}" for name in "abc")
        try:
            self._client.query(f"SELECT ?a WHERE {{ {crossed} }}", JSON).discard()
        except StoreIncomplete as incomplete:
            if incomplete.rows is None:
                raise
            self._cap = incomplete.rows
        else:
            self._enough = size**3
