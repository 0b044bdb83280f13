"""Parameters of analyses, as they stand in a query string beside the filters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeVar

from ..errors import NetworkError
from .filters import PARAMETERS, Filters

Choice = TypeVar("Choice", bound=StrEnum)
_YES: Final = frozenset({"yes", "true", "1"})
_NO: Final = frozenset({"no", "false", "0"})


@dataclass(frozen=True, slots=True)
class Parameters:
    """What an analysis was asked: its own parameters by name, and the filters."""

    own: Mapping[str, tuple[str, ...]]
    filters: Filters = field(default_factory=Filters)

    @classmethod
    def parse(cls, own: Iterable[str], given: Mapping[str, Iterable[str]]) -> "Parameters":
        """Tell the parameters of an analysis from filters; a name that is both is the analysis's.

        Raises:
            NetworkError: a name is neither, or a filter's value is not allowed.
        """
        names = frozenset(own)
        unknown = sorted(set(given) - names - PARAMETERS)
        if unknown:
            known = ", ".join(sorted(names)) or "none"
            raise NetworkError(
                f"There is no parameter “{unknown[0]}” here; there are the filters, and {known}."
            )
        stated = {
            name: tuple(text.strip() for text in texts if text.strip()) for name, texts in given.items()
        }
        mine = {name: texts for name, texts in stated.items() if name in names and texts}
        rest = {name: texts for name, texts in stated.items() if name not in names}
        return cls(mine, Filters.parse(rest))

    def texts(self, name: str) -> tuple[str, ...]:
        """Give all values of a parameter."""
        return self.own.get(name, ())

    def text(self, name: str, default: str | None = None) -> str:
        """Give the one value of a parameter.

        Raises:
            NetworkError: there are several, or none and no default.
        """
        values = self.own.get(name, ())
        if len(values) > 1:
            raise NetworkError(f"The parameter {name}= takes one value, not {len(values)}.")
        if not values and default is None:
            raise NetworkError(f"The parameter {name}= is missing.")
        return values[0] if values else str(default)

    def number(self, name: str, default: int, least: int = 1, most: int = 100_000) -> int:
        """Give a whole number.

        Raises:
            NetworkError: it is none, or out of bounds.
        """
        text = self.text(name, str(default))
        if not (text.isascii() and text.isdigit() and len(text) < 10 and least <= int(text) <= most):
            raise NetworkError(f"The parameter {name}={text} is not a whole number from {least} to {most}.")
        return int(text)

    def share(self, name: str, default: float) -> float:
        """Give a number between 0 and 1.

        Raises:
            NetworkError: it is none.
        """
        text = self.text(name, str(default))
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if not 0.0 <= number <= 1.0:
            raise NetworkError(f"The parameter {name}={text} is not a number from 0 to 1.")
        return number

    def flag(self, name: str) -> bool:
        """Give yes or no, by default no.

        Raises:
            NetworkError: it is neither.
        """
        text = self.text(name, "no").lower()
        if text not in _YES | _NO:
            raise NetworkError(f"The parameter {name}={text} is neither yes nor no.")
        return text in _YES

    def choice(self, name: str, options: type[Choice], default: Choice) -> Choice:
        """Give one of some words.

        Raises:
            NetworkError: it is none of them.
        """
        text = self.text(name, default.value)
        try:
            return options(text)
        except ValueError:
            allowed = ", ".join(options)
            raise NetworkError(
                f"The parameter {name}={text} is not understood; it may be {allowed}."
            ) from None
