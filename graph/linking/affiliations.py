"""Organisations found in affiliations, as authors write them: department, institute, city, country."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import pycountry

from ..names import Found, NameIndex
from ..names.forms import forms
from .names import fold

_PARTS: Final = re.compile(r"\s*[,;()]\s*|\s+[-–]\s+")
#: Parts that together may be one name: “University of California, San Diego”.
_WIDEST: Final = 3
#: From this likeness on a part is taken for an organisation's name.
SURE: Final = 0.98
#: Names of fewer letters are shared by too many.
_SHORTEST: Final = 6
_UNIVERSITY: Final = re.compile(r"\b(?:universi|univerz|uniwers|eth|hochschule|polytechn|politec)")
_UNIT: Final = re.compile(
    r"(?:\w+ )?(?:institut|cent[er]{2}|zentrum|school|laborat|department|chair|faculty)"
)
_INSTITUTION: Final = re.compile(
    _UNIVERSITY.pattern + r"|\b(?:hospital|klinik|college|medical school|uni\w*med)"
)
# What countries are called besides their names in ISO 3166-1, folded.
_USUAL: Final = {
    "usa": "US", "u s a": "US", "united states of america": "US", "uk": "GB", "u k": "GB",
    "england": "GB", "scotland": "GB", "wales": "GB", "northern ireland": "GB", "russia": "RU",
    "south korea": "KR", "korea": "KR", "republic of korea": "KR", "iran": "IR", "taiwan": "TW",
    "vietnam": "VN", "the netherlands": "NL", "czech republic": "CZ", "turkey": "TR",
    "p r china": "CN", "pr china": "CN", "peoples republic of china": "CN", "brasil": "BR",
    "deutschland": "DE", "espana": "ES", "italia": "IT",
}  # fmt: skip


def organisations(affiliation: str, index: NameIndex) -> list[Found]:
    """Find the organisations that an affiliation names, each sure; none is guessed.

    The country at its end counts as evidence: an organisation of another country is not meant. Of names
    that stand within a longer one that was found, none is taken; and of a university, what stands before it
    is taken for a part of it.
    """
    parts = [part for part in _PARTS.split(affiliation) if part]
    country = country_of(parts)
    taken: list[tuple[int, int, Found]] = []
    for begin, end in _windows(len(parts)):
        if any(begin < there and here < end for here, there, _ in taken):
            continue
        if _is_unit(parts[begin], parts[end:]):
            continue
        if (found := _sure(parts[begin:end], country, index)) is not None:
            taken.append((begin, end, found))
    found_in_order = [found for _, _, found in sorted(taken, key=lambda one: one[0])]
    return list({found.thing: found for found in _whole(found_in_order)}.values())


def _is_unit(part: str, later: list[str]) -> bool:
    """Tell whether a part is an institute or the like of an institution that is named behind it."""
    return bool(_UNIT.match(fold(part))) and any(_INSTITUTION.search(fold(one)) for one in later)


def _whole(found: list[Found]) -> list[Found]:
    whole = [one for one in found if _UNIVERSITY.search(fold(f"{one.name} {one.label}"))]
    return whole or found[-1:]


def country_of(parts: list[str]) -> str:
    """Give the country that stands among the last parts, as two letters, or nothing."""
    for part in reversed(parts[-3:]):
        if code := _countries().get(fold(part)):
            return code
    return ""


def _sure(parts: list[str], country: str, index: NameIndex) -> Found | None:
    name = " ".join(parts)
    if len(fold(name)) < _SHORTEST or fold(name) in _countries():
        return None
    best = [one for one in index.search(name, limit=5) if one.score >= SURE]
    if country:
        best = [one for one in best if one.country == country]
    if len(parts) > 1:
        best = [one for one in best if forms(one.name).words == forms(name).words]
    # Two of the same name cannot be told apart.
    return best[0] if len(best) == 1 else None


def _windows(count: int) -> Iterator[tuple[int, int]]:
    """Give ranges of parts, the widest first."""
    for width in range(min(_WIDEST, count), 0, -1):
        for begin in range(count - width + 1):
            yield begin, begin + width


@cache
def _countries() -> dict[str, str]:
    found = dict(_USUAL)
    for one in pycountry.countries:
        for name in (one.name, getattr(one, "official_name", ""), getattr(one, "common_name", "")):
            if name:
                found.setdefault(fold(name), one.alpha_2)
    return found
