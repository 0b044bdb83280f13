"""The words of cells as dates, numbers and countries, in the ways portals write them."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Final

import pycountry
from babel import Locale

from ..partial_dates import PartialDate, partial_date

#: The European Commission writes two countries by codes of its own (Interinstitutional Style Guide, 7.1.1).
_EU_CODES: Final = {"EL": "GR", "UK": "GB"}
#: As a format of dates: seconds since 1970.
SECONDS: Final = "seconds"
_LANGUAGES: Final = ("en", "fr", "es", "ru")
_ISO = re.compile(r"(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?:[T ]\d{2}:\d{2}.*)?")
_SIGNS = re.compile(r"[\s\u00a0\u202f'’€$£%]|EUR|USD|GBP", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")
# Names in use that neither ISO 3166 nor CLDR lists.
_NAMES: Final = {
    "czech republic": "CZ",
    "czechia": "CZ",
    "fyrom": "MK",
    "the former yugoslav republic of macedonia": "MK",
    "turkey": "TR",
    "russia": "RU",
    "ivory coast": "CI",
    "great britain": "GB",
    "holy see": "VA",
}


def date_of(words: str, formats: tuple[str, ...] = ()) -> PartialDate:
    """Read a date as ISO 8601, its time of day left out, or by one of the formats given (strptime).

    The format ``seconds`` is that of seconds since 1970, read as the day in Brussels.

    Raises:
        ValueError: it is none.
    """
    if match := _ISO.fullmatch(words):
        return partial_date(match[1])
    for form in formats:
        if form == SECONDS:
            return _day_of(words)
        try:
            day = datetime.strptime(words, form)
        except ValueError:
            continue
        return partial_date(day.strftime("%Y-%m-%d") if "%d" in form else day.strftime("%Y-%m"))
    raise ValueError(f"“{_short(words)}” is no date that can be read.")


def _day_of(seconds: str) -> PartialDate:
    if not re.fullmatch(r"\d{1,10}", seconds):
        raise ValueError(f"“{_short(seconds)}” is no number of seconds.")
    # Midnight there, which portals write for a day, is 22 or 23 o'clock of the day before in UTC.
    moment = datetime.fromtimestamp(int(seconds), UTC) + timedelta(hours=2)
    return partial_date(moment.strftime("%Y-%m-%d"))


def number_of(words: str, decimal: str = "") -> Decimal:
    """Read an amount with either decimal mark; a mark that may be either is refused, unless it is given.

    Raises:
        ValueError: it is no number, or one that can be read in two ways.
    """
    bare = _SIGNS.sub("", words)
    mark = decimal or _mark(bare, words)
    plain = bare.replace("." if mark == "," else ",", "").replace(mark, ".")
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"“{_short(words)}” is no number.")
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"“{_short(words)}” is no number.") from None


def _mark(bare: str, words: str) -> str:
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        return "." if bare.rfind(".") > bare.rfind(",") else ","
    if commas == 1 and re.search(r"^-?[1-9]\d{0,2},\d{3}$", bare):
        raise ValueError(f"“{_short(words)}” may be a thousand or a decimal fraction.")
    if points > 1:
        return ","
    return "," if commas == 1 else "."


def country_of(words: str) -> str:
    """Read a country as ISO 3166-1 alpha-2: from a code, the Commission's too, or a name in four languages.

    Raises:
        ValueError: there is no such country.
    """
    code = words.strip().upper()
    code = _EU_CODES.get(code, code)
    if len(code) == 2 and pycountry.countries.get(alpha_2=code) is not None:
        return code
    if len(code) == 3 and (found := pycountry.countries.get(alpha_3=code)) is not None:
        return str(found.alpha_2)
    known = _country_names().get(" ".join(words.casefold().split()))
    if known is None:
        raise ValueError(f"“{_short(words)}” is no country of ISO 3166-1.")
    return known


@cache
def _country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    codes = {country.alpha_2 for country in pycountry.countries}
    for language in _LANGUAGES:
        for code, name in Locale(language).territories.items():
            if code in codes:
                names[name.casefold()] = code
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name"):
            if name := getattr(country, field, None):
                names[name.casefold()] = country.alpha_2
    return names | _NAMES


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:60] + "…"
