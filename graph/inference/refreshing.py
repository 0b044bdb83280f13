"""The inferred graph brought up to date by what changed, without computing all of it anew.

What the rules conclude is parted into units: an activity's shortcuts, a pair's tie, the country ties of a
year. The units that a change can touch are computed anew, from the statements as they are now; what the
axioms conclude of the differences follows. The outcome is the one that computing everything has, which
the tests try on random graphs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..addresses import Addresses
from ..store.seam import Change, Store
from ..terms import IRI, Literal, Quad, Term, Triple
from .asserted import TYPE, Asserted
from .axioms import Axioms
from .conveniences import of_dated, of_involvement, of_named
from .country_ties import COUNTED, CountryTie, country_tie_triples, country_ties
from .facts import (
    AGENT,
    CONCERNS,
    COUNTRY,
    END,
    INVOLVEMENT,
    LABEL,
    READ,
    REPRESENTS,
    ROLE,
    START,
    Engagement,
    engagement,
)
from .net import Before, Net, Stated
from .owl_rl import consequences, hierarchy
from .rules import (
    CLASSES,
    CONCLUDED,
    COOPERATES,
    DERIVED_FROM,
    OF_ACTIVITY,
    OF_DATED,
    OF_INVOLVEMENT,
    OF_NAMED,
)
from .shortcuts import shortcuts
from .steps import Steps
from .ties import MOST_ORGANISATIONS, pairs, tie_of, tie_triples


class EntangledError(Exception):
    """Sources state themselves what the rules conclude: then all must be computed anew."""


def refresh(store: Store, addresses: Addresses, net: Net, axioms: Axioms) -> Change:
    """Give the difference that changes make for the inferred graph, which was right before them.

    Raises:
        EntangledError: a source states something of what the rules conclude, or did so before.
    """
    if any(map(_entangled, net.all)):
        raise EntangledError
    return _Refreshing(store, addresses, net, axioms).change()


def _entangled(triple: Triple) -> bool:
    return triple.predicate in CONCLUDED or (triple.predicate == TYPE and triple.object in CLASSES)


class _Refreshing:
    def __init__(self, store: Store, addresses: Addresses, net: Net, axioms: Axioms) -> None:
        self._store = store
        self._addresses = addresses
        self._inferred = addresses.graph("inferred")
        self._net = net
        self._axioms = axioms
        self._steps = Steps(axioms)
        self._now = Stated(store, self._inferred)
        self._before = Before(self._now, net)
        self._engaged: dict[IRI, Engagement] = {}
        #: What the units concerned held in the inferred graph, and what they must hold.
        self._held: set[Triple] = set()
        self._due: set[Triple] = set()

    def change(self) -> Change:
        self._units()
        touched = self._net.all
        candidates = {*touched, *self._due, *self._held}
        for fact in chain(touched, self._due ^ self._held):
            candidates.update(self._steps.forwards(fact))
        concluded = set(hierarchy(self._axioms))
        if any(triple.predicate in self._steps.chained for triple in touched):
            concluded |= self._chained()
            candidates |= concluded
            for name in self._steps.chained:
                candidates.update(self._inferred_with(predicate=name))
        else:
            candidates = {one for one in candidates if one.predicate not in self._steps.chained}
        held = {one for one in candidates if one in self._held or self._is_inferred(one)}
        due = {one for one in candidates if self._is_due(one, concluded)}
        return Change(
            frozenset(Quad(*one, self._inferred) for one in held - due),
            frozenset(Quad(*one, self._inferred) for one in due - held),
        )

    def _chained(self) -> set[Triple]:
        """Compute anew what transitive properties conclude: few statements are of that kind."""
        asserted = Asserted(self._store, self._inferred)
        premises = [triple for name in self._steps.chained for triple in asserted.statements(name)]
        return {one for one in consequences(premises, self._axioms) if one.predicate in self._steps.chained}

    def _is_due(self, triple: Triple, concluded: set[Triple]) -> bool:
        if triple.subject == triple.object or self._now.holds(triple):
            return False
        return (
            triple in self._due
            or triple in concluded
            or any(self._is_fact(reason) for reason in self._steps.backwards(triple))
        )

    def _is_fact(self, triple: Triple) -> bool:
        """Tell whether a source states a triple, or a rule concludes it."""
        if triple in self._due or self._now.holds(triple):
            return True
        return triple.predicate in CONCLUDED and triple not in self._held and self._is_inferred(triple)

    def _is_inferred(self, triple: Triple) -> bool:
        return next(self._store.quads(*triple, self._inferred), None) is not None

    def _inferred_with(self, subject: IRI | None = None, predicate: IRI | None = None) -> Iterator[Triple]:
        return (quad.triple for quad in self._store.quads(subject, predicate, graph=self._inferred))

    def _units(self) -> None:
        """Compute the units anew that the changes concern."""
        concerned = _Concerned(self._now, self._net)
        for thing in concerned.dated:
            self._unit(thing, OF_DATED, of_dated(self._now, thing))
        for thing in concerned.named:
            self._unit(thing, OF_NAMED, of_named(self._now, thing))
        for involvement in concerned.involvements:
            # What nothing involves any more has no country either.
            found = of_involvement(self._now, involvement) if self._involved(involvement) else ()
            self._unit(involvement, OF_INVOLVEMENT, found)
        before = {activity: engagement(self._before, activity) for activity in concerned.activities}
        after = {activity: self._engagement(activity) for activity in concerned.activities}
        for activity in concerned.activities:
            self._unit(activity, OF_ACTIVITY, shortcuts(self._now, activity))
        self._ties(before, after)
        self._country_ties(before.values(), after.values())

    def _unit(self, subject: IRI, predicates: frozenset[IRI], due: Iterable[Triple]) -> None:
        self._held.update(one for one in self._inferred_with(subject) if one.predicate in predicates)
        self._due.update(due)

    def _involved(self, involvement: IRI) -> bool:
        return bool(self._now.subjects(INVOLVEMENT, involvement))

    def _engagement(self, activity: IRI) -> Engagement:
        if activity not in self._engaged:
            self._engaged[activity] = engagement(self._now, activity)
        return self._engaged[activity]

    def _node(self, node: IRI) -> set[Triple]:
        """Read the node of a tie.

        Raises:
            EntangledError: a source says something of it too.
        """
        quads = list(self._store.quads(node))
        if any(quad.graph != self._inferred for quad in quads):
            raise EntangledError
        return {quad.triple for quad in quads}

    def _ties(self, before: Mapping[IRI, Engagement], after: Mapping[IRI, Engagement]) -> None:
        touched: dict[tuple[IRI, IRI], set[IRI]] = {}
        for activity in before:
            if before[activity] != after[activity]:
                for pair in pairs(before[activity]):
                    touched.setdefault(pair, set())
                for pair in pairs(after[activity]):
                    touched.setdefault(pair, set()).add(activity)
        for (one, other), activities in touched.items():
            node = self._addresses.tie(one, other)
            held = self._node(node)
            both = (Triple(one, COOPERATES, other), Triple(other, COOPERATES, one))
            self._held.update(held, (triple for triple in both if self._is_inferred(triple)))
            shared = activities | {
                activity
                for triple in held
                if triple.predicate == DERIVED_FROM
                for activity in self._now.subjects(INVOLVEMENT, triple.object)
            }
            found = [
                engaged
                for engaged in map(self._engagement, sorted(shared))
                if {one, other} <= engaged.agents.keys() and len(engaged.agents) <= MOST_ORGANISATIONS
            ]
            if found:
                self._due.update(tie_triples(tie_of(one, other, found), self._addresses))

    def _country_ties(self, before: Iterable[Engagement], after: Iterable[Engagement]) -> None:
        growth: Counter[CountryTie] = Counter()
        for one in after:
            growth.update(country_ties(one))
        for one in before:
            growth.subtract(country_ties(one))
        counted: Counter[CountryTie] = Counter()
        for tie, grown in growth.items():
            if grown:
                held = self._node(self._addresses.country_tie(*tie))
                self._held |= held
                counted[tie] = grown + sum(
                    int(triple.object.value)
                    for triple in held
                    if triple.predicate == COUNTED and isinstance(triple.object, Literal)
                )
        self._due.update(country_tie_triples(counted, self._addresses))


class _Concerned:
    """The things whose units may differ after some changes."""

    def __init__(self, now: Stated, net: Net) -> None:
        self._now = now
        self._gone: defaultdict[tuple[IRI, Term], set[IRI]] = defaultdict(set)
        for subject, predicate, value in net.removed:
            self._gone[predicate, value].add(subject)
        self.activities: set[IRI] = set()
        self.involvements: set[IRI] = set()
        self.dated: set[IRI] = set()
        self.named: set[IRI] = set()
        for triple in net.all:
            if triple.predicate in READ:
                self._see(triple)
        for involvement in self.involvements:
            self.activities |= self._having(INVOLVEMENT, involvement)

    def _see(self, triple: Triple) -> None:
        subject, predicate, value = triple
        if predicate == LABEL:
            self.named.add(subject)
        elif predicate in {START, END}:
            self.dated.add(subject)
            self.activities.add(subject)
        elif predicate == CONCERNS:
            self.activities.add(subject)
        elif predicate == INVOLVEMENT and isinstance(value, IRI):
            self.activities.add(subject)
            self.involvements.add(value)
        elif predicate in {AGENT, ROLE, REPRESENTS}:
            self.involvements.add(subject)
        elif predicate == COUNTRY:
            self.involvements |= self._having(AGENT, subject)

    def _having(self, predicate: IRI, value: IRI) -> set[IRI]:
        """Give the things that have a value, or had it before."""
        return self._now.subjects(predicate, value) | self._gone.get((predicate, value), set())
