"""What a remote engine complains of, in sentences of our own."""

import re
from collections.abc import Mapping
from typing import Final

from ...errors import KoinonError, QueryError, StoreError, StoreMissing, StoreTimeout, StoreUnreachable

_LENGTH: Final = 200
_TAGS = re.compile(r"<[^>]*>")
# Virtuoso answers 500 with S1T00, Fuseki 503 and Oxigraph 500 or 504 in words.
_TIMED_OUT = re.compile(r"S1T00|timed?[ -]?out", re.IGNORECASE)


def refusal(address: str, status: int, body: str) -> KoinonError:
    """Say why an engine refused what was sent to one of its addresses."""
    reason = _reason(body)
    if status in (401, 403):
        return StoreError(f"The store at {address} refuses access ({status}); check the credentials.")
    if status in (404, 405, 410):
        return StoreMissing(f"There is no SPARQL engine at {address} ({status}); check the address.")
    if 300 <= status < 400:
        return StoreUnreachable(
            f"The store at {address} redirects to another address, which is not followed; name that one."
        )
    if status in (408, 504) or _TIMED_OUT.search(body):
        return StoreTimeout(f"The store at {address} gave up: the query takes too long there.")
    if status in (400, 413, 414, 422):
        return QueryError(f"The store at {address} does not take the query: {reason}.")
    return StoreUnreachable(f"The store at {address} failed ({status}): {reason}.")


def incompleteness(headers: Mapping[str, str]) -> str | None:
    """Tell by Virtuoso's headers what was left out of a result, or None where it is whole.

    ``X-SQL-State: S1TAT`` marks a result that was cut when its time was over; ``X-SPARQL-MaxRows`` comes with
    one that has as many rows as the engine gives at most, so that more may be missing.
    """
    if headers.get("x-sql-state"):
        return "its time was over before the whole result was found"
    if rows := headers.get("x-sparql-maxrows"):
        return f"it gives {rows} rows at most (ResultSetMaxRows in virtuoso.ini)"
    return None


def _reason(body: str) -> str:
    lines = (_TAGS.sub("", line).strip() for line in body.splitlines())
    return next((line for line in lines if line), "it does not say why")[:_LENGTH].rstrip(".")
