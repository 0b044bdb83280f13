"""The units a text is read in: sentences, headings, items and fields, each with what governs it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ..records import Passage
from .lexicon import Lexicon
from .lines import Line, LineKind, LineReader, continues, is_heading
from .sentences import sentence_ends
from .vocabulary import WordedText

_LONGEST_LINE = 16
_HEAD_LINES = 4
_DATE_LINE = 80
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b\W*(?:г\.?|года)?\W*$")
_SENTENCE = re.compile(r"[^\W\d_]{4}[.!?;,][”»\"]*$|[^\W\d_]{4}[.!?] +[^\W\d_]")


class UnitKind(Enum):
    """What a unit is."""

    PROSE = auto()
    HEADING = auto()
    ITEM = auto()
    FIELD = auto()


@dataclass(slots=True)
class Unit:
    """A range of words that is read as one.

    ``key`` is the passage of the heading or key above it, ``field`` what that stands for: a role, or a
    field of the layout lexicon. ``block`` numbers paragraphs, ``section`` the parts under one heading.
    """

    first: int
    last: int
    kind: UnitKind
    block: int
    section: int
    key: Passage | None = None
    field: str = ""


def units_of(text: WordedText, set_aside: Sequence[Passage], lexicon: Lexicon) -> list[Unit]:
    """Divide a text into units, in order; page furniture is left out."""
    lines = LineReader(text.text, set_aside, lexicon).lines()
    return list(_UnitMaker(text, lines, lexicon).units())


class _UnitMaker:
    def __init__(self, text: WordedText, lines: list[Line], lexicon: Lexicon) -> None:
        self._text = text
        self._lines = lines
        self._lexicon = lexicon
        self._block = 0
        self._section = 0
        # The key over the lines that follow: an empty field, or a heading that ends in a colon.
        self._open: Line | None = None
        # Whether the lines below it are a list without bullets, one name a line.
        self._listing = False
        self._numbered = False

    def units(self) -> Iterator[Unit]:
        number = 0
        while number < len(self._lines):
            group = self._paragraph(number)
            yield from self._read(group, number + len(group))
            number += len(group)
            self._block += 1

    def _paragraph(self, number: int) -> list[Line]:
        group = [self._lines[number]]
        if group[0].kind in (LineKind.TEXT, LineKind.ITEM):
            for line in self._lines[number + 1 :]:
                plain = line.kind is LineKind.TEXT
                if not plain or not continues(
                    self._text.text, group[-1], line, self._lexicon.layout.open_ends
                ):
                    break
                group.append(line)
        return group[:1] if self._heads(group) else group

    def _heads(self, group: list[Line]) -> bool:
        """Tell a title above its place and date, line by line, from a sentence that goes on."""
        if not 1 < len(group) <= _HEAD_LINES or not group[0].blank_before:
            return False
        shown = [self._text.text[line.start : line.end] for line in group]
        whole = not any(_SENTENCE.search(line) for line in shown)
        opens = all(not line[0].islower() for line in shown)
        return whole and opens and len(shown[-1]) < _DATE_LINE and bool(_YEAR.search(shown[-1]))

    def _read(self, group: list[Line], after: int) -> Iterator[Unit]:
        line = group[0]
        if line.kind is LineKind.FIELD:
            yield from self._field(line)
            return
        next_blank = after >= len(self._lines) or self._lines[after].blank_before
        heading = line.kind is LineKind.HEADING or (
            line.kind is LineKind.TEXT
            and len(group) == 1
            and is_heading(self._text.text, line, next_blank or line is self._lines[0])
        )
        governed = self._governed(line)
        if heading and not governed:
            self._section += 1
            self._open = None
            yield from self._unit(line.start, line.end, UnitKind.HEADING)
        elif governed:
            key = self._open
            assert key is not None
            yield from self._unit(line.start, group[-1].end, UnitKind.FIELD, key)
        else:
            self._open = None
            kind = UnitKind.ITEM if line.kind is LineKind.ITEM else UnitKind.PROSE
            yield from self._sentences(line.start, group[-1].end, kind)

    def _governed(self, line: Line) -> bool:
        """Tell whether an open key still governs a line: items do, so does the first line below it."""
        if self._open is None:
            return False
        shown = self._text.text[line.start : line.end]
        if shown.isupper() and len(shown.split()) > 1 and line.kind is not LineKind.ITEM:
            return False
        fresh = self._open.bullet is False
        self._open.bullet = True
        if line.kind is LineKind.ITEM:
            # Where the keys themselves are numbered, the next number is no item of the list.
            return not self._numbered
        short = len(shown.split()) < _LONGEST_LINE
        goes_on = not line.blank_before and self._listing and short
        self._listing = (fresh and short) or goes_on
        return (goes_on or (fresh and len(shown.split()) < 40)) and not shown.rstrip().endswith(".")

    def _field(self, line: Line) -> Iterator[Unit]:
        self._open = None
        if line.start >= line.end:
            self._open = Line(line.start, line.end, line.kind, False, line.key, line.name)
            self._numbered = line.bullet
            return
        yield from self._unit(line.start, line.end, UnitKind.FIELD, line)

    def _unit(self, start: int, end: int, kind: UnitKind, key: Line | None = None) -> Iterator[Unit]:
        first, last = self._text.at(start), self._text.at(end)
        if first < last:
            governing, name = (key.key, key.name) if key else (None, "")
            yield Unit(first, last, kind, self._block, self._section, governing, name)

    def _sentences(self, start: int, end: int, kind: UnitKind) -> Iterator[Unit]:
        first, last = self._text.at(start), self._text.at(end)
        for stop in sentence_ends(self._text.words, first, last, self._lexicon.layout.abbreviations):
            if first < stop:
                yield Unit(first, stop, kind, self._block, self._section)
            first = stop
