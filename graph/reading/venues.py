"""Venues and sites: houses and grounds where something is said to be held."""

from collections.abc import Iterable, Iterator, Sequence

from ..records import PlaceKind, Role
from .bodies import Mention
from .layout import Unit
from .lexicon import Lexicon
from .marks import Marks
from .names import Grade
from .places import PlaceMention
from .roles import Tie
from .vocabulary import WordedText

_NEAR = 4


class VenueFinder:
    """Finds the venues and sites of one text: bodies that something is held at, and named sites."""

    def __init__(self, text: WordedText, marks: Marks, lexicon: Lexicon, units: Sequence[Unit]) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._known = lexicon.venues
        self._noun_last = lexicon.language == "en"
        self._articles = lexicon.names.article
        self._units = units

    def find(self, ties: Iterable[Tie], mentions: Iterable[Mention]) -> list[PlaceMention]:
        """Give each venue once, where it is first told."""
        found: dict[str, PlaceMention] = {}
        for place in [*self._hosts(ties), *self._sites(mentions)]:
            found.setdefault(place.name, place)
        return sorted(found.values())

    def _hosts(self, ties: Iterable[Tie]) -> Iterator[PlaceMention]:
        """A host that something is held *at* is a place; one that merely receives is none."""
        hosts = [tie for tie in ties if tie.role is Role.HOST and tie.mention and self._located(tie)]
        for tie in hosts:
            # “at the universities of A and B” tells of several houses, and of no one place.
            alone = all(tie.body is other.body or other.phrase != tie.phrase for other in hosts)
            if alone and tie.mention is not None and tie.body is not None:
                yield self._place(*tie.mention, PlaceKind.VENUE, tie.body.country, tie.body.label)

    def _located(self, tie: Tie) -> bool:
        if tie.phrase is not None:
            return tie.phrase[1] - tie.phrase[0] > 1 and any(
                word.lower in self._known.words for word in self._words[slice(*tie.phrase)]
            )
        if tie.phrase_passage is None:
            return False
        key = self._text.text[slice(*tie.phrase_passage)].casefold()
        return any(word in self._known.words for word in key.split())

    def _sites(self, mentions: Iterable[Mention]) -> Iterator[PlaceMention]:
        for mention in mentions:
            name = mention.name
            unit = self._units[mention.unit]
            plain = (
                mention.body is None and name.grade is not Grade.BACK and unit.field in ("", "place", "host")
            )
            if plain and self._is_site(name.first, name.last) and self._at(name.first, unit):
                yield self._place(name.first, name.last, PlaceKind.SITE, None, name.label)

    def _is_site(self, first: int, last: int) -> bool:
        whole = self._marks.place[first]
        placed = whole is not None and whole is self._marks.place[last - 1]
        ends = any(
            self._words[at].lower in self._known.sites
            and (at + 1 == last or not self._words[at + 1].capital or not self._noun_last)
            for at in range(first, last)
        )
        return ends and not placed and last - first > 1

    def _at(self, first: int, unit: Unit) -> bool:
        """Tell whether “at the”, “in the” or the key of a place stands before a name."""
        at = first - 1
        while at >= unit.first and self._words[at].lower in self._articles:
            at -= 1
        if at < unit.first:
            return unit.field in ("place", "host")
        return self._words[at].lower in self._known.words

    def _place(self, first: int, last: int, kind: PlaceKind, country: str | None, name: str) -> PlaceMention:
        start, end = self._words[first].start, self._words[last - 1].end
        if country is None:
            near = (self._marks.place[at] for at in range(last, min(last + _NEAR, len(self._words))))
            country = next((place.country for place in near if place is not None), None)
        return PlaceMention(start, end, name, kind, country, locative=True)
