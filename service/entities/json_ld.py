"""Statements as JSON-LD one would like to read: one object, what it names inside it, short names.

The context holds only the names in use, so a description is complete on its own.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from koinon.graph.terms import IRI, Literal, Term, Triple
from koinon.ontology.namespaces import PREFIXES, RDF, XSD

_NATIVE: Mapping[str, Callable[[str], int | bool]] = {
    XSD + "integer": int,
    XSD + "boolean": lambda text: text == "true",
}
_TYPE = IRI(RDF + "type")
# Containers of values that are understood here; a name with another one is passed over.
_CONTAINERS = frozenset({"@set", "@language"})

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of the context: the predicate it stands for, and how its values are to be read."""

    name: str
    iri: str
    coercion: str | None
    language: str | None
    container: frozenset[str]


class Compaction:
    """Shortens names by a JSON-LD context (JSON-LD 1.1, section 4.1), noting which it used."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        entries = context.get("@context", context)
        self._entries = {**PREFIXES, **{name: value for name, value in entries.items() if name[0] != "@"}}
        self._prefixes = {
            name: value
            for name, value in self._entries.items()
            if isinstance(value, str) and value[-1:] in "/#" and ":" in value
        }
        self._names: dict[str, list[_Name]] = defaultdict(list)
        for name, value in self._entries.items():
            if name not in self._prefixes and (found := self._name(name, value)):
                self._names[found.iri].append(found)
        self.used: dict[str, Any] = {}

    def keyword(self, keyword: str) -> str:
        """Give the alias of a keyword such as ``@id``, where the context has one."""
        alias = next((str(name) for name, value in self._entries.items() if value == keyword), None)
        if alias is None:
            return keyword
        self.used[alias] = keyword
        return alias

    def key(self, predicate: IRI, values: Iterable[Term]) -> tuple[str, _Name | None]:
        """Choose the name of a predicate that reads all of these values rightly."""
        values = list(values)
        for name in self._names.get(predicate, ()):
            if name.container <= _CONTAINERS and all(_fits(name, value) for value in values):
                self._use(name.name)
                return name.name, name
        return self.short(predicate), None

    def type(self, iri: IRI) -> str:
        """Shorten the name of a class."""
        names = self._names.get(iri)
        if not names:
            return self.short(iri)
        self._use(names[0].name)
        return names[0].name

    def short(self, iri: str) -> str:
        """Shorten an IRI by a prefix, where one fits."""
        for prefix, start in self._prefixes.items():
            if iri.startswith(start) and len(iri) > len(start):
                self._use(prefix)
                return f"{prefix}:{iri[len(start) :]}"
        return iri

    def _use(self, name: str) -> None:
        if name in self.used:
            return
        entry = self._entries[name]
        self.used[name] = entry
        for part in [entry] if isinstance(entry, str) else [entry.get("@id", ""), entry.get("@type", "")]:
            prefix = str(part).partition(":")[0]
            if prefix in self._prefixes and prefix != name:
                self._use(prefix)

    def _name(self, name: str, value: Any) -> _Name | None:
        if isinstance(value, str):
            return None if value[0] == "@" else _Name(name, self._expanded(value), None, None, frozenset())
        if not isinstance(value, dict) or "@reverse" in value or "@context" in value:
            return None
        kind = value.get("@type")
        coercion = kind if kind is None or kind[0] == "@" else self._expanded(kind)
        iri = self._expanded(value.get("@id", name))
        container = value.get("@container") or []
        held = frozenset([container] if isinstance(container, str) else container)
        return _Name(name, iri, coercion, value.get("@language"), held)

    def _expanded(self, name: str) -> str:
        prefix, colon, rest = name.partition(":")
        start = self._entries.get(prefix)
        return f"{start}{rest}" if colon and isinstance(start, str) else name


def json_ld(triples: Iterable[Triple], about: IRI, context: Mapping[str, Any]) -> bytes:
    """Write triples as one JSON-LD object that describes ``about``.

    What it names stands inside it, once; what nothing reaches stands beside it under ``@included``.
    """
    compaction = Compaction(context)
    described = _by_subject(triples)
    written: set[IRI] = set()
    root = _node(about, described, compaction, written)
    beside = [_node(one, described, compaction, written) for one in described if one not in written]
    if beside:
        root["@included"] = beside
    return json.dumps({"@context": compaction.used, **root}, ensure_ascii=False, indent=2).encode()


def _by_subject(triples: Iterable[Triple]) -> dict[IRI, dict[IRI, list[Term]]]:
    described: dict[IRI, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in sorted(set(triples), key=lambda one: tuple(map(str, one))):
        described[subject][predicate].append(value)
    return dict(described)


def _node(
    iri: IRI, described: Mapping[IRI, Mapping[IRI, list[Term]]], compaction: Compaction, written: set[IRI]
) -> Node:
    node: Node = {compaction.keyword("@id"): iri}
    if iri in written or iri not in described:
        return node
    written.add(iri)
    properties = described[iri]
    if _TYPE in properties:
        kinds = [compaction.type(IRI(str(kind))) for kind in properties[_TYPE]]
        node[compaction.keyword("@type")] = _valued(kinds, None)
    for predicate, values in properties.items():
        if predicate == _TYPE:
            continue
        key, name = compaction.key(predicate, values)
        if name and "@language" in name.container:
            node[key] = _by_language(values, name)
            continue
        node[key] = _valued(
            [
                _reference(value, name, described, compaction, written)
                if isinstance(value, IRI)
                else _literal(value, name, compaction)
                for value in values
            ],
            name,
        )
    return node


def _by_language(values: Iterable[Term], name: _Name) -> dict[str, Any]:
    found: dict[str, list[str]] = defaultdict(list)
    for value in values:
        assert isinstance(value, Literal)
        found[value.language or "@none"].append(value.value)
    return {language: _valued(texts, name) for language, texts in found.items()}


def _reference(
    iri: IRI,
    name: _Name | None,
    described: Mapping[IRI, Mapping[IRI, list[Term]]],
    compaction: Compaction,
    written: set[IRI],
) -> Node | str:
    if iri in described and iri not in written:
        return _node(iri, described, compaction, written)
    if name and name.coercion == "@id":
        return str(iri)
    return {compaction.keyword("@id"): str(iri)}


def _literal(literal: Literal, name: _Name | None, compaction: Compaction) -> Any:
    if literal.language is not None:
        if name and name.language == literal.language:
            return literal.value
        return {"@value": literal.value, "@language": literal.language}
    if (native := _NATIVE.get(literal.datatype)) and _canonical(literal):
        return native(literal.value)
    if literal.datatype == XSD + "string" or (name and name.coercion == literal.datatype):
        return literal.value
    return {"@value": literal.value, "@type": compaction.short(literal.datatype)}


def _fits(name: _Name, value: Term) -> bool:
    if "@language" in name.container:
        return isinstance(value, Literal) and value.language is not None
    if isinstance(value, IRI):
        return name.coercion in {"@id", None} and name.language is None
    if value.language is not None:
        return name.coercion is None
    if value.datatype == XSD + "string":
        return name.coercion in {None, XSD + "string"} and name.language is None
    return name.coercion in {None, value.datatype} and name.language is None


def _canonical(literal: Literal) -> bool:
    try:
        return literal.value in {"true", "false"} or str(int(literal.value)) == literal.value
    except ValueError:
        return False


def _valued(values: list[Any], name: _Name | None) -> Any:
    as_list = len(values) != 1 or (name is not None and "@set" in name.container)
    return values if as_list else values[0]
