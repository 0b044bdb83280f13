"""Filters: which involvements make a network, and how."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final, Self, TypeVar
from urllib.parse import urlencode

import pycountry

from ..errors import NetworkError
from ..records import ActivityKind, Role

LAST_YEAR: Final = 9999


class Unit(StrEnum):
    """What the nodes of a network are."""

    ORGANISATION = "organisation"
    COUNTRY = "country"
    PLACE = "place"
    HERITAGE_TYPE = "heritage-type"


class Via(StrEnum):
    """What two nodes share where they are tied."""

    ACTIVITY = "activity"
    PROJECT = "project"


class Rollup(StrEnum):
    """Whether an office, a department or a committee counts as the body it belongs to."""

    NONE = "none"
    PARENT = "parent"


class Weight(StrEnum):
    """How strong a tie is (see ``ties``)."""

    ACTIVITIES = "activities"
    NEWMAN = "newman"
    ROLES = "roles"


Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Filters:
    """A network, described; equal descriptions of one generation give equal networks.

    Filters of the activity: ``kind``, ``heritage_type`` (with all narrower types) and ``country`` (it
    takes place there, or an organisation or a delegation of the country takes part). Filters of the
    single involvement: ``from_year`` and ``to_year`` (it overlaps these years, both included; what has
    no year is left out once either is given) and ``source`` (who states it). Several values of one
    filter widen it, several filters narrow each other.

    ``role`` restricts one end of a tie and ``with_role`` the other, whichever is which; both name the
    very role, not narrower ones. ``without`` leaves out activities or sources, by address: whether a
    ranking survives the loss of one is asked so. ``limit`` keeps that many nodes: the strongest.
    """

    unit: Unit = Unit.ORGANISATION
    via: Via = Via.ACTIVITY
    role: tuple[Role, ...] = ()
    with_role: tuple[Role, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    country: tuple[str, ...] = ()
    kind: tuple[ActivityKind, ...] = ()
    heritage_type: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rollup: Rollup = Rollup.NONE
    weight: Weight = Weight.ACTIVITIES
    min_weight: float = 0.0
    limit: int | None = None

    def __post_init__(self) -> None:
        """Order what is a set, and refuse years that run backwards.

        Raises:
            NetworkError: ``from`` is later than ``to``.
        """
        for name in ("role", "with_role", "country", "kind", "heritage_type", "source", "without"):
            object.__setattr__(self, name, tuple(sorted(set(getattr(self, name)))))
        if self.from_year is not None and self.to_year is not None and self.from_year > self.to_year:
            raise NetworkError(
                f"The filter from={self.from_year} is later than to={self.to_year}; exchange the two years."
            )

    @classmethod
    def parse(cls, parameters: Mapping[str, Iterable[str]]) -> Self:
        """Read filters as they stand in a query string: names with hyphens, each with its values.

        An empty value counts as not given. ``stated-by``, ``from-year`` and ``to-year`` are other
        names of ``source``, ``from`` and ``to``, for where these are the ends of a tie or of a path.

        Raises:
            NetworkError: a name is no filter, or a value is not allowed; the sentence says what is.
        """
        given: dict[str, list[str]] = {}
        for name, texts in parameters.items():
            given.setdefault(_ALIASES.get(name, name), []).extend(text.strip() for text in texts)
        unknown = sorted(set(given) - PARAMETERS)
        if unknown:
            raise NetworkError(f"There is no filter “{unknown[0]}”; filters are {', '.join(_READERS)}.")
        values: dict[str, Any] = {}
        for name, texts in given.items():
            if stated := [text for text in texts if text]:
                field_name, read = _READERS[name]
                values[field_name] = read(name, stated)
        return cls(**values)

    def as_dict(self) -> dict[str, str | int | float | list[str]]:
        """Give the filters that are set, named and ordered as in a query string.

        Unit, way, roll-up and weight are always given, so that a citation says all there is to know.
        """
        always = {"unit", "via", "rollup", "weight"}
        defaults = {field.name: field.default for field in fields(self)}
        described: dict[str, str | int | float | list[str]] = {}
        for name, (field_name, _) in _READERS.items():
            value = getattr(self, field_name)
            if name in always or value != defaults[field_name]:
                described[name] = [str(one) for one in value] if isinstance(value, tuple) else _plain(value)
        return described

    def as_query(self) -> str:
        """Write the filters as a query string, always in the same order."""
        return urlencode(self.as_dict(), doseq=True)


def _plain(value: str | float) -> str | int | float:
    return str(value) if isinstance(value, str) else value


def _one(name: str, values: list[str]) -> str:
    if len(set(values)) > 1:
        raise NetworkError(f"The filter {name}= takes one value, not {len(values)}: {', '.join(values)}.")
    return values[0]


def _choice(options: type[Choice]) -> Callable[[str, list[str]], Choice]:
    def read(name: str, values: list[str]) -> Choice:
        return _option(options, name, _one(name, values))

    return read


def _choices(options: type[Choice]) -> Callable[[str, list[str]], tuple[Choice, ...]]:
    def read(name: str, values: list[str]) -> tuple[Choice, ...]:
        return tuple(_option(options, name, value) for value in values)

    return read


def _option(options: type[Choice], name: str, value: str) -> Choice:
    try:
        return options(value)
    except ValueError:
        allowed = ", ".join(options)
        raise NetworkError(f"The filter {name}={value} is not understood; it may be {allowed}.") from None


def _year(name: str, values: list[str]) -> int:
    value = _one(name, values)
    if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= LAST_YEAR):
        raise NetworkError(f"The filter {name}={value} is not a year; give one such as {name}=2011.")
    return int(value)


def _limit(name: str, values: list[str]) -> int:
    value = _one(name, values)
    if not (value.isascii() and value.isdigit() and int(value[:9]) > 0):
        raise NetworkError(f"The filter {name}={value} is not a number of nodes; give one such as 300.")
    return int(value[:9])


def _weight(name: str, values: list[str]) -> float:
    value = _one(name, values)
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0.0 <= number < float("inf"):
        raise NetworkError(
            f"The filter {name}={value} is not a weight; give a number from 0 on, such as 1.5."
        )
    return number


def _countries(name: str, values: list[str]) -> tuple[str, ...]:
    for value in values:
        if len(value) != 2 or pycountry.countries.get(alpha_2=value.upper()) is None:
            raise NetworkError(
                f"The filter {name}={value} is not a country; give a code of ISO 3166-1, such as AZ."
            )
    return tuple(value.upper() for value in values)


def _texts(name: str, values: list[str]) -> tuple[str, ...]:
    return tuple(values)


#: Name in a query string → field, and how its values are read. The order is the canonical one.
_READERS: Final[dict[str, tuple[str, Callable[[str, list[str]], object]]]] = {
    "unit": ("unit", _choice(Unit)),
    "via": ("via", _choice(Via)),
    "role": ("role", _choices(Role)),
    "with-role": ("with_role", _choices(Role)),
    "from": ("from_year", _year),
    "to": ("to_year", _year),
    "country": ("country", _countries),
    "kind": ("kind", _choices(ActivityKind)),
    "heritage-type": ("heritage_type", _texts),
    "source": ("source", _texts),
    "without": ("without", _texts),
    "rollup": ("rollup", _choice(Rollup)),
    "weight": ("weight", _choice(Weight)),
    "min-weight": ("min_weight", _weight),
    "limit": ("limit", _limit),
}

_ALIASES: Final = {"stated-by": "source", "from-year": "from", "to-year": "to"}

#: The names of all filters, as they stand in a query string.
PARAMETERS: Final = frozenset(_READERS) | frozenset(_ALIASES)
