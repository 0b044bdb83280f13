"""A query rewritten by all rules that hold for it: pieces of its text replaced, all else left as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ..store.tokens import TokenKind, tokens
from . import difference, existence, options
from .parsing import LONGEST, NotUnderstoodError, read_groups
from .syntax import Group, PartKind


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that was applied to a query: its name, and what it changes."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query that has the same solutions, each as often; ``applied`` is empty where it is the one given."""

    text: str
    applied: tuple[Applied, ...] = ()


class _Edit(NamedTuple):
    start: int
    end: int
    text: str
    applied: Applied


@lru_cache(maxsize=512)
def rewrite(text: str) -> Rewritten:
    """Rewrite a query for a store whose graphs are sets of triples, as that of ``EmbeddedStore`` is.

    A query that no rule concerns is told from its text alone, in some microseconds.
    """
    folded = text.casefold()
    if len(text) > LONGEST or ("exists" not in folded and "optional" not in folded):
        return Rewritten(text)
    try:
        whole = read_groups(text)
    except NotUnderstoodError:
        return Rewritten(text)
    # What lies deeper the engine evaluates with values that are not in scope there, or without, as it plans:
    # such a query may find something else when its plan changes, whichever part is worded otherwise.
    if any(within.groups for part in whole.parts for group in part.groups for within in group.parts):
        return Rewritten(text)
    edits = sorted({*_existence(text, whole), *_options(whole)})
    if not edits:
        return Rewritten(text)
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.text]
        at = edit.end
    return Rewritten("".join([*pieces, text[at:]]), tuple(dict.fromkeys(edit.applied for edit in edits)))


def _existence(text: str, whole: Group) -> Iterator[_Edit]:
    applied = Applied(existence.NAME, existence.SAID)
    bound = whole.surely_bound()
    away = Applied(difference.NAME, difference.SAID)
    for part in whole.parts:
        if part.kind is PartKind.EXISTS:
            if difference.takes_away(whole, part, _outside(text, part.groups[0])):
                yield _Edit(part.start, part.groups[0].start, "MINUS ", away)
                continue
            for inner in part.groups:
                written = existence.nested(inner, bound, _outside(text, inner))
                if written:
                    yield _Edit(inner.start, inner.end, written, applied)


def _outside(text: str, group: Group) -> frozenset[str]:
    rest = (*tokens(text[: group.start]), *tokens(text[group.end :]))
    return frozenset(piece.text[1:] for piece in rest if piece.kind is TokenKind.VARIABLE)


def _options(whole: Group) -> Iterator[_Edit]:
    applied = Applied(options.NAME, options.SAID)
    for place, written in options.repeated(whole):
        yield _Edit(place, place, written, applied)
