"""What the page of a query hands to its script, where the explorer has been built."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request

from ..pages.explorer import built

#: The script that makes the page of a query the SPARQL screen.
ENTRY: Final = "src/sparql/main.ts"
# A longer result is asked for again by the script, rather than sent twice within the page.
_ROWS: Final = 2_000


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the endpoint stands as the reader's browser knows it, and the seconds that a query may take.

    ``query`` is what the reader wrote: what the engine is asked may be said otherwise.
    """

    endpoint: str
    seconds: float
    query: str | None = None

    def view(self, base: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Give a template the address of the endpoint, the script, and what the script is told."""
        told = {"base": base, "seconds": self.seconds, **asked}
        return {"endpoint": self.endpoint, "screen": built(ENTRY), "told": told}


def screen_of(request: Request, seconds: float) -> Screen:
    """Give the screen of a request to any page."""
    return Screen(f"{request.base_url}sparql", seconds)


def short_enough(results: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Give a result that may stand in the page beside its table, or None where it is too long for that."""
    return results if len(results.get("results", {}).get("bindings", ())) <= _ROWS else None
