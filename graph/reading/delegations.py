"""Countries that take part: lists of countries behind participants, partners and members."""

from collections.abc import Generator, Iterator, Sequence

from ..records import PlaceKind, Role
from .focus import Focus
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .roles import Tie
from .vocabulary import WordedText

_REACH = 9


class DelegationReader:
    """Reads the countries that take part in the activities of one text."""

    def __init__(
        self, text: WordedText, marks: Marks, lexicon: Lexicon, units: Sequence[Unit], focus: Focus
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._known = lexicon.delegations
        self._units = units
        self._focus = focus
        #: Words of countries that are listed as taking part, and so are no places of the activity.
        self.listed: set[int] = set()

    def read(self) -> list[Tie]:
        """Read every delegation of the text, each country once an activity."""
        seen: dict[tuple[int, str], Tie] = {}
        for number, unit in enumerate(self._units):
            for tie in self._unit(number, unit):
                seen.setdefault((id(tie.deed), tie.country or ""), tie)
        return list(seen.values())

    def _unit(self, number: int, unit: Unit) -> Iterator[Tie]:
        if unit.field in ("partner", "participant", "organiser", "co-organiser"):
            yield from self._bracketed(number, unit)
            return
        if unit.field or unit.kind is UnitKind.HEADING:
            return
        at = unit.first
        while at < unit.last:
            word = self._words[at].lower
            if word not in self._known.people or self._marks.in_title(at):
                at += 1
                continue
            first = self._countries_from(at + 1, unit)
            if first is None:
                at += 1
                continue
            last = yield from self._list(number, unit, at, first)
            at = max(last, at + 1)

    def _countries_from(self, at: int, unit: Unit) -> int | None:
        """Find the first country behind “representatives of …”, “their countries were …”."""
        linked = False
        for number in range(at, min(at + _REACH, unit.last)):
            place = self._marks.place[number]
            if place is not None and place.kind is PlaceKind.COUNTRY:
                named = place.in_name and self._words[number - 1].lower not in self._known.links
                return number if linked and not named else None
            word = self._words[number]
            if word.lower in self._known.links:
                linked = True
            elif (
                (not word.alpha and word.text != ":")
                or word.lower in self._known.stops
                or (
                    word.capital and place is None and self._words[number].lower not in self._lexicon.names.of
                )
            ):
                return None
        return None

    def _list(self, number: int, unit: Unit, people: int, first: int) -> Generator[Tie, None, int]:
        at = first
        while at < unit.last:
            place = self._marks.place[at]
            if place is not None and place.kind is PlaceKind.COUNTRY:
                end = self._text.at(place.end)
                yield from self._ties(number, place.country, (at, end), (people, first))
                self.listed.update(range(at, end))
                at = end
            elif self._words[at].lower in self._known.glue:
                at += 1
            else:
                break
        return at

    def _ties(
        self, number: int, country: str | None, name: tuple[int, int], phrase: tuple[int, int]
    ) -> Iterator[Tie]:
        if country is None:
            return
        for deed in self._focus.told_by(number, phrase[0], phrase[1], "right"):
            yield Tie(
                deed, Role.PARTICIPANT, None, name, phrase, None, number, "delegations.list", country=country
            )

    def _bracketed(self, number: int, unit: Unit) -> Iterator[Tie]:
        """Read “Museum of Lost Things (Iceland)” in a list of partners."""
        for at in range(unit.first + 1, unit.last):
            place = self._marks.place[at]
            if place is None or place.kind is not PlaceKind.COUNTRY or self._words[at - 1].text != "(":
                continue
            end = self._text.at(place.end)
            if end < unit.last and self._words[end].text == ")" and place.country and unit.key:
                self.listed.update(range(at, end))
                for deed in self._focus.around(number):
                    yield Tie(
                        deed,
                        Role.PARTICIPANT,
                        None,
                        (at, end),
                        None,
                        (unit.key.start, unit.key.end),
                        number,
                        "delegations.partners",
                        country=place.country,
                    )
