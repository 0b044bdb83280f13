"""The graph that ships: announcements and tables, with their licences and sources."""

from pathlib import Path

_HERE = Path(__file__).parent


def announcements() -> tuple[Path, ...]:
    """List the announcements that ship, each with its description beside it, in order of their dates."""
    return tuple(sorted((_HERE / "announcements").glob("*.txt")))


def tables() -> tuple[Path, ...]:
    """List the tables that ship; what their columns hold is said in README.md beside them."""
    return tuple(sorted((_HERE / "tables").glob("*.csv")))


def lists() -> tuple[Path, ...]:
    """List the lists of facts that ship, each of which is read by its mapping."""
    return tuple(sorted((_HERE / "lists").glob("*.csv")))


def shipped() -> tuple[Path, ...]:
    """List everything that ships, in the order in which it is read."""
    return (*announcements(), *tables(), *lists())
