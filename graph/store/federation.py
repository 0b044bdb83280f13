"""SERVICE taken out of a query: its patterns are asked of the other endpoint, and its rows put in as VALUES.

SPARQL 1.1 Federated Query (section 4) evaluates a SERVICE pattern by itself, and joins what it gives at the
place where it stands. A VALUES block is evaluated and joined the same way (SPARQL 1.1 Query, section 18.2.2),
so a block that holds the rows of the pattern, in its place, gives the same answer. Where this would not be
so (within EXISTS, GRAPH, or another SERVICE, or with a variable for the endpoint), the query is refused.

A subselect that stands directly before a SERVICE, in the same group, is joined with it. What of the pattern
does not meet its rows is lost in that join anyway, so they are sent along with the pattern, and the endpoint
gives only what meets them. It must be a subselect, because its rows are known without the rest of the query.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final

from ..errors import QueryError
from ..terms import IRI
from .datasets import address_of, is_word, prefixes_of
from .tokens import Token, TokenKind, tokens

#: Stands on a line of its own, so that no comment before it holds the same.
_ASKING: Final = "\nSELECT * WHERE "
_FORMS: Final = frozenset({"select", "ask", "construct", "describe"})
_IRI: Final = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]*')
_TAG: Final = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)*")
_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@dataclass(frozen=True, slots=True)
class ServicePattern:
    """A SERVICE pattern: where it stands in the query, its endpoint, and the query to ask there.

    ``before`` is the query of the subselect whose rows are to be sent along; empty where there is none.
    """

    start: int
    end: int
    endpoint: IRI
    silent: bool
    query: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What an endpoint gave: names of variables, and for each row their terms as SPARQL results in JSON."""

    variables: tuple[str, ...]
    rows: tuple[Mapping[str, Mapping[str, Any]], ...]


#: What a SERVICE SILENT gives that fails: one row that binds nothing.
UNIT: Final = Rows((), ({},))
#: No row at all.
NOTHING: Final = Rows((), ())


def service_patterns(text: str) -> list[ServicePattern]:
    """Find the SERVICE patterns of a query, in their order.

    Raises:
        QueryError: one of them cannot be taken out without changing what the query means.
    """
    pieces = list(tokens(text))
    prefixes = prefixes_of(pieces)
    prologue = _prologue(text, pieces)
    found: list[ServicePattern] = []
    within: list[str] = []
    place = 0
    while place < len(pieces):
        token = pieces[place]
        if token.text == "{" and token.kind is TokenKind.SIGN:
            within.append(_opener(pieces, place))
        elif token.text == "}" and token.kind is TokenKind.SIGN:
            within = within[:-1]
        elif is_word(token, "service"):
            if refused := {"exists", "graph"} & set(within):
                raise QueryError(f"SERVICE cannot stand within {refused.pop().upper()}; put it before that.")
            before = _subselect_before(text, pieces, place)
            pattern, place = _pattern(text, pieces, place, prefixes, prologue)
            found.append(replace(pattern, before=f"{prologue}{before}") if before else pattern)
        place += 1
    return found


def with_rows(text: str, patterns: Sequence[ServicePattern], rows: Sequence[Rows]) -> str:
    """Put rows in the place of SERVICE patterns.

    Raises:
        QueryError: a row holds a blank node, or what is no term of SPARQL 1.1.
    """
    names = _Names(text)
    pieces, end = [], 0
    for pattern, given in zip(patterns, rows, strict=True):
        pieces += [text[end : pattern.start], _values(given, names)]
        end = pattern.end
    return "".join([*names.declared(), *pieces, text[end:]])


def with_sent_along(pattern: ServicePattern, given: Rows) -> str:
    """Give the query of a pattern with rows that its solutions must meet, each of them once.

    Raises:
        QueryError: a row holds a blank node, or what is no term of SPARQL 1.1.
    """
    names = _Names(pattern.query)
    head, _, inner = pattern.query.partition(_ASKING)
    once = {
        tuple(sorted((name, *map(str, term.values())) for name, term in row.items())): row
        for row in given.rows
    }
    values = _values(Rows(given.variables, tuple(once.values())), names)
    # The pattern stays a group of its own, so that its filters see no more than they did.
    return f"{''.join(names.declared())}{head}{_ASKING}{{{values}{inner} }}"


def _subselect_before(text: str, pieces: list[Token], place: int) -> str:
    """Find the subselect that ends directly before a place; none counts where the query names its graphs."""
    if not place or pieces[place - 1].text != "}" or any(is_word(token, "from") for token in pieces):
        return ""
    depth = 0
    for opening in range(place - 1, 0, -1):
        if pieces[opening].kind is TokenKind.SIGN:
            depth += {"}": 1, "{": -1}.get(pieces[opening].text, 0)
        if depth == 0:
            alone = pieces[opening - 1].text in {"{", "}", "."}
            if not alone or not is_word(pieces[opening + 1], "select"):
                return ""
            inner = pieces[opening + 1 : place - 1]
            nested = any(is_word(token, "service") for token in inner)
            return "" if nested else text[inner[0].start : pieces[place - 1].start]
    return ""


def _pattern(
    text: str, pieces: list[Token], place: int, prefixes: dict[str, str], prologue: str
) -> tuple[ServicePattern, int]:
    start = pieces[place].start
    following = pieces[place + 1 : place + 4]
    silent = bool(following) and is_word(following[0], "silent")
    name = place + 1 + silent
    opening = name + 1
    if opening >= len(pieces) or pieces[opening].text != "{":
        raise QueryError("After SERVICE comes the address of an endpoint, then a pattern in braces.")
    endpoint = address_of(pieces[name], prefixes)
    if endpoint is None or pieces[name].kind is TokenKind.VARIABLE:
        raise QueryError("SERVICE is followed by the whole address of an endpoint, not by a variable.")
    closing = _closing(pieces, opening)
    inner = text[pieces[opening].start : pieces[closing].start + 1]
    if any(is_word(token, "service") for token in pieces[opening:closing]):
        raise QueryError("A SERVICE cannot stand within another one.")
    query = f"{prologue}{_ASKING}{inner}"
    return ServicePattern(start, pieces[closing].start + 1, endpoint, silent, query), closing


def _prologue(text: str, pieces: list[Token]) -> str:
    begin = next(
        (one for one in pieces if one.kind is TokenKind.WORD and one.text.casefold() in _FORMS), None
    )
    return text[: begin.start] if begin else ""


def _opener(pieces: list[Token], place: int) -> str:
    """Name what opened a group: ``exists``, ``graph``, or nothing of interest."""
    if place and is_word(pieces[place - 1], "exists"):
        return "exists"
    return "graph" if place > 1 and is_word(pieces[place - 2], "graph") else ""


def _closing(pieces: list[Token], opening: int) -> int:
    depth = 0
    for place in range(opening, len(pieces)):
        if pieces[place].kind is TokenKind.SIGN:
            depth += {"{": 1, "}": -1}.get(pieces[place].text, 0)
            if depth == 0:
                return place
    raise QueryError("The braces of a SERVICE are not closed.")


class _Names:
    """Prefixes that stand for whole addresses: the guard reads them as names, whatever is in the address."""

    def __init__(self, text: str) -> None:
        self._start = next(f"remote{n}n" for n in count() if f"remote{n}n" not in text)
        self._names: dict[str, str] = {}

    def of(self, address: str) -> str:
        """Give the name of an address."""
        if not _IRI.fullmatch(address):
            raise QueryError("The other endpoint gave an address that is none.")
        return self._names.setdefault(address, f"{self._start}{len(self._names)}:")

    def declared(self) -> list[str]:
        """Declare the names."""
        return [f"PREFIX {name} <{address}>\n" for address, name in self._names.items()]


def _values(given: Rows, names: _Names) -> str:
    head = " ".join(f"?{name}" for name in given.variables)
    rows = (
        "(" + " ".join(_term(row.get(name), names) for name in given.variables) + ")" for row in given.rows
    )
    return f" VALUES ({head}) {{ {' '.join(rows)} }} "


def _term(value: Mapping[str, Any] | None, names: _Names) -> str:
    if value is None:
        return "UNDEF"
    kind, words = value.get("type"), str(value.get("value", ""))
    if kind == "uri":
        return names.of(words)
    if kind not in {"literal", "typed-literal"}:
        raise QueryError(
            "The other endpoint gave a blank node, which means nothing here; "
            "let its pattern give addresses or values only."
        )
    written = f'"{words.translate(_ESCAPES)}"'
    if language := value.get("xml:lang"):
        if not _TAG.fullmatch(str(language)):
            raise QueryError("The other endpoint gave a text in a language that is none.")
        return f"{written}@{language}"
    return f"{written}^^{names.of(str(value['datatype']))}" if value.get("datatype") else written
