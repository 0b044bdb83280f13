"""The terms that the data and the vocabulary know, and which of them somebody may have meant."""

import re
from dataclasses import dataclass
from typing import Final, Self

from rapidfuzz import fuzz, process

from koinon.ontology.namespaces import PREFIXES

from ..queries.load import query
from ..store.seam import Store
from .outline import shown

# Of 100: one letter of ten may differ.
_ALIKE: Final = 80.0
_LOCAL: Final = re.compile(r"[^#/:]*$")


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """Addresses of properties, classes and concepts."""

    properties: tuple[str, ...]
    classes: tuple[str, ...]
    concepts: tuple[str, ...]

    @classmethod
    def of(cls, store: Store) -> Self:
        """Look through the vocabulary and a sample of the data."""
        found = (
            tuple(str(row["term"]) for row in store.select(query(f"known_{kind}")))
            for kind in ("properties", "classes", "concepts")
        )
        return cls(*found)

    def like(self, address: str, kind: str) -> str | None:
        """Find the term of a kind that is most like an address; None where none is like it."""
        candidates: tuple[str, ...] = getattr(self, kind)
        # The same name elsewhere counts most, then what is written almost the same.
        names = [_LOCAL.sub("", one) == _LOCAL.sub("", address) for one in candidates]
        best: tuple[float, str] | None = None
        written = [_name(one) for one in candidates]
        for _, score, place in process.extract(_name(address), written, scorer=fuzz.ratio, limit=5):
            total = score + 10 * names[place]
            if score >= _ALIKE and candidates[place] != address and (best is None or total > best[0]):
                best = total, candidates[place]
        return best[1] if best else None


def _name(address: str) -> str:
    found = _LOCAL.search(address)
    return found.group() if found and found.group() else shown(address, PREFIXES)
