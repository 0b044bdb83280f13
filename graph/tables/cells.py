"""Values of single cells; what does not parse is reported and left out."""

from enum import StrEnum
from typing import TypeVar

import pycountry

from ..partial_dates import PartialDate, partial_date
from .problems import Problems
from .rows import TableRow

_Kind = TypeVar("_Kind", bound=StrEnum)


def date_in(row: TableRow, column: str, problems: Problems) -> PartialDate | None:
    """Read a date of any precision."""
    if not row[column]:
        return None
    try:
        return partial_date(row[column])
    except ValueError as error:
        problems.add(row.number, column, f"{error} It was left out.")
        return None


def kind_in(row: TableRow, column: str, kinds: type[_Kind], problems: Problems) -> _Kind | None:
    """Read one of the names of a scheme, however it is cased and spaced."""
    written = "-".join(row[column].casefold().replace("_", " ").split())
    if not written:
        return None
    try:
        return kinds(written)
    except ValueError:
        problems.add(
            row.number, column, f"“{row[column]}” was left out; it must be one of {', '.join(kinds)}."
        )
        return None


def country_in(row: TableRow, column: str, problems: Problems) -> str | None:
    """Read one country."""
    codes = countries_in(row, column, problems)
    if len(codes) > 1:
        problems.add(row.number, column, f"Only one country can stand here; {codes[0]} was taken.")
    return codes[0] if codes else None


def countries_in(row: TableRow, column: str, problems: Problems) -> list[str]:
    """Read a list of countries as ISO 3166-1 alpha-2."""
    codes = []
    for item in row.items(column):
        if len(item) == 2 and pycountry.countries.get(alpha_2=item.upper()) is not None:
            codes.append(item.upper())
        else:
            problems.add(
                row.number,
                column,
                f"“{item}” is no country code of ISO 3166-1 (such as AZ); it was left out.",
            )
    return list(dict.fromkeys(codes))
