"""The vocabulary's files, as they ship with the package. Nothing is read before it is asked for."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from .competency import Question, read_question
from .concepts import Concept, SchemeName, read_scheme

__all__ = [
    "Concept",
    "Question",
    "SchemeName",
    "alignment_turtle",
    "concepts",
    "context",
    "ontology_turtle",
    "questions",
    "shapes_turtle",
]

_ROOT = files(__package__)


def _entries(folder: Traversable, suffix: str) -> Iterator[Traversable]:
    """Give a folder's files of one kind in the order of their names."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(suffix):
            yield entry


@cache
def _turtle(folder: str) -> tuple[tuple[str, bytes], ...]:
    """Read the Turtle files of a folder (``""`` is the vocabulary's own): name without suffix, bytes."""
    place = _ROOT.joinpath(folder) if folder else _ROOT
    prefix = f"{folder}/" if folder else ""
    return tuple(
        (prefix + entry.name.removesuffix(".ttl"), entry.read_bytes()) for entry in _entries(place, ".ttl")
    )


def ontology_turtle() -> dict[str, bytes]:
    """Give the Turtle of the vocabulary by name: ``core``, its modules, ``schemes/roles`` …"""
    return dict(_turtle("") + _turtle("schemes"))


def shapes_turtle() -> bytes:
    """Give all shapes as one Turtle document."""
    return b"\n".join(turtle for _, turtle in _turtle("shapes"))


def alignment_turtle() -> dict[str, bytes]:
    """Give the Turtle of each alignment by the name of the neighbour: ``prov-o``, ``schema-org`` …"""
    return {name.removeprefix("alignments/"): turtle for name, turtle in _turtle("alignments")}


@cache
def _context() -> bytes:
    return _ROOT.joinpath("context.jsonld").read_bytes()


def context() -> dict[str, Any]:
    """Give the JSON-LD 1.1 context, as it stands under ``@context``."""
    document: dict[str, Any] = json.loads(_context())
    return dict(document["@context"])


@cache
def concepts(scheme: SchemeName) -> tuple[Concept, ...]:
    """Give a scheme's concepts in the order of its file, an organiser before its co-organiser."""
    return read_scheme(_ROOT.joinpath("schemes", f"{scheme}.ttl").read_bytes())


@cache
def questions() -> tuple[Question, ...]:
    """Give the competency questions in the order of their numbers."""
    folder = _ROOT.joinpath("questions")
    return tuple(read_question(entry, folder) for entry in _entries(folder, ".rq"))
