"""Involvements as statements: one node a tie, with its phrase and the words that state it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from ..addresses import country, hp, role
from ..records import Evidence, Involvement, Passage, Row
from ..terms import IRI, Triple, text, typed
from .facts import TYPE, Fact, Grounds, date_literal, grounds
from .scope import Scope

# Which field of an involvement's evidence points where; the rest is evidence of single facts.
_POINTERS = {"role": "evidence", "phrase": "phraseAt", "organisation": "mentionAt", "country": "mentionAt"}


class InvolvementStatements(NamedTuple):
    """Triples of involvements, the grounds of single facts about them, and all passages pointed to."""

    triples: list[Triple]
    grounds: list[Grounds]
    pointed: list[Passage | Row]


def involvement_statements(involvements: Iterable[Involvement], scope: Scope) -> InvolvementStatements:
    """State the ties of an account.

    A tie that is told twice in the same words is one node with the evidence of both; if the amounts, counts
    or dates differ, they are two.
    """
    made = InvolvementStatements([], [], [])
    first: dict[IRI, Involvement] = {}
    for involvement in involvements:
        node = _address(involvement, scope, figures="")
        known = first.setdefault(node, involvement)
        if _figures(known) != _figures(involvement):
            node = _address(involvement, scope, figures=_figures(involvement))
            known = first.setdefault(node, involvement)
        facts = list(_facts(node, involvement, scope))
        if known is not involvement:
            facts = [fact for fact in facts if fact.field != "order"]
        made.triples.append(Triple(scope.activities[involvement.activity], hp("involvement"), node))
        made.triples.extend(fact.triple for fact in facts)
        for pointer, item in _pointers(involvement):
            made.triples.append(
                Triple(node, hp(pointer), scope.addresses.passage(scope.source_id, item.where))
            )
            if pointer == "evidence":
                made.triples.append(Triple(node, hp("rule"), text(item.rule)))
            made.pointed.append(item.where)
        made.grounds.extend(
            grounds(facts, (item for item in involvement.evidence if item.field not in _POINTERS))
        )
    return made


def _address(involvement: Involvement, scope: Scope, figures: str) -> IRI:
    parts = [
        scope.organisations[involvement.organisation] if involvement.organisation is not None else "",
        country(involvement.country) if involvement.country is not None else "",
    ]
    agent = IRI("|".join(part for part in parts if part))
    activity = scope.activities[involvement.activity]
    words = f"{involvement.phrase}|{figures}" if figures else involvement.phrase
    return scope.addresses.involvement(scope.source_id, activity, agent, involvement.role, words)


def _figures(involvement: Involvement) -> str:
    figures = (
        involvement.amount,
        involvement.currency,
        involvement.count,
        involvement.start,
        involvement.end,
    )
    return "|".join("" if figure is None else str(figure) for figure in figures)


def _facts(node: IRI, involvement: Involvement, scope: Scope) -> Iterator[Fact]:
    yield Fact(Triple(node, TYPE, hp("Involvement")), "")
    if involvement.organisation is not None:
        yield Fact(Triple(node, hp("agent"), scope.organisations[involvement.organisation]), "")
    if involvement.country is not None:
        yield Fact(Triple(node, hp("represents"), country(involvement.country)), "")
    yield Fact(Triple(node, hp("role"), role(involvement.role)), "")
    if involvement.phrase:
        yield Fact(Triple(node, hp("phrase"), scope.words(involvement.phrase)), "")
    for field in ("order", "count"):
        number = getattr(involvement, field)
        if number is not None:
            yield Fact(Triple(node, hp(field), typed(number, "integer")), field)
    if involvement.amount is not None:
        yield Fact(Triple(node, hp("amount"), typed(_canonical(involvement.amount), "decimal")), "amount")
    if involvement.currency is not None:
        yield Fact(Triple(node, hp("currency"), text(involvement.currency)), "currency")
    for field, value in (("start", involvement.start), ("end", involvement.end)):
        if value is not None:
            yield Fact(Triple(node, hp(field), date_literal(value)), field)


def _pointers(involvement: Involvement) -> Iterator[tuple[str, Evidence]]:
    """Say what each piece of evidence is of; a tie always has words that state it, if it has any."""
    stating = any(item.field == "role" for item in involvement.evidence)
    for number, item in enumerate(involvement.evidence):
        if not stating and number == 0:
            yield "evidence", item
        if item.field in _POINTERS:
            yield _POINTERS[item.field], item


def _canonical(amount: Decimal) -> str:
    """Write a decimal as the engine keeps it: no exponent, no zero that says nothing."""
    written = f"{amount:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
