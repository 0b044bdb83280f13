"""Answers that are remembered by key, in the note of the generation that holds what they tell of.

The note is put in place together with the data, so a write is never there without its answer, nor an answer
without its write, wherever a crash strikes.
"""

import json
import time
from collections.abc import Callable
from typing import Any

from .errors import KeyReused
from .requests import Asked, Outcome

#: Keys that clients gave: how many are remembered, and for how many seconds.
GIVEN, GIVEN_SECONDS = 2_000, 24 * 3600
#: Keys of single calls, which are asked again only when the writer was killed under them.
SINGLE, SINGLE_SECONDS = 1_000, 600


class Remembered:
    """The answers in a note."""

    def __init__(self, note: str, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._entries: dict[str, list[Any]] = _read(note)

    def find(self, asked: Asked) -> Outcome | None:
        """Find the answer that was given under a key.

        Raises:
            KeyReused: it was given to another request.
        """
        entry = self._entries.get(asked.key)
        if entry is None:
            return None
        fingerprint, _, _, generation, changed, existed = entry
        if fingerprint != asked.fingerprint:
            raise KeyReused(
                f"The Idempotency-Key “{asked.key}” was used for another request; send a new one."
            )
        return Outcome(generation, changed, existed)

    def add(self, asked: Asked, outcome: Outcome) -> None:
        """Remember an answer."""
        self._entries[asked.key] = [
            asked.fingerprint,
            int(asked.given),
            int(self._now()),
            outcome.generation,
            outcome.changed,
            outcome.existed,
        ]

    def note(self) -> str:
        """Write the answers, without those that are old, or too many."""
        given = self._kept(True, GIVEN, GIVEN_SECONDS)
        single = self._kept(False, SINGLE, SINGLE_SECONDS)
        return json.dumps({"answers": single | given}, ensure_ascii=False, separators=(",", ":"))

    def _kept(self, given: bool, most: int, seconds: int) -> dict[str, list[Any]]:
        after = self._now() - seconds
        kept = [
            (key, entry) for key, entry in self._entries.items() if entry[1] == given and entry[2] >= after
        ]
        return dict(kept[-most:])


def _read(note: str) -> dict[str, list[Any]]:
    if not note:
        return {}
    found: dict[str, list[Any]] = json.loads(note)["answers"]
    return found
