"""Every statement about a thing: value, source, passage, rule. Sources that disagree stand side by side."""

from collections import defaultdict
from dataclasses import dataclass

from koinon.graph.addresses import hp
from koinon.graph.terms import IRI, Literal, Term
from koinon.ontology.namespaces import GEO, PROV, RDF, SKOS

from .involvements import Evidence
from .looking import Look
from .naming import Named
from .quoting import quoted
from .tables import short

# Shown on the page in places of their own, or many.
_ELSEWHERE = frozenset(
    {
        hp("involvement"),
        hp("involves"),
        hp("cooperatesWith"),
        # The same as numbers, and in lower case, for queries.
        *map(hp, ("startYear", "endYear", "fromCountry", "lowerLabel")),
        IRI(PROV + "wasDerivedFrom"),
        IRI(GEO + "hasGeometry"),
    }
)
_FIRST = (IRI(SKOS + "prefLabel"), IRI(SKOS + "altLabel"), IRI(RDF + "type"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is stated: the words, and the rule that read them."""

    evidence: Evidence
    rule: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement: its property, its value, and why it is stated; or the graphs that hold it."""

    property: Named
    value: Named | Literal
    reasons: tuple[Reason, ...]
    graphs: tuple[str, ...]


def facts(look: Look, thing: IRI) -> list[Fact]:
    """Read the statements about a thing."""
    held: dict[tuple[IRI, Term], set[str]] = defaultdict(set)
    for quad in look.store.quads(subject=thing):
        if quad.predicate not in _ELSEWHERE:
            held[quad.predicate, quad.object].add(quad.graph.rpartition("/graphs/")[2])
    reasons = _reasons(look, thing)
    found = [
        Fact(
            look.name(predicate),
            value if isinstance(value, Literal) else look.name(value),
            tuple(reasons.get((predicate, value), ())),
            tuple(sorted(graphs)),
        )
        for (predicate, value), graphs in held.items()
    ]
    return sorted(found, key=_order)


def _reasons(look: Look, thing: IRI) -> dict[tuple[IRI, Term], list[Reason]]:
    found: dict[tuple[IRI, Term], list[Reason]] = defaultdict(list)
    for row in look.rows("statement_evidence", thing=thing):
        passage = look.quote(IRI(str(row["passage"])))
        source = look.name(IRI(str(row["source"])))
        rule = row.get("rule")
        evidence = Evidence(passage.iri, source, quoted(passage, ()), passage.row)
        reason = Reason(evidence, rule.value if isinstance(rule, Literal) else None)
        found[IRI(str(row["predicate"])), row["value"]].append(reason)
    return found


def _order(fact: Fact) -> tuple[int, str, str]:
    iri = fact.property.iri
    value = fact.value.value if isinstance(fact.value, Literal) else fact.value.label
    return (_FIRST.index(iri) if iri in _FIRST else len(_FIRST)), short(iri), value
