"""What became of one file: a result, or a sentence that says why there is none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ..errors import KoinonError

Result = TypeVar("Result")
Work = Callable[[Path], Result]


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What became of one file; where ``problem`` is given there is no ``result``."""

    path: Path
    result: Result | None = None
    problem: str | None = None


def outcome_of(work: Work[Result], path: Path) -> Outcome[Result]:
    """Do the work on one file, and catch whatever it raises."""
    try:
        return Outcome(path, work(path))
    except KoinonError as error:
        return Outcome(path, problem=str(error))
    except Exception as error:  # noqa: BLE001 - one file never stops the rest, whatever is wrong with it
        said = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Outcome(path, problem=f"{path} was left out, for its reader failed ({said}).")


def lost(path: Path) -> Outcome[Result]:
    """Give the outcome of a file whose process ended without an answer."""
    return Outcome(path, problem=f"{path} was left out, for the process that read it was ended.")
