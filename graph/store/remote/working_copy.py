"""A copy of a remote store to work on, which knows what it was changed by."""

from collections.abc import Iterable
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from ...terms import Quad, quads_from_oxigraph
from ..embedded import EmbeddedStore
from ..seam import Change


class WorkingCopy(EmbeddedStore):
    """What a remote store holds, in a database of this machine."""

    def __init__(self, engine: ox.Store, before: int) -> None:
        super().__init__(engine, before)
        self._before = before
        self._coming: set[Quad] = set()
        self._going: set[Quad] = set()
        self._discarded = False

    @classmethod
    def of(cls, quads: Iterable[Quad], generation: int, folder: Path) -> Self:
        """Copy quads into a database in an empty folder."""
        copy = cls(ox.Store(folder), generation)
        copy.load(quads)
        copy._generation = generation
        return copy

    @property
    def generation(self) -> int:
        """The generation that was copied, or the next one as soon as anything changed."""
        return self._before + 1 if self.changed else self._before

    @property
    def changed(self) -> bool:
        """Tell whether anything is other than it was."""
        return bool(self._coming or self._going)

    @property
    def change(self) -> Change:
        """Give the difference from what was copied; none where it was discarded."""
        return Change() if self._discarded else Change(frozenset(self._going), frozenset(self._coming))

    def discard(self) -> None:
        """Let nothing be changed after all."""
        self._discarded = True

    def _write(self, removed: list[ox.Quad], added: list[ox.Quad]) -> int:
        going, coming = set(quads_from_oxigraph(removed)), set(quads_from_oxigraph(added))
        growth = super()._write(removed, added)
        # What comes back had only gone, and what goes again had only come.
        self._going, self._coming = (
            (self._going - coming) | (going - self._coming),
            (self._coming - going) | (coming - self._going),
        )
        return growth
