"""What changed between two releases, told by their graphs."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from koinon.graph.errors import DocumentError

#: The file of a release that says what each of its graphs holds.
GRAPHS: Final = "graphs.json"
_MASK: Final = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Held:
    """What a graph holds: how many statements, and a sum over them that no order changes."""

    statements: int
    digest: str


class Tally:
    """Counts statements by graph while they pass by as lines of N-Quads."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._sums: dict[str, int] = {}

    def watch(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pass pieces of whole lines on, and count them."""
        for piece in pieces:
            for line in piece.splitlines():
                graph = line.rpartition(b" <")[2].removesuffix(b"> .").decode()
                number = int.from_bytes(hashlib.blake2b(line, digest_size=8).digest(), "big")
                self._counts[graph] = self._counts.get(graph, 0) + 1
                self._sums[graph] = (self._sums.get(graph, 0) + number) & _MASK
            yield piece

    def held(self) -> dict[str, Held]:
        """Give what each graph holds."""
        return {
            graph: Held(self._counts[graph], f"{self._sums[graph]:016x}") for graph in sorted(self._counts)
        }


def write_held(held: Mapping[str, Held]) -> str:
    """Write what each graph holds as JSON."""
    return json.dumps(
        {graph: {"statements": one.statements, "digest": one.digest} for graph, one in held.items()}, indent=1
    )


def read_held(release: Path) -> dict[str, Held]:
    """Read what each graph of an earlier release holds.

    Raises:
        DocumentError: the folder is no release.
    """
    try:
        content = json.loads((release / GRAPHS).read_text("utf-8"))
        return {graph: Held(int(one["statements"]), str(one["digest"])) for graph, one in content.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise DocumentError(f"{release} is not the folder of a release: it has no {GRAPHS}.") from None


def changes(old: Mapping[str, Held], new: Mapping[str, Held], version: str) -> str:
    """Tell in Markdown which graphs came, changed and went, with their numbers of statements."""
    came = [f"- {graph}: {new[graph].statements:,}" for graph in new if graph not in old]
    went = [f"- {graph}: {old[graph].statements:,}" for graph in old if graph not in new]
    changed = [
        f"- {graph}: {old[graph].statements:,} → {new[graph].statements:,}"
        for graph in new
        if graph in old and old[graph] != new[graph]
    ]
    parts = [f"# Changes in {version}", ""]
    for title, lines in (("New graphs", came), ("Changed graphs", changed), ("Graphs that went", went)):
        if lines:
            parts += [f"## {title}, with their statements", "", *lines, ""]
    if not (came or changed or went):
        parts += ["No statement changed.", ""]
    return "\n".join(parts)
