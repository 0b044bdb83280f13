"""The rules that fill the inferred graph: shortcuts, ties, and what the vocabulary's axioms imply."""

import logging
from collections.abc import Sequence
from typing import Final

from koinon.ontology.namespaces import OWL

from ..addresses import Addresses, hp
from ..store.seam import Change, Store
from ..terms import IRI, Quad, Triple
from .asserted import TYPE, Asserted
from .axioms import Axioms, read_axioms
from .facts import ReadFacts
from .net import net_of
from .owl_rl import consequences, premises
from .refreshing import EntangledError, refresh
from .rules import by_rule, engagements
from .ties import MOST_ORGANISATIONS, crowded

__all__ = ["crowded_activities", "derive", "derive_changed"]

_log = logging.getLogger(__name__)
# The last term that the rules came to conclude: an inferred graph that was made before lacks it.
_NEWEST: Final = Triple(hp("CountryTie"), TYPE, IRI(OWL + "Class"))


def derive(store: Store, addresses: Addresses) -> Change:
    """Compute what the inferred graph must hold now, and give the difference from what it holds.

    Activities too crowded to make ties are told to the log, and by ``crowded_activities``.
    """
    return _derive(store, addresses, read_axioms(store, addresses.graph("ontology")))


def derive_changed(store: Store, addresses: Addresses, changes: Sequence[Change]) -> Change:
    """Give what ``derive`` gives, after changes to an inferred graph that was right before them.

    Only what the changes concern is computed, unless the store holds nothing derived yet, was filled by an
    earlier version, or has sources that state ties themselves. ``changes`` are what was really changed, in
    order, all of it, and made already.
    """
    inferred, ontology = addresses.graph("inferred"), addresses.graph("ontology")
    axioms = read_axioms(store, ontology)
    current = next(store.quads(*_NEWEST, ontology), None) and next(store.quads(graph=inferred), None)
    if current and not any(quad.graph == ontology for one in changes for quad in (*one.added, *one.removed)):
        try:
            return refresh(store, addresses, net_of(store, changes, inferred), axioms)
        except EntangledError:
            _log.info("Sources state ties themselves: all that follows is computed anew.")
    return _derive(store, addresses, axioms)


def crowded_activities(store: Store, addresses: Addresses) -> dict[IRI, int]:
    """Count the organisations of each activity that has too many of them to make ties."""
    return crowded(engagements(ReadFacts(Asserted(store, addresses.graph("inferred")))))


def _derive(store: Store, addresses: Addresses, axioms: Axioms) -> Change:
    inferred = addresses.graph("inferred")
    asserted = Asserted(store, inferred)
    facts = ReadFacts(asserted)
    found = engagements(facts)
    for activity, count in crowded(found).items():
        _log.warning(
            "%s involves %d organisations; no ties are made of more than %d.",
            activity,
            count,
            MOST_ORGANISATIONS,
        )
    concluded = set(by_rule(facts, found, addresses))
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


def _unasserted(asserted: Asserted, concluded: set[Triple]) -> set[Triple]:
    """Leave out what a source, or the vocabulary, says itself; one pass over each property concerned."""
    left = set(concluded)
    for name in {triple.predicate for triple in concluded} - {TYPE}:
        left.difference_update(asserted.statements(name))
    # Types are most of a store: they are read class by class.
    for kind in {triple.object for triple in concluded if triple.predicate == TYPE}:
        left.difference_update(asserted.instances(IRI(kind)))
    return left
