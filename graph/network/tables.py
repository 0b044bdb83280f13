"""Columns of a network index: flat arrays, so that they can be mapped into memory from files."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]

#: In place of the number of a thing: there is none, or it is not known.
NOTHING: Final = -1
#: In place of a year: it is not known.
NO_YEAR: Final = -32_768


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Texts by number: their UTF-8 end to end, and where each one begins (``n + 1`` offsets)."""

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Self:
        """Store texts in the order given."""
        encoded = [text.encode() for text in texts]
        offsets = np.zeros(len(encoded) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in encoded], out=offsets[1:])
        return cls(np.frombuffer(b"".join(encoded), dtype=np.uint8), offsets)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, number: int) -> str:
        return self._bytes(number).decode()

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))

    def _bytes(self, number: int) -> bytes:
        return self.data[self.offsets[number] : self.offsets[number + 1]].tobytes()

    def find(self, text: str) -> int:
        """Find the number of a text among texts that are in order, else ``NOTHING``.

        The order is that of UTF-8, which is that of code points, as Python sorts.
        """
        wanted, low, high = text.encode(), 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._bytes(low) == wanted else NOTHING


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Any number of values a thing: two arrays of one length, ordered by owner, then by value."""

    owners: Ints
    values: Ints

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Self:
        """Store pairs, each once; pairs that hold ``NOTHING`` are left out."""
        flat = np.array(sorted({pair for pair in pairs if NOTHING not in pair}), dtype=np.int32)
        owners, values = flat.reshape(-1, 2).T
        return cls(np.ascontiguousarray(owners), np.ascontiguousarray(values))

    @classmethod
    def of_columns(cls, owners: Ints, values: Ints) -> Self:
        """Store pairs given as two columns, each pair once; what holds ``NOTHING`` is left out."""
        known = (owners != NOTHING) & (values != NOTHING)
        keys = np.unique(owners[known].astype(np.int64) << 32 | values[known])
        return cls((keys >> 32).astype(np.int32), (keys & 0xFFFF_FFFF).astype(np.int32))

    def of_owner(self, owner: int) -> list[int]:
        """Give the values of one thing."""
        begin, end = np.searchsorted(self.owners, [owner, owner + 1])
        return [int(value) for value in self.values[begin:end]]

    def owners_of(self, values: Sequence[int], count: int) -> Flags:
        """Flag those of ``count`` things that own any of the values."""
        flags = np.zeros(count, dtype=np.bool_)
        flags[self.owners[np.isin(self.values, np.asarray(values, dtype=np.int32))]] = True
        return flags

    def spread(self, owners: Ints) -> tuple[NDArray[np.int64], Ints]:
        """Repeat each position of ``owners`` for each of its values: positions, and the values there."""
        begin = np.searchsorted(self.owners, owners, side="left")
        counts = np.searchsorted(self.owners, owners, side="right") - begin
        positions = np.repeat(np.arange(len(owners), dtype=np.int64), counts)
        ends = np.cumsum(counts)
        within = np.arange(len(positions), dtype=np.int64) - np.repeat(ends - counts, counts)
        return positions, self.values[np.repeat(begin, counts) + within]


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Names of things in languages, the best name of a language first.

    ``owners`` is ordered; ``languages`` points into ``tags``, which are lower-case, and empty where a name
    has no language.
    """

    owners: Ints
    languages: NDArray[np.int16]
    tags: Texts
    names: Texts

    def of_owner(self, owner: int) -> list[tuple[str, str]]:
        """Give a thing's names with their languages."""
        begin, end = (int(place) for place in np.searchsorted(self.owners, [owner, owner + 1]))
        return [(self.tags[int(self.languages[place])], self.names[place]) for place in range(begin, end)]

    def choose(self, owner: int, languages: Sequence[str]) -> str | None:
        """Choose a name: the first of the languages it has, English, no language, then any.

        A region stands for its language (``fr-CA`` is answered by ``fr``).
        """
        names: dict[str, str] = {}
        for language, name in self.of_owner(owner):
            names.setdefault(language, name)
            names.setdefault(language.partition("-")[0], name)
        for language in (*languages, "en", ""):
            tag = language.lower()
            for wanted in (tag, tag.partition("-")[0]):
                if wanted in names:
                    return names[wanted]
        return names[min(names)] if names else None


@dataclass(frozen=True, slots=True, eq=False)
class Things:
    """Things of one sort: their number is the place of their address in order."""

    addresses: Texts
    labels: Labels

    def __len__(self) -> int:
        return len(self.addresses)

    def find(self, address: str) -> int:
        """Find the number of an address, else ``NOTHING``."""
        return self.addresses.find(address)

    def label(self, number: int, languages: Sequence[str] = ()) -> str:
        """Name a thing; what has no name is named by the end of its address."""
        chosen = self.labels.choose(number, languages)
        return self.addresses[number].rstrip("/").rsplit("/", 1)[-1] if chosen is None else chosen
