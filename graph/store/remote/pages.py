"""The quads of a remote store, page after page.

Pages are cut by what the quads are, not by order and offset: first by graph, then by predicate, at last by
the MD5 of the subject. So they neither overlap nor leave anything out, no engine has to sort, and a page is
as cheap as its own quads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...errors import StoreIncomplete
from ...terms import IRI, Literal, Quad, Term, n3
from ..seam import Solutions

_HEX: Final = "0123456789abcdef"
_LONGEST_PREFIX: Final = 4
#: Names in one VALUES block; Virtuoso compiles long ones slowly.
_NAMES: Final = 200

Ask = Callable[[str], Solutions]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The quads that are asked for: what is given, names to choose from, and the beginning of a hash."""

    subject: IRI | None = None
    predicate: IRI | None = None
    object: Term | None = None
    graph: IRI | None = None
    among: tuple[str, tuple[IRI, ...]] | None = None
    hashed: tuple[str, str] | None = None

    def text(self) -> str:
        """Write the pattern.

        Raises:
            ValueError: something given is no IRI.
        """
        given = {"s": self.subject, "p": self.predicate, "o": self.object, "g": self.graph}
        s, p, o, g = (f"?{name}" if term is None else n3(term) for name, term in given.items())
        pattern = f"GRAPH {g} {{ {s} {p} {o} }}"
        if self.among:
            variable, names = self.among
            pattern = f"VALUES ?{variable} {{ {' '.join(map(n3, names))} }} {pattern}"
        if self.hashed:
            variable, beginning = self.hashed
            pattern += f' FILTER(STRSTARTS(MD5(STR(?{variable})), "{beginning}"))'
        return pattern

    def quad(self, row: dict[str, Term]) -> Quad:
        """Put together a row and what is given."""
        return Quad(
            self.subject or IRI(row["s"]),
            self.predicate or IRI(row["p"]),
            row["o"] if self.object is None else self.object,
            self.graph or IRI(row["g"]),
        )


class Pages:
    """Reads patterns in pages of about ``rows`` quads."""

    def __init__(self, ask: Ask, rows: int) -> None:
        self._ask = ask
        self._rows = rows

    def read(self, pattern: Pattern) -> Iterator[Quad]:
        """Yield the quads of a pattern: at once what is likely to be little, everything else in pages."""
        if pattern.subject or pattern.object is not None:
            try:
                found = self._ask(f"SELECT * WHERE {{ {pattern.text()} }}")
            except StoreIncomplete:
                pass
            else:
                yield from map(pattern.quad, found)
                return
        if pattern.graph is None:
            yield from self._by(pattern, "g")
        else:
            yield from self._of_graph(pattern, None)

    def _by(self, pattern: Pattern, variable: str) -> Iterator[Quad]:
        """Read the graphs, or predicates, together that make a page, and those alone that are more."""
        batch: list[IRI] = []
        rows = 0
        for name, count in self._counts(pattern, variable):
            if count > self._rows:
                yield from self._alone(pattern, variable, name, count)
                continue
            if batch and (rows + count > self._rows or len(batch) == _NAMES):
                yield from self._page(replace(pattern, among=(variable, tuple(batch))))
                batch, rows = [], 0
            batch.append(name)
            rows += count
        if batch:
            yield from self._page(replace(pattern, among=(variable, tuple(batch))))

    def _alone(self, pattern: Pattern, variable: str, name: IRI, count: int) -> Iterator[Quad]:
        if variable == "g":
            yield from self._of_graph(replace(pattern, graph=name), count)
        else:
            yield from self._by_subject(replace(pattern, predicate=name), "", count)

    def _of_graph(self, pattern: Pattern, count: int | None) -> Iterator[Quad]:
        count = self._count(pattern) if count is None else count
        if count <= self._rows:
            yield from self._page(pattern)
        elif pattern.predicate is None:
            yield from self._by(pattern, "p")
        else:
            yield from self._by_subject(pattern, "", count)

    def _by_subject(self, pattern: Pattern, beginning: str, count: int) -> Iterator[Quad]:
        if count <= self._rows or pattern.subject or len(beginning) == _LONGEST_PREFIX:
            yield from self._page(replace(pattern, hashed=("s", beginning)) if beginning else pattern)
            return
        for digit in _HEX:
            part = replace(pattern, hashed=("s", beginning + digit))
            yield from self._by_subject(pattern, beginning + digit, self._count(part))

    def _page(self, pattern: Pattern) -> Iterator[Quad]:
        yield from map(pattern.quad, self._ask(f"SELECT * WHERE {{ {pattern.text()} }}"))

    def _count(self, pattern: Pattern) -> int:
        (row,) = self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern.text()} }}")
        return _integer(row["n"])

    def _counts(self, pattern: Pattern, variable: str, beginning: str = "") -> Iterator[tuple[IRI, int]]:
        """Count the quads of each graph, or predicate; when these are too many, of those of each hash."""
        part = replace(pattern, hashed=(variable, beginning)) if beginning else pattern
        try:
            rows: Sequence[dict[str, Term]] = list(
                self._ask(
                    f"SELECT ?{variable} (COUNT(*) AS ?n) WHERE {{ {part.text()} }} GROUP BY ?{variable}"
                )
            )
        except StoreIncomplete:
            if len(beginning) == _LONGEST_PREFIX:
                raise
            for digit in _HEX:
                yield from self._counts(pattern, variable, beginning + digit)
            return
        for row in rows:
            yield IRI(row[variable]), _integer(row["n"])


def _integer(term: Term) -> int:
    return int(term.value) if isinstance(term, Literal) else 0
