"""The rules that fill the inferred graph: shortcuts, ties, and what the vocabulary's axioms imply."""

import logging
from collections.abc import Iterator
from itertools import chain

from ..addresses import Addresses
from ..store.seam import Change, Store
from ..terms import IRI, Quad, Triple
from .axioms import TYPE, read_axioms
from .owl_rl import consequences, premises
from .participations import participations
from .shortcuts import shortcuts
from .ties import MOST_ORGANISATIONS, activity_years, attendance, crowded, tie_triples, ties

__all__ = ["crowded_activities", "derive"]

_log = logging.getLogger(__name__)


def derive(store: Store, addresses: Addresses) -> Change:
    """Compute what the inferred graph must hold now, and give the difference from what it holds.

    Activities too crowded to make ties are told to the log, and by ``crowded_activities``.
    """
    inferred = addresses.graph("inferred")
    concluded = set(_by_rule(store, addresses))
    axioms = read_axioms(store, addresses.graph("ontology"))
    facts = {*premises(store, axioms, inferred), *concluded}
    concluded.update(consequences(facts, axioms))
    due = {Quad(*triple, inferred) for triple in _unasserted(store, concluded, inferred)}
    held = set(store.quads(graph=inferred))
    return Change(removed=frozenset(held - due), added=frozenset(due - held))


def crowded_activities(store: Store) -> dict[IRI, int]:
    """Count the organisations of each activity that has too many of them to make ties."""
    return crowded(attendance(participations(store)))


def _by_rule(store: Store, addresses: Addresses) -> Iterator[Triple]:
    taking_part = list(participations(store))
    yield from shortcuts(taking_part)
    attending = attendance(taking_part)
    for activity, count in crowded(attending).items():
        _log.warning(
            "%s involves %d organisations; no ties are made of more than %d.",
            activity,
            count,
            MOST_ORGANISATIONS,
        )
    for tie in ties(attending, activity_years(store)):
        yield from tie_triples(tie, addresses)


def _unasserted(store: Store, concluded: set[Triple], inferred: IRI) -> set[Triple]:
    """Leave out what a source, or the vocabulary, says itself; one pass over each predicate concerned."""
    left = set(concluded)
    # Types are most of a store: they are read class by class.
    kinds = {triple.object for triple in concluded if triple.predicate == TYPE}
    names = {triple.predicate for triple in concluded} - {TYPE}
    typed = (store.quads(predicate=TYPE, object=kind) for kind in kinds)
    stated = (store.quads(predicate=name) for name in names)
    for quad in chain.from_iterable(chain(typed, stated)):
        if quad.graph != inferred:
            left.discard(quad.triple)
    return left
