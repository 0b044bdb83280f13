"""Russian regions, which are named by an adjective: “Самаркандская область”, in any case."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .gazetteer import Gazetteer, fold_words

_NOUNS = {"област": "область", "губерни": "губерния", "кра": "край", "округ": "округ"}
_REGION = re.compile(
    r"\b(?P<stem>[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)?[сц]к)(?:ая|ой|ую|ий|ого|ому|им|ом)\s+"
    r"(?P<noun>област|губерни|кра|округ)(?:ь|и|ью|я|ю|ей|й|е|ем|а|у|ом)?\b"
)


class NamedRegion(NamedTuple):
    """A region at ``text[start:end]``: its name in the nominative, its country where a town tells it."""

    start: int
    end: int
    name: str
    country: str | None


def russian_regions(text: str, names: Gazetteer) -> Iterator[NamedRegion]:
    """Find regions named by an adjective; the town the adjective is made of tells the country."""
    for match in _REGION.finditer(text):
        noun = _NOUNS[match["noun"]]
        ending = "ая" if noun in ("область", "губерния") else "ий"
        yield NamedRegion(*match.span(), f"{match['stem']}{ending} {noun}", _country(match["stem"], names))


def _country(stem: str, names: Gazetteer) -> str | None:
    """Undo the adjective: Самаркандск- is of Самарканд, Московск- of Москва, Бухарск- of Бухара."""
    base = fold_words(stem[:-2])
    bases = (base, base.removesuffix("ов"), base.removesuffix("ин"))
    candidates = [part + ending for part in bases for ending in ("", "а", "ь", "ы", "ва", "ск", "ия")]
    towns = [entry for each in candidates if each in names.nominatives for entry in names.entries[each]]
    return max(towns, key=lambda entry: entry.population).country if towns else None
