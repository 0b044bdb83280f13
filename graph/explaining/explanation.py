"""What can be said of a query: the first pattern that matches nothing, cross products, unknown terms."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from rdflib import URIRef

from koinon.ontology.namespaces import PREFIXES

from ..errors import QueryError
from ..store.binding import outermost_group
from ..store.seam import WHOLE, Dataset, Store
from ..store.tokens import TokenKind, tokens
from ..terms import IRI
from .cross_products import components, stands_apart
from .known_terms import KnownTerms
from .outline import Group, Outline, Pattern, read_outline, shown

# More patterns than this are not tried one by one.
_MOST_TRIED: Final = 40


class NoteKind(StrEnum):
    """What a note tells of."""

    UNKNOWN_PROPERTY = "unknown-property"
    UNKNOWN_CLASS = "unknown-class"
    UNKNOWN_THING = "unknown-thing"
    CROSS_PRODUCT = "cross-product"
    MATCHES_NOTHING = "matches-nothing"
    UNEXPLAINED = "unexplained"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence on a query; where it is about a term, the term and what may have been meant."""

    kind: NoteKind
    sentence: str
    term: str | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """A part of a query, and whether anything matches it together with the parts before it."""

    text: str
    matches: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Whether a result is empty, which parts were tried to find out why, and what else is worth knowing."""

    empty: bool
    tried: tuple[Tried, ...]
    notes: tuple[Note, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the explanation as plain values."""
        return {
            "result": "empty" if self.empty else "something",
            "tried": [{"pattern": one.text, "matches": one.matches} for one in self.tried],
            "notes": [
                {"kind": note.kind.value, "sentence": note.sentence}
                | ({"term": note.term} if note.term else {})
                | ({"suggestion": note.suggestion} if note.suggestion else {})
                for note in self.notes
            ],
        }


def explain(
    store: Store, text: str, dataset: Dataset = WHOLE, known: Callable[[], KnownTerms] | None = None
) -> Explanation:
    """Explain a query. Takes as long as its first row, and where there is none, as long as its patterns.

    Args:
        store: the data.
        text: the query.
        dataset: what of the data is asked.
        known: gives the terms that may have been meant, asked for only where one is unknown.

    Raises:
        QueryError: the query cannot be answered at all.
    """
    empty = _is_empty(store, text, dataset)
    try:
        outline = read_outline(text)
    except QueryError as error:
        return Explanation(empty, (), (Note(NoteKind.UNEXPLAINED, str(error)),))
    notes = [*_unknown(store, outline.group, known or (lambda: KnownTerms.of(store)))]
    notes += _cross_products(outline.group)
    tried: tuple[Tried, ...] = ()
    if empty or outline.aggregates:
        asked = outline.dataset if dataset == WHOLE else dataset
        tried, reasons = _Trial(store, asked, text).of(outline)
        notes = [*reasons, *notes]
    return Explanation(empty, tried, tuple(notes))


def _is_empty(store: Store, text: str, dataset: Dataset) -> bool:
    answer = store.answer(text, ("text/tab-separated-values", "application/n-triples"), dataset)
    if answer.media_type.startswith("application/n-triples"):
        return not any(piece.strip() for piece in answer.chunks)
    head, lines = b"", 0
    for piece in answer.chunks:
        head += piece
        lines = head.count(b"\n")
        if lines > 1:
            return False
    return head.strip() == b"false" or (head.strip() != b"true" and lines <= 1)


class _Trial:
    """Tries the parts of a query, each together with those before it."""

    def __init__(self, store: Store, dataset: Dataset, text: str) -> None:
        self._store = store
        self._dataset = dataset
        self._text = text

    def of(self, outline: Outline) -> tuple[tuple[Tried, ...], list[Note]]:
        tried, notes = self._group(outline.group)
        if not notes and outline.group.patterns:
            found, notes = self._filters(outline.group)
            tried += found
        if not notes and not outline.aggregates and outline.group.keywords:
            rest = " or ".join(outline.group.keywords)
            said = f"Every pattern matches by itself and with the others; what leaves nothing is the {rest}."
            notes.append(Note(NoteKind.MATCHES_NOTHING, said))
        return tuple(tried), notes

    def _group(self, group: Group) -> tuple[list[Tried], list[Note]]:
        tried: list[Tried] = []
        for count, pattern in enumerate(group.patterns[:_MOST_TRIED], 1):
            found = self._matches(group.patterns[:count])
            tried.append(Tried(pattern.text(PREFIXES), found))
            if not found:
                return tried, [self._failed(pattern, count)]
        for inner in group.selects:
            within, notes = self._group(inner)
            tried += within
            if notes:
                return tried, notes
        for union in group.unions:
            branches = [self._group(branch) for branch in union]
            if all(notes for _, notes in branches):
                return tried, [notes[0] for _, notes in branches]
        return tried, []

    def _failed(self, pattern: Pattern, count: int) -> Note:
        shown_pattern = pattern.text(PREFIXES)
        if count == 1 or not self._matches([pattern]):
            said = f"The pattern {shown_pattern} matches nothing."
        else:
            before = "the one" if count == 2 else f"the {count - 1}"
            said = (
                f"The pattern {shown_pattern} matches something, "
                f"but nothing together with {before} before it."
            )
        return Note(NoteKind.MATCHES_NOTHING, said)

    def _filters(self, group: Group) -> tuple[list[Tried], list[Note]]:
        """Try the filters that speak of nothing but the patterns; others may need what is bound elsewhere."""
        tried: list[Tried] = []
        prologue, filters = _filters_of(self._text)
        kept: list[str] = []
        bound = frozenset().union(*(pattern.variables for pattern in group.patterns))
        for condition in filters:
            names = {token.text[1:] for token in tokens(condition) if token.kind is TokenKind.VARIABLE}
            if not names <= bound:
                continue
            kept.append(condition)
            found = self._matches(group.patterns, kept, prologue)
            tried.append(Tried(condition, found))
            if not found:
                said = f"The patterns match, but {condition} leaves nothing of that."
                return tried, [Note(NoteKind.MATCHES_NOTHING, said)]
        return tried, []

    def _matches(self, patterns: list[Pattern], filters: list[str] | None = None, prologue: str = "") -> bool:
        body = "\n".join([*(pattern.text() for pattern in patterns), *(filters or ())])
        asked = f"{prologue}\nSELECT * WHERE {{ {body}\n}} LIMIT 1"
        return next(iter(self._store.select(asked, None, self._dataset)), None) is not None


def _filters_of(text: str) -> tuple[str, list[str]]:
    """Cut out the prologue of a query, and the filters of its outermost group."""
    pieces = list(tokens(text))
    forms = {"select", "ask", "construct", "describe"}
    begin = next(
        (one.start for one in pieces if one.kind is TokenKind.WORD and one.text.casefold() in forms), 0
    )
    opening, _, closing = outermost_group(pieces)
    filters, depth, start, brackets = [], 0, -1, 0
    for token in (one for one in pieces if opening < one.start < closing):
        sign = token.text if token.kind is TokenKind.SIGN else ""
        if start < 0:
            if depth == 0 and token.kind is TokenKind.WORD and token.text.casefold() == "filter":
                start = token.start
            depth += {"{": 1, "}": -1}.get(sign, 0)
            continue
        brackets += {"(": 1, "{": 1, ")": -1, "}": -1}.get(sign, 0)
        if sign in {")", "}"} and brackets == 0:
            filters.append(text[start : token.start + 1])
            start = -1
    return text[:begin], filters


def _cross_products(group: Group) -> Iterator[Note]:
    for one in (group, *(inner for inner in group.all() if inner in group.selects)):
        parts = [part for part in components(one) if not all(name.startswith("_") for name in part)]
        if len(parts) > 1:
            told = " and ".join(_names(part) for part in parts)
            said = f"Nothing joins the patterns of {told}: every match of one is combined with every other."
            yield Note(NoteKind.CROSS_PRODUCT, said)
    for optional in group.optional:
        if stands_apart(optional, group):
            said = (
                f"The OPTIONAL of {_names(optional.variables)} shares no variable with what is before it: "
                "every match of one is combined with every other."
            )
            yield Note(NoteKind.CROSS_PRODUCT, said)


def _names(variables: frozenset[str]) -> str:
    return ", ".join(f"?{name}" for name in sorted(variables) if not name.startswith("_"))


def _unknown(store: Store, group: Group, known: Callable[[], KnownTerms]) -> Iterator[Note]:
    seen: set[str] = set()
    for pattern in (pattern for one in group.all() for pattern in one.patterns):
        for address, kind in _terms(pattern):
            if address in seen:
                continue
            seen.add(address)
            if not _occurs(store, address, kind):
                yield _note(store, address, kind, known)


def _terms(pattern: Pattern) -> Iterator[tuple[str, str]]:
    for predicate in pattern.predicates:
        yield predicate, "properties"
    if isinstance(pattern.object, URIRef):
        yield str(pattern.object), "classes" if pattern.is_typing else "concepts"
    if isinstance(pattern.subject, URIRef):
        yield str(pattern.subject), "concepts"


def _occurs(store: Store, address: str, kind: str) -> bool:
    iri = IRI(address)
    if kind == "properties":
        return next(store.quads(predicate=iri), None) is not None
    if kind == "classes":
        typing = IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
        return next(store.quads(predicate=typing, object=iri), None) is not None
    return any(next(found, None) is not None for found in (store.quads(iri), store.quads(object=iri)))


_WORDS: Final = {
    "properties": ("property", NoteKind.UNKNOWN_PROPERTY),
    "classes": ("class", NoteKind.UNKNOWN_CLASS),
    "concepts": ("thing", NoteKind.UNKNOWN_THING),
}


def _note(store: Store, address: str, kind: str, known: Callable[[], KnownTerms]) -> Note:
    word, note_kind = _WORDS[kind]
    name = shown(address, PREFIXES)
    if kind != "concepts" and next(store.quads(IRI(address)), None) is not None:
        used = "no statement uses it" if kind == "properties" else "nothing is one"
        return Note(note_kind, f"The {word} {name} is known to the vocabulary, but {used}.", address)
    meant = known().like(address, kind)
    question = f"; did you mean {shown(meant, PREFIXES)}?" if meant else "."
    return Note(note_kind, f"There is no {word} {name}{question}", address, meant)
