"""Concepts of the schemes: notations, labels in four languages, hierarchy and matches."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

import pyoxigraph as ox

from .namespaces import SKOS

SchemeName = Literal["roles", "organisation-kinds", "heritage-types", "countries"]
SCHEMES: Final[tuple[SchemeName, ...]] = ("roles", "organisation-kinds", "heritage-types", "countries")

#: Values of one subject: predicate -> objects, in the order they are written.
_Description = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept, or a country. ``broader`` holds notations of the same scheme; matches are IRIs.

    Labels go by language (``en``, ``fr``, ``ru``, ``es``): one preferred, any number of others.
    """

    iri: str
    notation: str
    labels: Mapping[str, str]
    alt_labels: Mapping[str, tuple[str, ...]]
    broader: tuple[str, ...] = ()
    definition: str = ""
    exact_matches: tuple[str, ...] = ()
    close_matches: tuple[str, ...] = ()
    broad_matches: tuple[str, ...] = ()

    @property
    def all_labels(self) -> dict[str, tuple[str, ...]]:
        """Give every label by language, the preferred one first."""
        return {
            language: (label, *self.alt_labels.get(language, ())) for language, label in self.labels.items()
        }


def read_scheme(turtle: bytes) -> tuple[Concept, ...]:
    """Read the concepts of a scheme in the order of its file. What has no notation is no concept."""
    described = _descriptions(turtle)
    notations = {
        subject: values[f"{SKOS}notation"][0].value
        for subject, values in described.items()
        if f"{SKOS}notation" in values
    }
    return tuple(_concept(subject, described[subject], notations) for subject in notations)


def _descriptions(turtle: bytes) -> dict[str, _Description]:
    """Gather what is said of each named subject."""
    described: dict[str, _Description] = defaultdict(lambda: defaultdict(list))
    for statement in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
        if isinstance(statement.object, ox.NamedNode | ox.Literal):
            described[statement.subject.value][statement.predicate.value].append(statement.object)
    return described


def _concept(subject: str, values: _Description, notations: Mapping[str, str]) -> Concept:
    """Make a concept of what is said of it."""
    alternatives = defaultdict(list)
    for label in _literals(values, "altLabel"):
        alternatives[label.language or ""].append(label.value)
    definitions = _literals(values, "definition")
    return Concept(
        iri=subject,
        notation=notations[subject],
        labels=MappingProxyType(
            {label.language or "": label.value for label in _literals(values, "prefLabel")}
        ),
        alt_labels=MappingProxyType({language: tuple(labels) for language, labels in alternatives.items()}),
        broader=tuple(notations[parent] for parent in _iris(values, "broader")),
        definition=definitions[0].value if definitions else "",
        exact_matches=_iris(values, "exactMatch"),
        close_matches=_iris(values, "closeMatch"),
        broad_matches=_iris(values, "broadMatch"),
    )


def _literals(values: _Description, name: str) -> list[ox.Literal]:
    return [value for value in values.get(SKOS + name, ()) if isinstance(value, ox.Literal)]


def _iris(values: _Description, name: str) -> tuple[str, ...]:
    return tuple(value.value for value in values.get(SKOS + name, ()) if isinstance(value, ox.NamedNode))
