"""Numbering: things in the order of their addresses, and columns of addresses turned into numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from .tables import NOTHING, Ints, Labels, Pairs, Texts, Things


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """Things, and the same as a frame of ``thing`` and ``number`` for joins."""

    things: Things
    numbers: pl.DataFrame

    @classmethod
    def of(cls, addresses: Iterable[pl.Series], names: pl.DataFrame) -> "Numbered":
        """Number things by the order of their addresses, and keep their names.

        The best name of a language is the one most sources use, then the shortest, then the first.
        """
        every = pl.concat(
            [pl.Series("thing", [], dtype=pl.String), *(one.alias("thing") for one in addresses)]
        )
        ordered = every.unique().sort()
        number = pl.int_range(pl.len(), dtype=pl.Int32).alias("number")
        numbers = ordered.to_frame().with_columns(number)
        called = names.join(numbers, on="thing").sort(
            "number", "language", -pl.col("count"), pl.col("text").str.len_chars(), "text"
        )
        tags = called["language"].unique().sort()
        codes = called.join(tags.to_frame().with_row_index("code"), on="language", maintain_order="left")[
            "code"
        ]
        labels = Labels(
            called["number"].to_numpy(),
            codes.cast(pl.Int16).to_numpy(),
            Texts.of(tags),
            texts(called["text"]),
        )
        return cls(Things(texts(ordered), labels), numbers)

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def addresses(self) -> pl.Series:
        """Give the addresses in order."""
        return self.numbers["thing"]

    def number(self, frame: pl.DataFrame, column: str) -> pl.DataFrame:
        """Turn a column of addresses into numbers, ``NOTHING`` where it names none of these."""
        found = frame.join(self.numbers, left_on=column, right_on="thing", how="left", maintain_order="left")
        return found.with_columns(pl.col("number").fill_null(NOTHING).alias(column)).drop("number")

    def column(self, values: pl.DataFrame, numbers: pl.DataFrame) -> Ints:
        """Make a column of one value a thing, ``NOTHING`` where it has none.

        ``values`` are ``thing`` and ``value``; ``numbers`` give the ``number`` of each ``value``.
        """
        of_thing = values.join(numbers.rename({"thing": "value"}), on="value").select("thing", "number")
        found = self.numbers.select("thing").join(of_thing, on="thing", how="left", maintain_order="left")
        return found["number"].fill_null(NOTHING).cast(pl.Int32).to_numpy()

    def pairs(self, stated: pl.DataFrame, values: "Numbered") -> Pairs:
        """Pair these things with others, as a frame of ``thing`` and ``value`` states."""
        numbered = values.number(self.number(stated, "thing"), "value")
        return Pairs.of_columns(numbered["thing"].to_numpy(), numbered["value"].to_numpy())


def texts(column: pl.Series) -> Texts:
    """Store the texts of a column in its order."""
    lengths = column.str.len_bytes().to_numpy()
    offsets = np.zeros(len(column) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return Texts(np.frombuffer("".join(column).encode(), dtype=np.uint8), offsets)
