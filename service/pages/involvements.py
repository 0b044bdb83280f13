"""Involvements as pages show them: who, in what, in which role, in which words."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from koinon.graph.addresses import hp
from koinon.graph.records import Role
from koinon.graph.terms import IRI, Literal, Term
from koinon.ontology.namespaces import ROLE

from .dates import Period, period
from .looking import Look
from .naming import Named
from .quoting import Passage, Piece, plain, quoted

_ORDER = {IRI(ROLE + role): position for position, role in enumerate(Role)}

Properties = dict[IRI, list[Term]]
#: What is said of involvements, by activity and involvement.
Said = dict[tuple[IRI, IRI], Properties]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that state something: where they stand, and how they read with the marked ones."""

    passage: IRI
    source: Named | None
    pieces: tuple[Piece, ...]
    row: str | None

    @property
    def cells(self) -> tuple[str, ...]:
        """Give the cells of a row that say something to a reader: all but empty ones and addresses."""
        if not self.row:
            return ()
        cells = next(csv.reader([plain(self.pieces)]), [])
        return tuple(cell.strip() for cell in cells if cell.strip() and "://" not in cell)


@dataclass(frozen=True, slots=True)
class Involvement:
    """One tie between an activity and who takes part in it."""

    iri: IRI
    activity: Named
    when: Period
    organisation: Named | None
    country: Named | None
    role: Named | None
    phrase: Literal | None
    count: str | None
    amount: str | None
    evidence: tuple[Evidence, ...]
    marked: tuple[tuple[Passage, str], ...]
    rules: tuple[str, ...]
    order: int


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest involvements, and how many there are of all: in how many activities, by role, by year.

    ``roles`` count the activities in which each was played, ``years`` those that began in each.
    """

    shown: list[Involvement]
    total: int
    activities: int
    roles: list[tuple[Named, int]]
    years: list[tuple[int, int]]


def involvements(look: Look, query_name: str, **bindings: Term) -> list[Involvement]:
    """Read the involvements that a query gives as rows of activity, involvement, property and value."""
    return _read(look, _said(look, query_name, **bindings))


def latest(look: Look, query_name: str, most: int, **bindings: Term) -> Latest:
    """Read the newest of the involvements that a query gives, and count them all."""
    said = _said(look, query_name, **bindings)
    years = {key: period(look, key[0]).year or "" for key in said}
    newest = sorted(said, key=lambda key: (years[key], key), reverse=True)[:most]
    begun = Counter(int(year) for _, year in {(key[0], years[key]) for key in said} if year.isdigit())
    played = {(key[0], role) for key, one in said.items() for role in one.get(hp("role"), ())}
    roles = Counter(str(role) for _, role in played)
    return Latest(
        _read(look, {key: said[key] for key in newest}),
        len(said),
        len({activity for activity, _ in said}),
        [(look.name(IRI(role)), count) for role, count in roles.most_common()],
        sorted(begun.items()),
    )


def some_involvements(look: Look, query_name: str, **bindings: Term) -> list[Involvement]:
    """Read the involvements that a query names; it says itself how many it gives."""
    said: Said = {}
    for iri in look.things(query_name, "involvement", **bindings):
        properties: Properties = defaultdict(list)
        for predicate, value in {(quad.predicate, quad.object) for quad in look.store.quads(iri)}:
            properties[predicate].append(value)
        for quad in look.store.quads(None, hp("involvement"), iri):
            said[quad.subject, iri] = properties
    return _read(look, said)


def _said(look: Look, query_name: str, **bindings: Term) -> Said:
    said: Said = defaultdict(lambda: defaultdict(list))
    for row in look.rows(query_name, **bindings):
        key = IRI(str(row["activity"])), IRI(str(row["involvement"]))
        said[key][IRI(str(row["property"]))].append(row["value"])
    return said


def _read(look: Look, said: Said) -> list[Involvement]:
    found = [_involvement(look, activity, iri, properties) for (activity, iri), properties in said.items()]
    return sorted(found, key=_role_order)


def newest_first(found: Iterable[Involvement]) -> list[tuple[str, list[Involvement]]]:
    """Group involvements by the year their activity begins, the newest first, the undated last."""
    by_year: dict[str, list[Involvement]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.activity.label, _role_order(one))):
        by_year[one.when.year or ""].append(one)
    return sorted(by_year.items(), key=lambda item: item[0], reverse=True)


def by_role(found: Iterable[Involvement]) -> list[tuple[Named | None, list[Involvement]]]:
    """Group involvements by role, in the order of the roles."""
    groups: dict[IRI | None, list[Involvement]] = defaultdict(list)
    for one in sorted(found, key=_role_order):
        groups[one.role.iri if one.role else None].append(one)
    return [(group[0].role, group) for group in groups.values()]


def same_words(look: Look, found: Iterable[Involvement]) -> list[list[Involvement]]:
    """Group involvements that the same words state; all but the last of a group leave the words to it.

    The words are quoted with the marks of all of them.
    """
    groups: dict[tuple[IRI, ...], list[Involvement]] = defaultdict(list)
    for one in found:
        groups[tuple(evidence.passage for evidence in one.evidence) or (one.iri,)].append(one)
    return [_sharing(look, group) for group in groups.values()]


def _sharing(look: Look, group: list[Involvement]) -> list[Involvement]:
    marked = {mark for one in group for mark in one.marked}
    shared = tuple(
        replace(evidence, pieces=quoted(look.quote(evidence.passage), marked))
        for evidence in group[-1].evidence
    )
    return [*(replace(one, evidence=()) for one in group[:-1]), replace(group[-1], evidence=shared)]


def by_activity(found: Iterable[Involvement]) -> list[tuple[Named, list[Involvement]]]:
    """Group involvements by activity, the earliest first."""
    groups: dict[IRI, list[Involvement]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (one.when.year or "9999", one.activity.label, _role_order(one))):
        groups[one.activity.iri].append(one)
    return [(group[0].activity, group) for group in groups.values()]


def _involvement(look: Look, activity: IRI, iri: IRI, said: Properties) -> Involvement:
    marked = _marked(look, said)
    return Involvement(
        iri,
        look.name(activity),
        period(look, iri) if hp("start") in said else period(look, activity),
        _first_named(look, said, "agent"),
        _first_named(look, said, "represents"),
        _first_named(look, said, "role"),
        next((text for text in said.get(hp("phrase"), ()) if isinstance(text, Literal)), None),
        _first_text(said, "count"),
        _amount(said),
        _evidence(look, said, marked),
        marked,
        tuple(sorted(value.value for value in said.get(hp("rule"), ()) if isinstance(value, Literal))),
        int(_first_text(said, "order") or 0),
    )


def _marked(look: Look, said: Properties) -> tuple[tuple[Passage, str], ...]:
    return tuple(
        (look.quote(where), what)
        for name, what in (("phraseAt", "phrase"), ("mentionAt", "organisation"))
        for where in said.get(hp(name), ())
        if isinstance(where, IRI)
    )


def _evidence(look: Look, said: Properties, marked: Iterable[tuple[Passage, str]]) -> tuple[Evidence, ...]:
    passages = [look.quote(one) for one in said.get(hp("evidence"), ()) if isinstance(one, IRI)]
    return tuple(
        Evidence(
            passage.iri,
            look.name(passage.source) if passage.source else None,
            quoted(passage, marked),
            passage.row,
        )
        for passage in sorted(passages, key=lambda one: one.iri)
    )


def _first_named(look: Look, said: Properties, name: str) -> Named | None:
    found = sorted(value for value in said.get(hp(name), ()) if isinstance(value, IRI))
    return look.name(found[0]) if found else None


def _first_text(said: Properties, name: str) -> str | None:
    return next((value.value for value in said.get(hp(name), ()) if isinstance(value, Literal)), None)


def _amount(said: Properties) -> str | None:
    amount = _first_text(said, "amount")
    return f"{amount} {_first_text(said, 'currency') or ''}".strip() if amount else None


def _role_order(one: Involvement) -> tuple[int, int, str]:
    rank = _ORDER.get(one.role.iri, len(_ORDER)) if one.role else len(_ORDER)
    return rank, one.order, one.organisation.label if one.organisation else ""
