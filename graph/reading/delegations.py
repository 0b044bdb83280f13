"""Countries that take part: lists of countries beside participants, partners and members."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..records import PlaceKind, Role
from .focus import Focus
from .layout import Unit, UnitKind
from .lexicon import Lexicon
from .marks import Marks
from .nations import nation
from .roles import Tie
from .vocabulary import WordedText

_REACH = 16
_ACT_WITHIN = 4
_ROLE_FIELDS = ("partner", "participant", "organiser", "co-organiser")


@dataclass(frozen=True, slots=True)
class _Group:
    """Countries in a row: a half-open range of words, and each country with its own range.

    ``peoples`` tells that they are named by their people: “Algerian, Malian and Moroccan”.
    """

    first: int
    last: int
    countries: tuple[tuple[int, int, str], ...]
    peoples: bool = False


class DelegationReader:
    """Reads the countries that take part in the activities of one text.

    ``named`` are words that belong to names of bodies: a country there is none that takes part.
    """

    def __init__(
        self,
        text: WordedText,
        marks: Marks,
        lexicon: Lexicon,
        units: Sequence[Unit],
        focus: Focus,
        named: set[int],
    ) -> None:
        self._text = text
        self._words = text.words
        self._marks = marks
        self._lexicon = lexicon
        self._known = lexicon.delegations
        self._units = units
        self._focus = focus
        self._named = named
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
        groups = self._groups(unit)
        if unit.field:
            groups = [group for group in groups if not group.peoples]
        if not groups:
            return
        if unit.field in _ROLE_FIELDS or self._below_people(number, unit, groups):
            yield from self._keyed(number, unit, groups)
            return
        if unit.field or unit.kind is UnitKind.HEADING:
            return
        before: _Group | None = None
        for group in groups:
            phrase = self._people_before(group, unit) or self._goes_on(before, group)
            phrase = phrase or self._acts(group, unit)
            if phrase is None and group.peoples:
                phrase = self._people_after(group, unit) or self._counted(group, unit)
            if phrase is None:
                continue
            before = group
            self.listed.update(range(group.first, group.last))
            if not self._absent(group, unit):
                yield from self._ties(number, group, phrase)

    # -- groups -------------------------------------------------------------------------------------------

    def _groups(self, unit: Unit) -> list[_Group]:
        found: list[_Group] = []
        at = unit.first
        while at < unit.last:
            if self._country(at):
                group = self._group(at, unit)
                found.append(group)
                at = group.last
            elif self._nation(at):
                group = self._peoples(at, unit)
                found += [group] if len(group.countries) > 1 else []
                at = group.last
            else:
                at += 1
        return found

    def _nation(self, at: int) -> str | None:
        if at in self._named or self._marks.in_title(at) or self._marks.place[at] is not None:
            return None
        return nation(self._words[at].lower, self._lexicon.language)

    def _peoples(self, first: int, unit: Unit) -> _Group:
        """Read “Algerian, Malian and Moroccan”, “fourteen Malians, four Nigeriens”."""
        rows: list[tuple[int, int, str]] = []
        at = first
        while at < unit.last:
            country = self._nation(at)
            if country is not None:
                rows.append((at, at + 1, country))
            elif self._words[at].lower not in self._known.glue | self._known.counts and (
                not self._words[at].text.isdigit()
            ):
                break
            at += 1
        return _Group(first, rows[-1][1], tuple(rows), True)

    def _people_after(self, group: _Group, unit: Unit) -> tuple[int, int] | None:
        """Find “Croatian, French and Greek students”."""
        at = group.last
        if at < unit.last and self._words[at].lower in self._known.people:
            return group.first, at + 1
        return None

    def _counted(self, group: _Group, unit: Unit) -> tuple[int, int] | None:
        """Find “five Tunisians, three Algerians”: those who are counted are people who came."""
        for first, _, _ in group.countries:
            before = self._words[first - 1] if first > unit.first else None
            if before is None or not (before.text.isdigit() or before.lower in self._known.counts):
                return None
        return group.first - 1, group.last

    def _country(self, at: int) -> bool:
        place = self._marks.place[at]
        country = place is not None and place.kind is PlaceKind.COUNTRY and place.country is not None
        return country and at not in self._named and not self._marks.in_title(at)

    def _group(self, first: int, unit: Unit) -> _Group:
        rows: list[tuple[int, int, str]] = []
        at = last = first
        while at < unit.last:
            if self._country(at):
                place = self._marks.place[at]
                assert place is not None and place.country is not None
                last = max(self._text.at(place.end), at + 1)
                rows.append((at, last, place.country))
                at = last
            elif self._is_count(at, unit):
                at = self._marks.closing[at]
            elif self._words[at].lower in self._known.glue:
                at += 1
            else:
                break
        return _Group(first, last, tuple(rows))

    def _is_count(self, at: int, unit: Unit) -> bool:
        """“Fiji (4)”, “Samoa (9 participants)”: a number in a bracket behind a country."""
        closing = self._marks.closing.get(at)
        return closing is not None and closing <= unit.last and self._words[at + 1].text.isdigit()

    # -- what makes a group of countries one that takes part ----------------------------------------------

    def _people_before(self, group: _Group, unit: Unit) -> tuple[int, int] | None:
        """Find “participants from …”, “their countries were …” before a group."""
        linked = False
        for at in range(group.first - 1, max(unit.first, group.first - _REACH) - 1, -1):
            word = self._words[at]
            if word.lower in self._known.people:
                return (at, group.first) if linked or at == group.first - 1 else None
            if word.lower in self._known.links or word.text in {":", "(", "—", "–"}:
                linked = True
                continue
            if word.lower in self._known.verbs or self._aside(at, unit):
                continue
            named = word.capital and not self._opens(at, unit) and self._words[group.first - 1].text != ":"
            stops = word.lower in self._known.stops or named
            if stops or word.text in {";", ")", "."}:
                return None
        return None

    def _opens(self, at: int, unit: Unit) -> bool:
        return at == unit.first or not self._words[at - 1].alpha

    def _aside(self, at: int, unit: Unit) -> bool:
        """Pass over “to Tartu” in “experts came to Tartu from …”."""
        if self._marks.place[at] is not None and not self._country(at):
            return True
        follows = at + 1 < unit.last and self._marks.place[at + 1] is not None
        return follows and self._words[at].lower in self._lexicon.roles.governed

    def _goes_on(self, before: _Group | None, group: _Group) -> tuple[int, int] | None:
        """Go on with “… and three from Kenya”: small words alone stand between two groups."""
        if before is None or self._words[group.first - 1].lower not in self._known.links:
            linked = before is not None and self._words[group.first - 1].text in {",", ";"}
            if not linked:
                return None
        assert before is not None
        between = self._words[before.last : group.first]
        clear = all(
            (not word.capital and word.lower not in self._known.stops) or word.lower in self._known.verbs
            for word in between
        )
        return (before.last, group.first) if clear and len(between) < _REACH else None

    def _acts(self, group: _Group, unit: Unit) -> tuple[int, int] | None:
        """Find “… took part”, “… were represented” behind a group that begins its clause."""
        before = self._words[group.first - 1] if group.first > unit.first else None
        if before is not None and before.alpha and before.lower not in self._lexicon.names.article:
            return None
        for at in range(group.last, min(group.last + _ACT_WITHIN, unit.last)):
            if self._words[at].lower in self._known.acts:
                return at, at + 1
            if self._words[at].lower not in self._lexicon.roles.between and self._words[at].alpha:
                return None
        return None

    def _absent(self, group: _Group, unit: Unit) -> bool:
        """Tell whether the clause says that those did not come."""
        first, last = group.first, group.last
        while first > unit.first and self._words[first - 1].text != ";":
            first -= 1
        while last < unit.last and self._words[last].text != ";":
            last += 1
        words = [word.lower for word in self._words[first:last]]
        return any(word in self._known.absent or word in self._lexicon.roles.blocks for word in words)

    # -- lists --------------------------------------------------------------------------------------------

    def _below_people(self, number: int, unit: Unit, groups: Sequence[_Group]) -> bool:
        """Tell a line of countries alone under “Delegations”, “Participating countries”."""
        spare = sum(
            word.alpha and not word.text.isdigit() and word.lower not in self._known.glue
            for word in self._words[unit.first : unit.last]
        ) - sum(last - first for group in groups for first, last, _ in group.countries)
        if spare > 0 and not (unit.key and unit.field == "place"):
            return False
        if unit.key is not None:
            key = self._text.text[unit.key.start : unit.key.end].casefold().split()
            return bool(self._known.people & set(key))
        for above in range(number - 1, -1, -1):
            head = self._units[above]
            if head.section != unit.section or number - above > 60:
                return False
            words = {word.lower for word in self._words[head.first : head.last]}
            heads = head.kind is UnitKind.HEADING or self._words[head.last - 1].text == ":"
            if words & self._known.people and (heads or "|" in words):
                return True
            if heads:
                return False
        return False

    def _keyed(self, number: int, unit: Unit, groups: Sequence[_Group]) -> Iterator[Tie]:
        """Read “Delegations: Fiji (4), Samoa”, and “Museum of Lost Things (Iceland)” among partners."""
        for group in groups:
            for first, last, country in group.countries:
                before = self._words[first - 1].text if first > unit.first else ""
                after = self._words[last].text if last < unit.last else ""
                own = unit.field != "partner" and before in {"", ",", ";", "|", "and", "&", ")"}
                # “Institute of Monuments, Albania”: the country of the body before it.
                own = own and not (first > unit.first + 1 and first - 2 in self._named)
                if not own and not (before == "(" and after == ")"):
                    continue
                self.listed.update(range(first, last))
                for deed in self._focus.around(number):
                    yield Tie(
                        deed,
                        Role.PARTICIPANT,
                        None,
                        (first, last),
                        None,
                        (unit.key.start, unit.key.end) if unit.key else None,
                        number,
                        "delegations.key",
                        country=country,
                    )

    def _ties(self, number: int, group: _Group, phrase: tuple[int, int]) -> Iterator[Tie]:
        for deed in self._focus.told_by(number, phrase[0], phrase[1], "right"):
            for first, last, country in group.countries:
                yield Tie(
                    deed,
                    Role.PARTICIPANT,
                    None,
                    (first, last),
                    phrase,
                    None,
                    number,
                    "delegations.list",
                    country=country,
                )
