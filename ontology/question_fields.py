"""Fields of the questions: the values in a query that anybody may change, each with what it means.

A field is a VALUES block of one row below a comment that names it: whoever reads the query finds it as
easily as a form does.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .competency import Question
from .concepts import Concept, SchemeName
from .load import concepts

_BLOCK: Final = re.compile(
    r"^[ \t]*# (?P<label>[^\n]+)\n[ \t]*VALUES "
    r"(?:\?(?P<name>\w+) \{ (?P<term>[^{}\n]+) \}|\((?P<names>[^()\n]+)\) \{ \((?P<terms>[^()\n]+)\) \})",
    re.MULTILINE,
)
_TERM: Final = re.compile(
    r'"(?P<text>(?:[^"\\]|\\.)*)"(?P<language>@[\w-]+)?|(?P<prefix>\w+):(?P<local>[\w-]+)|(?P<number>-?\d+)'
)
_SCHEMES: Final[Mapping[str, SchemeName]] = {
    "role": "roles",
    "kind": "organisation-kinds",
    "heritage": "heritage-types",
    "country": "countries",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A value that may be changed. ``kind`` is ``text``, ``number``, or the scheme it is taken from.

    ``value`` is what stands in the query, as people read it; ``start`` and ``end`` say where.
    """

    name: str
    label: str
    kind: str
    value: str
    start: int
    end: int


def fields(question: Question) -> tuple[Field, ...]:
    """Give the fields of a question in the order of its query."""
    return tuple(_fields(question.text))


def filled(question: Question, values: Mapping[str, str]) -> str:
    """Give the query of a question with other values in its fields; an empty value changes nothing.

    Raises:
        ValueError: there is no such field, or it cannot hold the value; the sentence says what it can.
    """
    known = fields(question)
    for name in values:
        if name not in {field.name for field in known}:
            those = ", ".join(field.name for field in known) or "none"
            raise ValueError(f"The question has no field “{name}”; its fields are: {those}.")
    text = question.text
    for field in reversed(known):
        if value := " ".join(values.get(field.name, "").split()):
            text = text[: field.start] + _written(field, value, text) + text[field.end :]
    return text


def options(kind: str) -> tuple[str, ...]:
    """Give what a field of a kind may hold, in English; nothing where it may hold anything."""
    scheme = next((scheme for scheme in _SCHEMES.values() if scheme == kind), None)
    return tuple(sorted(_name(one) for one in concepts(scheme))) if scheme else ()


def _fields(text: str) -> Iterator[Field]:
    for block in _BLOCK.finditer(text):
        group = "term" if block["name"] else "terms"
        terms = list(_TERM.finditer(text, block.start(group), block.end(group)))
        names = [block["name"]] if block["name"] else re.findall(r"\?(\w+)", block["names"])
        if len(terms) != len(names):
            continue  # several values of one variable: to be changed in the query itself
        labels = _labels(block["label"], names)
        for name, label, term in zip(names, labels, terms, strict=True):
            kind, value = _read(term)
            yield Field(name, label, kind, value, term.start(), term.end())


def _labels(comment: str, names: list[str]) -> list[str]:
    """Part what a comment says among several variables: “The country, the first and the last year”."""
    if len(names) == 1:
        return [comment]
    parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", comment)
    return [part[:1].upper() + part[1:] for part in parts] if len(parts) == len(names) else names


def _read(term: re.Match[str]) -> tuple[str, str]:
    if term["number"]:
        return "number", term["number"]
    if term["text"] is not None:
        return "text", re.sub(r"\\(.)", r"\1", term["text"])
    scheme = _SCHEMES.get(term["prefix"])
    if scheme is None:
        return "text", term[0]
    found = next((one for one in concepts(scheme) if _local(one) == term["local"]), None)
    return scheme, _name(found) if found else term["local"]


def _written(field: Field, value: str, text: str) -> str:
    """Write a value as the term that takes the place of a field's."""
    term = _TERM.match(text, field.start)
    if field.kind == "number":
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise ValueError(f"The field “{field.name}” holds a whole number, not “{value}”.")
        return value
    if term is None or term["text"] is not None:
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"{(term["language"] or "") if term else ""}'
    scheme = _SCHEMES.get(term["prefix"])
    found = _concept(scheme, value) if scheme else None
    if found is None:
        some = ", ".join(options(scheme)[:3]) if scheme else field.value
        raise ValueError(f"The field “{field.name}” cannot hold “{value}”; it holds one such as {some}.")
    return f"{term['prefix']}:{_local(found)}"


def _concept(scheme: SchemeName, value: str) -> Concept | None:
    """Find a concept by its notation, by the end of its address, or by its name in any language."""
    wanted = value.casefold()
    for one in concepts(scheme):
        names = {one.notation, _local(one), *one.labels.values()}
        if wanted in {name.casefold() for name in names}:
            return one
    return None


def _name(concept: Concept) -> str:
    return concept.labels.get("en", concept.notation)


def _local(concept: Concept) -> str:
    return concept.iri.rsplit("/", 1)[-1]
