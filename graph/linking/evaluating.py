"""How often the linker is right, on affiliations that people have resolved to ROR."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import DocumentError
from ..names import NameIndex
from .affiliations import organisations


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over affiliations: organisations found rightly, found wrongly, and those to be found."""

    affiliations: int
    right: int
    wrong: int
    expected: int

    @property
    def precision(self) -> float:
        """Give the share of what was found that is right; 1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Give the share of what was to be found that was; 1 where nothing was to be found."""
        return self.right / self.expected if self.expected else 1.0


def read_affiliations(path: Path) -> list[tuple[str, frozenset[str]]]:
    """Read affiliations with the ROR identifiers of the organisations they name.

    Raises:
        DocumentError: the file is not a JSON array of objects with ``affiliation`` and ``ror_ids``.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        return [(str(one["affiliation"]), frozenset(map(str, one["ror_ids"]))) for one in content]
    except FileNotFoundError:
        raise DocumentError(f"There is no file {path}.") from None
    except (ValueError, KeyError, TypeError):
        raise DocumentError(f"{path} is not a JSON array of affiliations with their ror_ids.") from None


def evaluate(
    affiliations: Iterable[tuple[str, frozenset[str]]], index: NameIndex, known: frozenset[str]
) -> Mapping[str, Score]:
    """Compare what is found with what people found.

    ``all`` counts every affiliation; ``known`` those whose organisations all stand in the authority, for
    nothing can be found that is not in it.
    """
    counts = {"all": [0, 0, 0, 0], "known": [0, 0, 0, 0]}
    for text, expected in affiliations:
        found = {one.thing for one in organisations(text, index)}
        row = (1, len(found & expected), len(found - expected), len(expected))
        for name in ("all", "known") if expected <= known else ("all",):
            counts[name] = [old + new for old, new in zip(counts[name], row, strict=True)]
    return {name: Score(*row) for name, row in counts.items()}
