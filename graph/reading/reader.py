"""Reading: from a document to the account of what it states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..documents.document import Document
from ..records import Account, OrganisationKind, Passage, Place, PlaceKind
from .assembly import Assembler, place_key
from .bodies import Body, BodyBook, Mention, by_unit
from .cased_names import CasedNameFinder
from .dates import DateMention, find_dates, listed_dates
from .deed_dates import DeedDater
from .deed_headings import HeadingReader
from .deed_items import itemised
from .deed_mentions import DeedFinder
from .deed_titles import DeedMention
from .deeds import Deed, DeedBook
from .delegations import DelegationReader
from .entries import EntryReader
from .focus import Focus
from .heritage import HeritageMention, find_heritage_types, subject_types
from .layout import Unit, units_of
from .lexicon import Lexicon, lexicon
from .marks import Marks, mark
from .names import Name, NameFinder
from .noun_first_names import NounFirstNameFinder
from .parts import relate
from .places import PlaceMention, find_places
from .roles import RoleReader, Tie
from .scope import Scope
from .title import stated_title, title_mentions
from .venues import VenueFinder
from .vocabulary import WordedText

#: Places narrow enough to be where one activity takes place.
_SPOTS = frozenset({PlaceKind.CITY, PlaceKind.SITE, PlaceKind.VENUE})


_FINDERS: dict[str, type[NameFinder]] = {"cased": CasedNameFinder, "noun-first": NounFirstNameFinder}


@dataclass(slots=True)
class _Reading:
    """What is known of one text while it is read."""

    text: WordedText
    lexicon: Lexicon
    marks: Marks
    units: list[Unit]
    dates: list[DateMention]
    places: list[PlaceMention]
    mentions: list[Mention]


def read_account(document: Document) -> Account:
    """Read what a document states: activities, organisations, places, dates and who takes part how.

    Every record carries the passages it was read from; the same document gives the same account.
    """
    reading = _prepared(document)
    names = by_unit(reading.mentions, reading.units)
    bodies = BodyBook(reading.text, reading.marks, reading.lexicon)
    bodies.settle(reading.mentions)
    deeds, spoken = _deeds(reading, names)
    focus = Focus(reading.text, reading.marks, reading.lexicon, reading.units, deeds, spoken)
    ties = _ties(reading, names, bodies, focus)
    named = _in_names(reading)
    delegations = DelegationReader(reading.text, reading.marks, reading.lexicon, reading.units, focus, named)
    ties += delegations.read()
    relate(reading.text, reading.lexicon, reading.units, deeds, spoken, focus)
    dater = DeedDater(reading.text, reading.marks, reading.lexicon, reading.units, reading.dates, focus)
    dater.date(deeds.deeds, deeds.main)
    return _account(document, reading, bodies, deeds, ties, delegations.listed)


def _prepared(document: Document) -> _Reading:
    language = document.source.language
    known = lexicon(language)
    text = WordedText(document.text, known.language)
    dates = find_dates(document.text, language, document.source.issued)
    places = find_places(document.text, language)
    marks = mark(text, dates, places)
    units = units_of(text, document.set_aside, known)
    finder = _FINDERS.get(known.names.grammar, NameFinder)(text, marks, known, _known_bodies(known))
    found = [(name, number) for number, unit in enumerate(units) for name in finder.find(unit)]
    return _Reading(text, known, marks, units, dates, places, [Mention(*each) for each in found])


def _known_bodies(known: Lexicon) -> dict[tuple[str, ...], OrganisationKind]:
    return {tuple(body.split()): kind for body, kind in known.names.bodies.items()}


def _deeds(reading: _Reading, names: Mapping[int, Sequence[Mention]]) -> tuple[DeedBook, list[DeedMention]]:
    finder = DeedFinder(reading.text, reading.marks, reading.lexicon)
    spoken: list[DeedMention] = []
    for number, unit in enumerate(reading.units):
        own: list[Name] = [mention.name for mention in names[number]]
        spoken += finder.find(unit, number, own)
    headings = HeadingReader(
        reading.text, reading.marks, reading.lexicon, reading.units, [each.name for each in reading.mentions]
    )
    titled = list(headings.find())
    stated = stated_title(reading.text, reading.lexicon, reading.units, bool(titled))
    titled += [stated] if stated is not None else []
    units = {mention.unit for mention in titled}
    spoken = [mention for mention in spoken if mention.unit not in units] + titled
    taken = {at for mention in spoken if mention.title for at in range(mention.first, mention.last)}
    entries = EntryReader(
        reading.text, reading.marks, reading.lexicon, reading.units, [each.name for each in reading.mentions]
    )
    opened = list(entries.find(taken))
    covered = {at for mention in opened for at in range(mention.first, mention.last)}
    spoken = [mention for mention in spoken if mention.title or mention.noun_at not in covered] + opened
    spoken += itemised(spoken, reading.units, reading.text, reading.lexicon)
    spoken.sort(key=lambda mention: (mention.first, mention.last))
    contexts = reading.lexicon.activities.contexts.find(reading.text.words)
    cues = reading.lexicon.roles.cues.find(reading.text.words)
    book = DeedBook(reading.text, reading.marks, reading.lexicon, reading.units)
    book.place_contexts(spoken, contexts)
    announced = _units_with(reading.units, [each.first for each in contexts if each.meaning == "announced"])
    telling = _units_with(reading.units, [each.first for each in cues]) | announced
    book.settle(spoken)
    book.settle_plain(spoken, telling, {each.first for each in cues})
    book.choose(announced, telling, book.of.get(id(stated)) if stated is not None else None)
    title_mentions(reading.text, reading.lexicon, reading.units, book)
    book.settle_back(spoken)
    return book, spoken


def _units_with(units: Sequence[Unit], numbers: Sequence[int]) -> set[int]:
    return {
        position for position, unit in enumerate(units) if any(unit.first <= at < unit.last for at in numbers)
    }


def _ties(reading: _Reading, names: dict[int, list[Mention]], bodies: BodyBook, focus: Focus) -> list[Tie]:
    scope = Scope(reading.text, reading.marks, reading.lexicon, bodies, reading.mentions)
    reader = RoleReader(reading.text, reading.marks, reading.lexicon, reading.units, scope, bodies, focus)
    return reader.read(reading.lexicon.roles.cues.find(reading.text.words), names)


def _account(
    document: Document, reading: _Reading, bodies: BodyBook, book: DeedBook, ties: list[Tie], listed: set[int]
) -> Account:
    assembler = Assembler(reading.text, reading.units)
    used = {id(tie.deed) for tie in ties}
    deeds = [deed for deed in book.deeds if deed.wanted or book.worth(deed, id(deed) in used)]
    venues = VenueFinder(reading.text, reading.marks, reading.lexicon, reading.units)
    located = _joined(_located(reading, listed), venues.find(ties, reading.mentions))
    places = assembler.places(located)
    where = {id(deed): _places_of(reading, deed, deed is book.main, located, places) for deed in deeds}
    heritage = {id(book.main): _heritage(reading, book.main)} if book.main else {}
    titles = {key for deed in deeds for key in deed.name_keys()}
    tied = {id(tie.body) for tie in ties}
    kept = [body for body in bodies.bodies if id(body) in tied or body.key not in titles]
    kept.sort(key=lambda body: body.first)
    for body in kept:
        body.country = _country(reading, body)
    organisations = assembler.organisations(kept, {})
    activities = assembler.activities(deeds, where, heritage)
    return Account(
        source=document.source,
        text=document.text,
        activities=tuple(activities.values()),
        organisations=tuple(organisations.values()),
        places=tuple(places.values()),
        involvements=tuple(assembler.involvements(ties, activities, organisations)),
        dates=listed_dates(reading.dates),
    )


def _located(reading: _Reading, listed: set[int]) -> list[PlaceMention]:
    """Choose the places where something is: not those inside names and titles, nor listed countries."""
    named = _in_names(reading)
    read = {
        at
        for unit in reading.units
        if unit.field not in ("ignore", "excerpt")
        for at in range(unit.first, unit.last)
    }
    kept = []
    for place in reading.places:
        first = reading.text.at(place.start)
        inside = first in named or first in listed or reading.marks.in_title(first) or first not in read
        if (
            not inside
            and not _comes_from(reading, first)
            and not place.in_name
            and (place.kind is PlaceKind.CITY or place.locative or _behind(reading, first))
        ):
            kept.append(place)
    return kept


def _joined(places: Sequence[PlaceMention], venues: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Put venues among the places, less a place that only names one of them."""
    inside = [
        place
        for place in places
        if not any(venue.start <= place.start and place.end <= venue.end for venue in venues)
    ]
    return sorted([*inside, *venues])


def _in_names(reading: _Reading) -> set[int]:
    return {
        at
        for mention in reading.mentions
        if mention.body is not None
        for at in range(mention.name.first, mention.name.last)
    }


def _comes_from(reading: _Reading, first: int) -> bool:
    """Tell a place behind “from”: those who come from it are elsewhere."""
    origins = reading.lexicon.delegations.origins
    return first > 0 and reading.text.words[first - 1].lower in origins


def _behind(reading: _Reading, first: int) -> bool:
    """Tell a country or region behind a place within it: “Baku, Azerbaijan”, “Sheki (Azerbaijan)”."""
    if first < 2 or reading.text.words[first - 1].text not in {",", "("}:
        return False
    before = reading.marks.place[first - 2]
    return before is not None and before.kind is not PlaceKind.COUNTRY


def _places_of(
    reading: _Reading, deed: Deed, main: bool, located: Sequence[PlaceMention], places: Mapping[str, Place]
) -> list[tuple[Place, PlaceMention]]:
    if deed.contexts and not main:
        return []
    units = [reading.units[mention.unit] for mention in deed.mentions if not mention.context or not main]
    units = units[: 3 if main else 1]
    stated = [unit for unit in reading.units if unit.field in ("place", "host")] if main else []
    found: dict[str, tuple[Place, PlaceMention]] = {}
    for place in located:
        at = reading.text.at(place.start)
        record = places.get(place_key(place))
        if record is None or place.kind not in _SPOTS:
            continue
        told = any(unit.first <= at < unit.last for unit in units) and (place.locative or not main)
        if told or any(unit.first <= at < unit.last for unit in stated):
            found.setdefault(record.key, (record, place))
    return list(found.values())


def _heritage(reading: _Reading, main: Deed) -> list[HeritageMention]:
    mentions = [
        mention
        for mention in find_heritage_types(reading.text.text, reading.lexicon.language)
        if any(
            unit.first <= reading.text.at(mention.start) < unit.last and unit.field != "ignore"
            for unit in reading.units
        )
    ]
    titles = [
        Passage(reading.text.words[first].start, reading.text.words[last - 1].end)
        for first, last in [main.where, *main.aliases.values()]
    ]
    first: dict[str, HeritageMention] = {}
    for mention in mentions:
        if not mention.in_name:
            first.setdefault(mention.notation, mention)
    for mention in mentions:
        first.setdefault(mention.notation, mention)
    return [first[notation] for notation in subject_types(mentions, titles)]


def _country(reading: _Reading, body: Body) -> str | None:
    """Tell the country of a body by the place in its name, or in a bracket or after a comma behind it."""
    countries = [
        place.country
        for at in range(*body.first)
        if (place := reading.marks.place[at]) is not None and place.country
    ]
    if countries:
        return countries[-1]
    last = body.first[1]
    if last + 1 < len(reading.text.words) and reading.text.words[last].text in {"(", ","}:
        place = reading.marks.place[last + 1]
        return place.country if place is not None else None
    return None
