"""The graph that ships: announcements and tables, with their licences and sources."""

from pathlib import Path

_HERE = Path(__file__).parent


def announcements() -> tuple[Path, ...]:
    """List the announcements that ship, each with its description beside it, in order of their dates."""
    return tuple(sorted((_HERE / "announcements").glob("*.txt")))


def tables() -> tuple[Path, ...]:
    """List the tables that ship; what their columns hold is said in README.md beside them."""
    return tuple(sorted((_HERE / "tables").glob("*.csv")))
