"""Places that a text names: settlements, regions and countries, each told apart from its namesakes."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log10

from ..records import PlaceKind
from .gazetteer import Entry, Gazetteer, fold_words, gazetteer, place_words
from .places_russian import russian_regions
from .places_spots import Spot, find_spots

#: A town of a country’s name is taken for one from this many inhabitants: “Colombia, Cuba” lists countries.
_CITY = 100_000

#: What a settlement or region must gather in evidence to be taken for one; see ``_evidence``.
_ENOUGH = 2.5


@dataclass(frozen=True, slots=True, order=True)
class PlaceMention:
    """A place at ``text[start:end]``.

    ``name`` is what a person would call it: the words of the text, in the nominative and not in capitals.
    ``locative`` tells that a word such as “in” stands before it, ``in_name`` that it is a part of a longer
    proper name (“Kyoto University”, “Museum of Lębork”). Degrees are WGS 84; ``country`` is an alpha-2
    code of ISO 3166-1.
    """

    start: int
    end: int
    name: str
    kind: PlaceKind
    country: str | None
    latitude: float | None = field(default=None, compare=False)
    longitude: float | None = field(default=None, compare=False)
    geonames: str | None = field(default=None, compare=False)
    population: int = field(default=0, compare=False)
    locative: bool = field(default=False, compare=False)
    in_name: bool = field(default=False, compare=False)


def find_places(text: str, language: str) -> list[PlaceMention]:
    """Find every settlement, region and country of a text, in order and without overlap."""
    names = gazetteer(language)
    spots = list(find_spots(text, language, names))
    countries = {spot.entries[0].country for spot in spots if spot.entries[0].kind is PlaceKind.COUNTRY}
    mentions = _regions(text, names, countries) if language == "ru" else []
    free = _Free(mentions)
    for position in range(len(spots)):
        if position and _listed_with(text, spots[position - 1], spots[position]):
            spots[position] = replace(spots[position], locative=True)
        spot, following = spots[position], spots[position + 1] if position + 1 < len(spots) else None
        mention = _decided(text, language, names, spot, _holder(text, spot, following), countries)
        if mention is None or not free.take(mention):
            continue
        if mentions and (state := _is_state_of(text, mentions[-1], spot, mention)) is not None:
            mention = _mention(text, names, spot, state)
        mentions.append(mention)
    return sorted(mentions)


_AND = re.compile(r",?\s(?:(?:and|or|et|ou|y|e|o|и|или|&)\s(?:à |a |en |in |в )?)?|,\s")


def _listed_with(text: str, before: Spot, spot: Spot) -> bool:
    """See “in Baku and Sheki”: what is said of where the one is holds for the other."""
    return (
        before.locative and not before.in_name and _AND.fullmatch(text[before.end : spot.start]) is not None
    )


class _Free:
    """Which stretches of a text no mention has taken yet."""

    def __init__(self, mentions: Iterable[PlaceMention]) -> None:
        self._taken = [(mention.start, mention.end) for mention in mentions]
        self._end = 0

    def take(self, mention: PlaceMention) -> bool:
        """Take the words of a mention, later ones after earlier ones; False where they are taken."""
        if mention.start < self._end:
            return False
        if any(start < mention.end and mention.start < end for start, end in self._taken):
            return False
        self._end = mention.end
        return True


def _regions(text: str, names: Gazetteer, countries: set[str]) -> list[PlaceMention]:
    only = next(iter(countries)) if len(countries) == 1 else None
    return [
        PlaceMention(region.start, region.end, region.name, PlaceKind.REGION, region.country or only)
        for region in russian_regions(text, names)
    ]


_HELD = re.compile(r"[^\S\n]*\n?[,(][^\S\n]*(?:the |la |le |l['’])?|[^\S\n]+(?:of|en|in|de|du) ")


def _holder(text: str, spot: Spot, following: Spot | None) -> Spot | None:
    """Give what follows a name as its wider place: “Sheki, Azerbaijan”, “Sheki (Azerbaijan)”."""
    if following is None or following.start - spot.end > 8:
        return None
    return following if _HELD.fullmatch(text[spot.end : following.start]) else None


_STATE = re.compile(r",\s?([A-Z]{2})\b(?!-)")
#: GeoNames knows the states of the United States by their postal codes.
_POSTAL = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)


def _decided(
    text: str, language: str, names: Gazetteer, spot: Spot, holder: Spot | None, countries: set[str]
) -> PlaceMention | None:
    """Choose which place a name means, or that it means none."""
    state = _STATE.match(text, spot.end)
    if state and state[1] in _POSTAL:
        towns = [entry for entry in spot.entries if entry.country == "US" and entry.region == state[1]]
        if towns:
            return _mention(
                text, names, spot, max(towns, key=lambda entry: entry.population), end=state.end()
            )
    country = next((entry for entry in spot.entries if entry.kind is PlaceKind.COUNTRY), None)
    if country is not None and (part := _part_before(text, language, spot)) is not None:
        region = Entry(text[part : spot.end], PlaceKind.REGION, country.country)
        return _mention(text, names, spot, region, start=part)
    namesake = country is not None and holder is not None and _is_within_another(spot, holder, country)
    if country is not None and not namesake and not (spot.person_like and spot.key in _ordinary(language)):
        return _mention(text, names, spot, country)
    scored = [(_evidence(spot, entry, holder, countries, language), entry) for entry in spot.entries]
    score, entry = max(scored, key=lambda pair: (pair[0], pair[1].population, pair[1].name))
    if score < _ENOUGH:
        return None
    return _mention(text, names, spot, _as_region(text, language, spot, entry))


def _is_within_another(spot: Spot, holder: Spot, country: Entry) -> bool:
    """See “Granada, España”: a name that is a country’s too, held by one that has such a place."""
    wide = {entry.country for entry in holder.entries if entry.kind is PlaceKind.COUNTRY}
    known = (entry for entry in spot.entries if entry.kind is not PlaceKind.CITY or entry.population >= _CITY)
    return country.country not in wide and any(entry.country in wide for entry in known)


def _is_state_of(text: str, before: PlaceMention, spot: Spot, mention: PlaceMention) -> Entry | None:
    """See “Atlanta, Georgia”: a country’s name after a town of a country that has a region of that name."""
    if before.kind is not PlaceKind.CITY or text[before.end : mention.start] != ", ":
        return None
    if mention.kind is not PlaceKind.COUNTRY or before.country == mention.country:
        return None
    regions = (entry for entry in spot.entries if entry.kind is PlaceKind.REGION)
    return next((entry for entry in regions if entry.country == before.country), None)


@lru_cache(maxsize=8)
def _ordinary(language: str) -> frozenset[str]:
    return frozenset(fold_words(word) for word in place_words(language)["ordinary"])


def _evidence(spot: Spot, entry: Entry, holder: Spot | None, countries: set[str], language: str) -> float:
    """Weigh what speaks for a name’s meaning this place: size, context, and the countries of the text."""
    holds = holder is not None and any(_holds(wide, entry) for wide in holder.entries)
    in_country = entry.country in countries
    if entry.kind is PlaceKind.REGION and not (holds or in_country):
        return 0.0
    known_well = holds or in_country or spot.locative or entry.population >= 1_000_000
    score = 0.0 if known_well else -0.5
    if holds:
        score += 3
    if spot.locative:
        score += 2
    if in_country:
        score += 2
    score += spot.edge
    if entry.population >= 10_000:
        score += min(3.5, 0.5 + (log10(entry.population) - 4))
    score += 0.5 if fold_words(entry.name) == spot.key else 0
    score -= 2 if spot.person_like else 0
    score -= 4 if spot.quoted else 0
    if spot.key in _ordinary(language):
        score -= 1.5 if spot.locative else 3
    return score


def _holds(wide: Entry, entry: Entry) -> bool:
    return wide.country == entry.country and wide.kind is not PlaceKind.CITY


def _part_before(text: str, language: str, spot: Spot) -> int | None:
    """Give where “Western Sudan” starts, when its country has been found."""
    before = re.search(r"(\w+(?:-\w+)?) $", text[max(0, spot.start - 16) : spot.start])
    if (
        before is None
        or not before[1][0].isupper()
        or before[1].casefold() not in place_words(language)["part_before"]
    ):
        return None
    return spot.start - len(before[0])


def _as_region(text: str, language: str, spot: Spot, entry: Entry) -> Entry:
    """Take a name for the region where a word beside it says so: “the state of Zacatecas”."""
    before = re.sub(r"\s+", " ", text[max(0, spot.start - 30) : spot.start]).casefold().strip()
    after = text[spot.end : spot.end + 16].casefold().split()
    words = place_words(language)
    if before.endswith(tuple(words["region_before"])) or (
        after and after[0].strip(".,;:)") in words["region_after"]
    ):
        region = next(
            (
                each
                for each in spot.entries
                if each.kind is PlaceKind.REGION and each.country == entry.country
            ),
            None,
        )
        return region or Entry(entry.name, PlaceKind.REGION, entry.country)
    return entry


def _mention(
    text: str, names: Gazetteer, spot: Spot, entry: Entry, start: int | None = None, end: int | None = None
) -> PlaceMention:
    start, end = spot.start if start is None else start, end or spot.end
    whole = (start, end) == (spot.start, spot.end)
    return PlaceMention(
        start,
        end,
        (whole and names.nominatives.get(spot.key)) or _name(text[start:end], entry),
        entry.kind,
        entry.country,
        entry.latitude,
        entry.longitude,
        entry.geonames,
        entry.population,
        spot.locative,
        spot.in_name,
    )


def _name(words: str, entry: Entry) -> str:
    """Call a place as the text does, but not in capitals: “TBILISI” is Tbilisi, “UK” stays."""
    words = re.sub(r"\s+", " ", words)
    if words.isupper() and len(words) > 4:
        return entry.name if fold_words(entry.name) == fold_words(words) else words.title()
    return words


def countries_of(mentions: Sequence[PlaceMention]) -> tuple[str, ...]:
    """List the countries among mentions (ISO alpha-2), in the order of their first naming."""
    named = [each.country for each in mentions if each.kind is PlaceKind.COUNTRY and each.country is not None]
    return tuple(dict.fromkeys(named))
