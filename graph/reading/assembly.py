"""What was read, written as the records of an account, each with the words it was read from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from ..linking.names import name_key
from ..records import (
    Activity,
    Evidence,
    Involvement,
    Organisation,
    Passage,
    Place,
    PlaceKind,
    Role,
)
from .amounts import Sum, find_sums, nearest_sum
from .bodies import Body
from .confidence import confidence
from .deeds import Deed
from .heritage import HeritageMention
from .layout import Unit
from .places import PlaceMention
from .roles import Tie
from .vocabulary import WordedText

_BESIDE = 80


def place_key(mention: PlaceMention) -> str:
    """Give what identifies a place in one text: its number in GeoNames, else its name and country."""
    return mention.geonames or f"{name_key(mention.name)}|{mention.country}"


class Assembler:
    """Writes records of one text; keys are ``o1``, ``a1``, ``p1`` … in the order of first mention."""

    def __init__(self, text: WordedText, units: Sequence[Unit]) -> None:
        self._text = text
        self._words = text.words
        self._units = units

    def passage(self, first: int, last: int) -> Passage:
        """Give the passage of a range of words."""
        return Passage(self._words[first].start, self._words[last - 1].end)

    def organisations(self, bodies: Sequence[Body], parents: Mapping[int, Body]) -> dict[int, Organisation]:
        """Write bodies as organisations, by the identity of the body."""
        keys = {id(body): f"o{number}" for number, body in enumerate(bodies, 1)}
        return {
            id(body): Organisation(
                key=keys[id(body)],
                name=body.label,
                kind=body.kind,
                country=body.country,
                aliases=tuple(body.aliases),
                unit_of=keys.get(id(parents.get(id(body)))),
                evidence=(
                    Evidence("name", body.where or self.passage(*body.first), body.rule),
                    *(
                        Evidence("aliases", self.passage(*where), "names.alias", alias)
                        for alias, where in body.aliases.items()
                    ),
                ),
            )
            for body in bodies
        }

    def places(self, mentions: Iterable[PlaceMention]) -> dict[str, Place]:
        """Write places, each once, by their ``place_key``."""
        grouped: dict[str, list[PlaceMention]] = {}
        for mention in mentions:
            grouped.setdefault(place_key(mention), []).append(mention)
        countries = {
            group[0].country: f"p{number}"
            for number, group in enumerate(grouped.values(), 1)
            if group[0].kind is PlaceKind.COUNTRY
        }
        return {
            key: self._place(f"p{number}", group, countries)
            for number, (key, group) in enumerate(grouped.items(), 1)
        }

    def _place(self, key: str, group: list[PlaceMention], countries: Mapping[str | None, str]) -> Place:
        first = group[0]
        written = (" ".join(self._text.text[each.start : each.end].split()) for each in group)
        aliases = dict.fromkeys(shown for shown in written if shown != first.name)
        return Place(
            key=key,
            name=first.name,
            kind=first.kind,
            country=first.country,
            aliases=tuple(aliases),
            within=countries.get(first.country) if first.kind is not PlaceKind.COUNTRY else None,
            latitude=first.latitude,
            longitude=first.longitude,
            geonames=first.geonames,
            evidence=tuple(
                Evidence("name", Passage(each.start, each.end), "places.gazetteer") for each in group[:1]
            ),
        )

    def activities(
        self,
        deeds: Sequence[Deed],
        places: Mapping[int, Sequence[tuple[Place, PlaceMention]]],
        heritage: Mapping[int, Sequence[HeritageMention]],
    ) -> dict[int, Activity]:
        """Write activities, by the identity of the deed."""
        keys = {id(deed): f"a{number}" for number, deed in enumerate(deeds, 1)}
        return {
            id(deed): self._activity(deed, keys, places.get(id(deed), ()), heritage.get(id(deed), ()))
            for deed in deeds
        }

    def _activity(
        self,
        deed: Deed,
        keys: Mapping[int, str],
        places: Sequence[tuple[Place, PlaceMention]],
        heritage: Sequence[HeritageMention],
    ) -> Activity:
        return Activity(
            key=keys[id(deed)],
            title=deed.label,
            kind=deed.kind,
            aliases=tuple(deed.aliases),
            start=deed.start,
            end=deed.end,
            places=tuple(dict.fromkeys(place.key for place, _ in places)),
            heritage_types=tuple(dict.fromkeys(mention.notation for mention in heritage)),
            part_of=tuple(keys[other] for other in deed.part_of if other in keys),
            based_on=tuple(keys[other] for other in deed.based_on if other in keys),
            evidence=tuple(self._evidence(deed, keys, places, heritage)),
        )

    def _evidence(
        self,
        deed: Deed,
        keys: Mapping[int, str],
        places: Sequence[tuple[Place, PlaceMention]],
        heritage: Sequence[HeritageMention],
    ) -> Iterator[Evidence]:
        yield Evidence("title", self.passage(*deed.where), deed.rule)
        for alias, where in deed.aliases.items():
            yield Evidence("aliases", self.passage(*where), "activities.alias", alias)
        for field, value in (("start", deed.start), ("end", deed.end)):
            for date in deed.dated:
                if value is not None and value in (date.first, date.last):
                    yield Evidence(field, Passage(date.start, date.end), f"dates.{date.rule}", value)
                    break
        for place, mention in places:
            yield Evidence("places", Passage(mention.start, mention.end), "activities.place", place.key)
        for each in heritage:
            yield Evidence("heritage_types", Passage(each.start, each.end), "heritage.label", each.notation)
        for field, others in (("part_of", deed.part_of), ("based_on", deed.based_on)):
            for other, (_, passage) in others.items():
                if other in keys:
                    yield Evidence(field, passage, f"activities.{field.replace('_', '-')}", keys[other])

    def involvements(
        self,
        ties: Iterable[Tie],
        activities: Mapping[int, Activity],
        organisations: Mapping[int, Organisation],
    ) -> Iterator[Involvement]:
        """Write ties as involvements, leaving out those whose ends are not kept."""
        for tie in ties:
            activity = activities.get(id(tie.deed))
            organisation = organisations.get(id(tie.body)) if tie.body is not None else None
            if activity is None or (organisation is None and tie.country is None):
                continue
            where = self._phrase(tie)
            given = self._given(tie)
            read = Involvement(
                activity=activity.key,
                role=tie.role,
                organisation=organisation.key if organisation else None,
                country=tie.country,
                phrase=" ".join(where.words(self._text.text).split()) if where else "",
                order=tie.order or None,
                amount=given.amount if given else None,
                currency=given.currency if given else None,
                evidence=tuple(self._tie_evidence(tie, where, given)),
            )
            yield replace(read, confidence=confidence(read, activity, organisation))

    def _phrase(self, tie: Tie) -> Passage | None:
        if tie.phrase_passage is not None:
            return Passage(*tie.phrase_passage)
        return self.passage(*tie.phrase) if tie.phrase is not None else None

    def _mention(self, tie: Tie) -> Passage:
        """Give where the name stands: in a compound, the first part of the word."""
        assert tie.mention is not None
        where = self.passage(*tie.mention)
        if tie.rule != "roles.compound":
            return where
        return Passage(where.start, where.start + self._text.text[where.start : where.end].rindex("-"))

    def _given(self, tie: Tie) -> Sum | None:
        """Find the sum that a funder gives, in the words that state the tie."""
        if tie.role is not Role.FUNDER or tie.mention is None:
            return None
        unit = self._units[tie.unit]
        whole = self.passage(unit.first, unit.last)
        sums = find_sums(self._text.text, whole.start, whole.end)
        return nearest_sum(sums, self.passage(*tie.mention), _BESIDE)

    def _tie_evidence(self, tie: Tie, phrase: Passage | None, given: Sum | None) -> Iterator[Evidence]:
        unit = self._units[tie.unit]
        whole = self.passage(unit.first, unit.last)
        if phrase is not None:
            whole = Passage(min(whole.start, phrase.start), max(whole.end, phrase.end))
        yield Evidence("role", whole, tie.rule)
        if phrase is not None:
            yield Evidence("phrase", phrase, tie.rule)
        if tie.mention is not None:
            field = "organisation" if tie.body is not None else "country"
            yield Evidence(field, self._mention(tie), tie.rule)
        if given is not None:
            yield Evidence("amount", given.where, "amounts.nearest")
