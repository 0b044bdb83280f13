"""Places that a text names: settlements, regions and countries, each told apart from its namesakes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import log10
from typing import NamedTuple

from ..records import PlaceKind
from .gazetteer import Entry, Gazetteer, fold_words, gazetteer, place_words

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


class _Word(NamedTuple):
    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A stretch of text that is a name of the gazetteer, with what stands around it."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    locative: bool
    in_name: bool
    person_like: bool
    quoted: bool
    edge: float


def find_places(text: str, language: str) -> list[PlaceMention]:
    """Find every settlement, region and country of a text, in order and without overlap."""
    names = gazetteer(language)
    spots = list(_spots(text, language, names))
    countries = {spot.entries[0].country for spot in spots if spot.entries[0].kind is PlaceKind.COUNTRY}
    mentions: list[PlaceMention] = []
    for position, spot in enumerate(spots):
        following = spots[position + 1] if position + 1 < len(spots) else None
        mention = _decided(text, language, names, spot, _holder(text, spot, following), countries)
        if mention is not None and (not mentions or mentions[-1].end <= mention.start):
            mentions.append(mention)
    return mentions


_WORDS = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*|-|['’]|\.[ \u00a0]?")


def _words(text: str) -> list[_Word]:
    return [_Word(*match.span(), fold_words(match[0])) for match in _WORDS.finditer(text)]


def _joined(text: str, left: _Word, right: _Word) -> bool:
    """Say whether two words can belong to one name; a full stop only after an abbreviation."""
    gap = text[left.end : right.start]
    if gap.startswith(".") and left.end - left.start > 3:
        return False
    return _GAP.fullmatch(gap) is not None


def _spots(text: str, language: str, names: Gazetteer) -> Iterator[_Spot]:
    words, at = _words(text), 0
    blocked = _not_places(language)
    while at < len(words):
        size, key = 0, ""
        if text[words[at].start].isupper():
            size, key = _longest(text, words, at, names, blocked)
        if size > 0 and not _hyphenated(text, words[at].start, words[at + size - 1].end):
            yield _spot(text, language, names, words, at, size, key)
        at += abs(size) or 1


def _longest(
    text: str, words: list[_Word], at: int, names: Gazetteer, blocked: frozenset[str]
) -> tuple[int, str]:
    """Count the words of the longest name starting here, and name its entry.

    The count is negative where a longer name is no place.
    """
    reach = max(names.lengths.get(words[at].key, 0), 3)
    keys = [words[at].key]
    for nth in range(at + 1, min(at + reach, len(words))):
        if not _joined(text, words[nth - 1], words[nth]):
            break
        keys.append(words[nth].key)
    for size in range(len(keys), 0, -1):
        key = " ".join(keys[:size])
        if key in blocked:
            return -size, key
        known = names.known(key)
        if known is not None and _cased_as_name(text, words, at, size):
            return size, known
    return 0, ""


def _cased_as_name(text: str, words: list[_Word], at: int, size: int) -> bool:
    """Ask for capitals: a name’s last word bears one, an abbreviation nothing else."""
    last = words[at + size - 1]
    if size == 1 and last.end - last.start <= 3:
        return text[last.start : last.end].isupper() or last.end - last.start == 3
    return text[last.start].isupper() or _lower_tail(words, at, size)


def _lower_tail(words: list[_Word], at: int, size: int) -> bool:
    # “Российская Федерация”, “République tchèque”, “Azerbaijan republic”: state names may end in lower case.
    return size > 1 and len(words[at].key) > 3


def _hyphenated(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(re.fullmatch(r"\w-", before) or re.fullmatch(r"-\w", after))


_OPENING, _CLOSING = frozenset('“«"„‘'), frozenset('”»"“’')
_SENTENCE_EDGE = re.compile(r"(?:^|[.!?:;»”\"•●*–—|>\n(])\s*$")


def _spot(
    text: str, language: str, names: Gazetteer, words: list[_Word], at: int, size: int, key: str
) -> _Spot:
    first, last = words[at], words[at + size - 1]
    before = text[max(0, first.start - 24) : first.start]
    touching = at > 0 and not before[-1:].isalpha() and _touches(text, words[at - 1], first)
    previous = text[words[at - 1].start : words[at - 1].end] if touching else ""
    following = words[at + size] if at + size < len(words) else None
    capital_next = (
        following is not None and _touches(text, last, following) and text[following.start].isupper()
    )
    capital_before = previous[:1].isupper() and fold_words(previous) not in names.lengths
    locative = _is_locative(before, place_words(language)["locative"])
    return _Spot(
        first.start,
        last.end,
        key,
        tuple(names.entries[key]),
        locative,
        in_name=capital_next or capital_before or _in_genitive(text, words, at),
        person_like=(capital_before or capital_next) and not locative,
        quoted=before[-1:] in _OPENING and text[last.end : last.end + 1] in _CLOSING,
        edge=_edge(before, text[last.end : last.end + 1]),
    )


def _edge(before: str, after: str) -> float:
    """Weigh a name’s standing at the start of a sentence or line, or alone in brackets."""
    if before.endswith("(") and after == ")":
        return 1.0
    return 0.5 if _SENTENCE_EDGE.search(before) else 0.0


def _touches(text: str, left: _Word, right: _Word) -> bool:
    return text[left.end : right.start] in (" ", "\u00a0", ". ", "-")


_GENITIVES = frozenset("of de du del d des".split())


def _in_genitive(text: str, words: list[_Word], at: int) -> bool:
    """See “Museum of Lębork”: a capitalised word and “of” stand before."""
    if at < 2 or words[at - 1].key not in _GENITIVES:
        return False
    return text[words[at - 2].start].isupper() and _touches(text, words[at - 2], words[at - 1])


def _is_locative(before: str, locatives: Iterable[str]) -> bool:
    folded = " " + re.sub(r"\s+", " ", before).casefold().rstrip()
    return any(folded.endswith((f" {word}", f"({word}")) for word in locatives)


_HELD = re.compile(r"[^\S\n]*\n?[,(][^\S\n]*(?:the |la |le |l['’])?|[^\S\n]+(?:of|en|in|de|du) ")


def _holder(text: str, spot: _Spot, following: _Spot | None) -> _Spot | None:
    """Give what follows a name as its wider place: “Sheki, Azerbaijan”, “Sheki (Azerbaijan)”."""
    if following is None or following.start - spot.end > 8:
        return None
    return following if _HELD.fullmatch(text[spot.end : following.start]) else None


_STATE = re.compile(r",\s?([A-Z]{2})\b(?!-)")
#: GeoNames knows the states of the United States by their postal codes.
_POSTAL = frozenset(
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH "
    "OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
)


def _decided(
    text: str, language: str, names: Gazetteer, spot: _Spot, holder: _Spot | None, countries: set[str]
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
    if country is not None and not (spot.person_like and spot.key in _ordinary(language)):
        return _mention(text, names, spot, country)
    scored = [(_evidence(spot, entry, holder, countries, language), entry) for entry in spot.entries]
    score, entry = max(scored, key=lambda pair: (pair[0], pair[1].population, pair[1].name))
    if score < _ENOUGH:
        return None
    return _mention(text, names, spot, _as_region(text, language, spot, entry))


@lru_cache(maxsize=8)
def _not_places(language: str) -> frozenset[str]:
    return frozenset(
        fold_words(phrase)
        for phrase in (*place_words(language)["not_places"], *place_words("en")["not_places"])
    )


@lru_cache(maxsize=8)
def _ordinary(language: str) -> frozenset[str]:
    return frozenset(fold_words(word) for word in place_words(language)["ordinary"])


def _evidence(spot: _Spot, entry: Entry, holder: _Spot | None, countries: set[str], language: str) -> float:
    """Weigh what speaks for a name’s meaning this place: size, context, and the countries of the text."""
    holds = holder is not None and any(_holds(wide, entry) for wide in holder.entries)
    in_country = entry.country in countries
    if entry.kind is PlaceKind.REGION and not (holds or in_country):
        return 0.0
    score = 0.0 if holds or in_country or spot.locative else -0.5
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
    return score - (3 if spot.key in _ordinary(language) else 0)


def _holds(wide: Entry, entry: Entry) -> bool:
    return wide.country == entry.country and wide.kind is not PlaceKind.CITY


def _part_before(text: str, language: str, spot: _Spot) -> int | None:
    """Give where “Western Sudan” starts, when its country has been found."""
    before = re.search(r"(\w+(?:-\w+)?) $", text[max(0, spot.start - 16) : spot.start])
    if (
        before is None
        or not before[1][0].isupper()
        or before[1].casefold() not in place_words(language)["part_before"]
    ):
        return None
    return spot.start - len(before[0])


def _as_region(text: str, language: str, spot: _Spot, entry: Entry) -> Entry:
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
    text: str, names: Gazetteer, spot: _Spot, entry: Entry, start: int | None = None, end: int | None = None
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
