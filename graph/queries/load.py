"""Queries found by name."""

from functools import cache
from importlib.resources import files


@cache
def query(name: str) -> str:
    """Read the SPARQL text of ``name.rq``; its first line is a comment that says what it asks.

    Raises:
        FileNotFoundError: there is no such query, which is a fault of the program.
    """
    return (files(__package__) / f"{name}.rq").read_text(encoding="utf-8")
