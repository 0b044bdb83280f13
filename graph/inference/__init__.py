"""The rules that fill the inferred graph: shortcuts, ties, and what the vocabulary's axioms imply."""

import logging
from collections.abc import Iterator

from ..addresses import Addresses
from ..store.seam import Change, Store
from ..terms import IRI, Quad, Triple
from .asserted import TYPE, Asserted
from .axioms import read_axioms
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
    asserted = Asserted(store, inferred)
    concluded = set(_by_rule(store, addresses))
    axioms = read_axioms(store, addresses.graph("ontology"))
    concluded.update(consequences({*premises(asserted, axioms), *concluded}, axioms))
    return _difference(store, inferred, due=_unasserted(asserted, concluded))


def _difference(store: Store, inferred: IRI, due: set[Triple]) -> Change:
    """Compare with what the inferred graph holds; of ``due``, only what it does not hold is left."""
    removed = set()
    for quad in store.quads(graph=inferred):
        if quad.triple in due:
            due.remove(quad.triple)
        else:
            removed.add(quad)
    return Change(frozenset(removed), frozenset(Quad(*triple, inferred) for triple in due))


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


def _unasserted(asserted: Asserted, concluded: set[Triple]) -> set[Triple]:
    """Leave out what a source, or the vocabulary, says itself; one pass over each property concerned."""
    left = set(concluded)
    for name in {triple.predicate for triple in concluded} - {TYPE}:
        left.difference_update(asserted.statements(name))
    # Types are most of a store: they are read class by class.
    for kind in {triple.object for triple in concluded if triple.predicate == TYPE}:
        left.difference_update(asserted.instances(IRI(kind)))
    return left
