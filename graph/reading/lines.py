"""Lines of a page: what each one is before its words are read."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from ..records import Passage
from .lexicon import Lexicon

_FRONT = re.compile(r"[\w-]+(?: [\w-]+){0,2}[ \t]*(?::(?=[ \t]|$)|=[ \t])")
_FENCE = re.compile(r"(?:-{3,}|\+{3,}|_{3,}|={3,}|\*{3,}|#{1,6})?$")
_FIELD = re.compile(r"(?P<key>[^\W\d_][^:\n]{0,44}?)[ \t]*(?:\.{3,}|:|\t|[ ]{2,})[ \t]*(?P<value>.*)$")
_BULLET = re.compile(
    r"(?:[-–—•·*●▪◦‣»→]+|\(?\d{1,2}[.)](?=[ \t])|\(?[a-z]\)(?=[ \t])|\([ivx]+\)(?=[ \t])"
    r"|[A-Z][.)](?=[ \t]+[A-Z][a-z]+ ?[a-z]*))[ \t]*(?=\S)"
)
_MARKUP = re.compile(r"[#*_]+[ \t]*")
_QUOTE = re.compile(r"[ \t]*>[> \t]*")
_SEPARATORS = re.compile(r"\s*(?:[|>»·/«<]|->|<-|\[logo\]|\s{3,})\s*")
_LEADER = re.compile(r"\.{4,}")
_TERMINAL = re.compile(r"[.!?…;][)”\"’»]*$")
_LONG = 45
_WRAPPED = 60
_HEADING_WORDS = 16
_DEEP = 8
_LONGEST_KEY = 8
_LONGEST_NOUN = 3


class LineKind(Enum):
    """What a line is for."""

    TEXT = auto()
    HEADING = auto()
    ITEM = auto()
    FIELD = auto()


@dataclass(slots=True)
class Line:
    """A line by its range in the text, without margins and bullets; ``key`` is the range of its key."""

    start: int
    end: int
    kind: LineKind
    blank_before: bool
    key: Passage | None = None
    name: str = ""
    bullet: bool = False


def normal_key(shown: str, fillers: frozenset[str] = frozenset()) -> str:
    """Reduce a heading or a key to what is looked up: small letters, no marks, no filling words."""
    words = re.findall(r"[^\W_]+(?:[-'’][^\W_]+)*|&", shown.casefold().replace("_", " "))
    kept = [word for word in words if word not in fillers]
    return " ".join(kept or words)


class LineReader:
    """Reads the lines of a text, leaving out what belongs to the page alone."""

    def __init__(self, text: str, set_aside: Sequence[Passage], lexicon: Lexicon) -> None:
        self._text = text
        self._aside = [passage for passage in set_aside if not text[passage.start :].startswith("---")]
        self._lexicon = lexicon
        self._keys = {key: role.value for key, role in lexicon.roles.keys.items()} | {
            key: field for key, field in lexicon.layout.fields.items() if key not in lexicon.roles.keys
        }

    def lines(self) -> list[Line]:
        """Give the lines that are to be read, in order."""
        kept: list[Line] = []
        blank, front, key = True, True, None
        for start, end in self._unquoted_ranges():
            shown = self._text[start:end]
            if not shown.strip() or self._is_aside(start, end):
                blank, key = True, (None if front is False else key)
                continue
            front = front and self._is_front(shown)
            if _FENCE.fullmatch(shown.strip()):
                blank = True
                continue
            line = self._front_line(start, end, key) if front else self._line(start, end, blank, kept)
            if line is not None:
                key = line if line.kind is LineKind.FIELD else None
                if line.end > line.start or line.key:
                    kept.append(line)
            blank = False
        return kept

    def _key(self, shown: str) -> str | None:
        """Tell what a key stands for: as it is written, else without the words that only fill it."""
        plain = normal_key(shown)
        exact = self._keys.get(plain) or self._keys.get(normal_key(shown, self._lexicon.roles.fillers))
        words = plain.split()
        if exact is None and words[1:2] == ["of"] and words[0] in self._lexicon.layout.naming:
            return "title"
        if exact is not None or not 1 < len(words) <= _LONGEST_NOUN:
            return exact
        # “Travel support”, “Scientific adviser”: the noun at the end of a short key tells the role.
        if any(word in self._lexicon.roles.governed for word in words):
            return None
        role = self._lexicon.roles.keys.get(words[-1])
        return role.value if role is not None and words[-1] in self._lexicon.roles.key_nouns else None

    def _broken_off(self, start: int, end: int) -> Line | None:
        """“Drawn up with the guidance of”: a line alone that breaks off behind a cue is a key."""
        shown = self._text[start:end]
        words = normal_key(shown).split()
        below = self._text[end:].lstrip()[:1]
        if not 1 < len(words) <= _LONGEST_KEY or not shown[0].isupper() or below.islower():
            return None
        role = self._lexicon.roles.ending(words) if words[-1] in self._lexicon.layout.open_ends else None
        return Line(end, end, LineKind.FIELD, True, Passage(start, end), role) if role else None

    def _ranges(self) -> Iterator[tuple[int, int]]:
        start = 0
        for line in self._text.splitlines(keepends=True):
            yield start, start + len(line.rstrip())
            start += len(line)

    def _unquoted_ranges(self) -> Iterator[tuple[int, int]]:
        """Give the lines without the marks that quote them in a letter."""
        for start, end in self._ranges():
            quote = _QUOTE.match(self._text, start, end)
            yield (quote.end() if quote else start), end

    def _is_aside(self, start: int, end: int) -> bool:
        return any(passage.start <= start and end <= passage.end for passage in self._aside)

    def _is_front(self, shown: str) -> bool:
        return (
            bool(_FRONT.match(shown))
            or shown.startswith((" ", "\t"))
            or bool(_FENCE.fullmatch(shown.strip()))
        )

    def _front_line(self, start: int, end: int, above: Line | None) -> Line | None:
        shown = self._text[start:end]
        match = re.match(r"(?P<key>[\w-]+(?: [\w-]+){0,2})[ \t]*[:=][ \t]*", shown)
        if match and not shown.startswith((" ", "\t")):
            name = self._key(match["key"]) or "ignore"
            value = start + match.end()
            if shown[match.end() :].strip() in {">", "|", ">-", "|-"}:
                value = end
            value, stop = self._unquoted(value, end)
            return Line(value, stop, LineKind.FIELD, False, Passage(start, start + match.end("key")), name)
        if above is None:
            return None
        bullet = re.match(r"\s*-?\s*", shown)
        value, stop = self._unquoted(start + (bullet.end() if bullet else 0), end)
        return Line(value, stop, LineKind.FIELD, False, above.key, above.name)

    def _unquoted(self, start: int, end: int) -> tuple[int, int]:
        if end - start > 1 and self._text[start] in "\"'" and self._text[end - 1] == self._text[start]:
            return start + 1, end - 1
        return start, end

    def _line(self, start: int, end: int, blank: bool, above: Sequence[Line]) -> Line | None:
        shown = self._text[start:end]
        indent = len(shown) - len(shown.lstrip())
        first = start + indent
        if self._is_furniture(self._text[first:end]):
            return None
        bullet = _BULLET.match(self._text, first, end)
        if bullet:
            first = bullet.end()
        elif (markup := _MARKUP.match(self._text, first, end)) and markup.end() < end:
            return self._keyed(markup.end(), end) or Line(markup.end(), end, LineKind.HEADING, blank)
        last = above[-1] if above else None
        if last and last.kind is LineKind.FIELD and indent >= _DEEP and not blank:
            return Line(first, end, LineKind.FIELD, blank, last.key, last.name)
        alone = blank or not above or above[-1].kind is LineKind.HEADING
        field = self._keyed(first, end) or (self._broken_off(first, end) if alone else None)
        if field:
            field.blank_before, field.bullet = blank, bool(bullet)
            return field
        kind = LineKind.ITEM if bullet else LineKind.TEXT
        return Line(first, end, kind, blank, bullet=bool(bullet))

    def _keyed(self, start: int, end: int) -> Line | None:
        match = _FIELD.match(self._text, start, end)
        shown = self._text[start:end]
        if match is None:
            name = self._key(shown) if len(shown) < _LONG else None
            if name is None or _TERMINAL.search(shown):
                return None
            return Line(end, end, LineKind.FIELD, True, Passage(start, end), name)
        name = self._key(match["key"])
        if name is None and "...." in match[0][: match.start("value") - match.start()] and match["value"]:
            # A dotted leader sets off a key even where nothing is known of it.
            name = "other"
        if name is None or (name in {"ignore", "title"} and match["value"] == ""):
            return None
        return Line(match.start("value"), end, LineKind.FIELD, False, Passage(start, match.end("key")), name)

    def _is_furniture(self, shown: str) -> bool:
        """Tell a line of menus and buttons: its pieces are mostly such words, or it is a bare trail."""
        pieces = [piece for piece in _SEPARATORS.split(shown.strip()) if piece and piece.strip("[]-– ")]
        if not pieces:
            return True
        words = self._lexicon.layout.furniture
        # The longest name of furniture first, so that "back to: X" is told by its opening words.
        told = sum(_opens_with(piece, words) for piece in pieces)
        return told * 2 >= len(pieces) and len(shown) < 200 and not _sentence(shown)


def _opens_with(piece: str, openings: frozenset[str]) -> bool:
    key = normal_key(piece)
    words = key.split()
    if key in openings:
        return True
    return any(" ".join(words[:count]) in openings for count in (2, 3, 4))


def _sentence(shown: str) -> bool:
    return len(shown.split()) > 14


def continues(text: str, above: Line, line: Line, open_ends: frozenset[str]) -> bool:
    """Tell whether a line of text goes on with the sentence of the line above it."""
    last, next_ = text[above.start : above.end], text[line.start : line.end]
    if not last or not next_ or line.bullet:
        return False
    if _LEADER.search(next_) or _LEADER.search(last):
        return False
    ends_open = last.split()[-1].casefold() in open_ends or last.endswith(",")
    if _TERMINAL.search(last) or last.endswith(":"):
        return False if line.blank_before else len(last) >= _LONG and not above.bullet
    if next_[0].islower() or ends_open:
        return True
    return not line.blank_before and len(last) >= _WRAPPED


def is_heading(text: str, line: Line, next_blank: bool) -> bool:
    """Tell a heading: short, without a full stop, standing apart or in capitals."""
    shown = text[line.start : line.end]
    if len(shown.split()) > _HEADING_WORDS or (_TERMINAL.search(shown) and not shown.isupper()):
        return False
    if shown.endswith(","):
        return False
    return shown.isupper() or (line.blank_before and next_blank) or shown.endswith(":")
