"""What is brought up to date after changes is what computing everything gives."""

from collections.abc import Sequence
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.addresses import DEFAULT_BASE, Addresses, hp
from koinon.graph.inference import derive, derive_changed
from koinon.graph.inference.axioms import SUBCLASS, SUBPROPERTY
from koinon.graph.ingest import load_ontology
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI, Quad, Term, Triple, text, typed
from koinon.ontology.namespaces import OWL, RDF, ROLE, SKOS

ADDRESSES = Addresses()
INFERRED = ADDRESSES.graph("inferred")
TYPE = IRI(RDF + "type")
GRAPHS = [ADDRESSES.source_graph(name) for name in "xy"]


def iri(path: str) -> IRI:
    return IRI(DEFAULT_BASE + path)


ACTIVITIES = [iri(f"activity/{name}") for name in "pqr"]
INVOLVEMENTS = [iri(f"involvement/{number}") for number in range(6)]
ORGANISATIONS = [iri(f"organisation/{name}") for name in "abcd"]
COUNTRIES = [IRI(f"http://example.org/country/{name}") for name in "ST"]
TYPES = [iri(f"type/{name}") for name in "mn"]
DATES = [typed(2001, "gYear"), typed("2003-04", "gYearMonth"), typed("2003-04-05", "date"), text("one day")]
PLACES = [iri(f"place/{number}") for number in range(3)]


def _pool() -> list[Triple]:
    """All that sources may state here."""
    values: dict[IRI, tuple[Sequence[IRI], Sequence[Term]]] = {
        hp("involvement"): (ACTIVITIES, INVOLVEMENTS),
        hp("agent"): (INVOLVEMENTS, ORGANISATIONS),
        hp("role"): (INVOLVEMENTS, [IRI(ROLE + "organiser"), IRI(ROLE + "funder")]),
        hp("represents"): (INVOLVEMENTS, COUNTRIES),
        hp("country"): (ORGANISATIONS, COUNTRIES),
        hp("start"): (ACTIVITIES, DATES),
        hp("end"): (ACTIVITIES, DATES),
        hp("concerns"): (ACTIVITIES, TYPES),
        IRI(SKOS + "prefLabel"): (ORGANISATIONS, [text("Музей Ä", "ru"), text("MUSÉE")]),
        TYPE: (ACTIVITIES, [hp("Training"), hp("Activity"), hp("Project")]),
        hp("within"): (PLACES, PLACES),
        hp("partOf"): (ACTIVITIES, ACTIVITIES),
        IRI(SKOS + "broader"): (TYPES, TYPES),
    }
    return [
        Triple(subject, name, value)
        for name, (ones, others) in values.items()
        for subject in ones
        for value in others
    ]


#: What sources seldom state, because the rules conclude it.
ENTANGLED = [
    Triple(ACTIVITIES[0], hp("involves"), ORGANISATIONS[0]),
    Triple(ACTIVITIES[0], hp("organisedBy"), ORGANISATIONS[1]),
    Triple(ORGANISATIONS[0], hp("cooperatesWith"), ORGANISATIONS[1]),
    Triple(ADDRESSES.tie(*ORGANISATIONS[:2]), hp("between"), ORGANISATIONS[0]),
    Triple(ADDRESSES.tie(*ORGANISATIONS[:2]), hp("tieConcerns"), TYPES[0]),
    Triple(INVOLVEMENTS[0], hp("fromCountry"), COUNTRIES[0]),
]
POOL = _pool()
quads = st.sampled_from(POOL).flatmap(lambda one: st.sampled_from([Quad(*one, graph) for graph in GRAPHS]))
entangled = st.sampled_from(ENTANGLED).map(lambda one: Quad(*one, GRAPHS[0]))
#: Each step turns some quads over: what is there goes, what is not there comes.
steps = st.lists(st.sets(quads, min_size=1, max_size=12), min_size=1, max_size=4)


@cache
def axioms() -> frozenset[Quad]:
    """Keep what has consequences, and what tells that the vocabulary is this version's."""
    store = EmbeddedStore.memory()
    load_ontology(store, ADDRESSES)
    kinds = {OWL + name for name in ("SymmetricProperty", "TransitiveProperty", "Class")}
    names = {SUBCLASS, SUBPROPERTY, IRI(OWL + "inverseOf"), IRI(OWL + "equivalentClass")}
    return frozenset(
        quad
        for quad in store.quads()
        if quad.predicate in names or (quad.predicate == TYPE and quad.object in kinds)
    )


def derived_step_by_step(beginning: set[Quad], turned: list[set[Quad]]) -> EmbeddedStore:
    store = EmbeddedStore.memory([*axioms(), *beginning])
    store.apply(derive(store, ADDRESSES))
    for step in turned:
        held = {quad for quad in step if next(store.quads(*quad), None)}
        change = Change(frozenset(held), frozenset(step - held))
        store.apply(change)
        store.apply(derive_changed(store, ADDRESSES, [change]))
    return store


@given(st.sets(quads, max_size=60), steps)
def test_after_changes_it_is_what_computing_everything_gives(
    beginning: set[Quad], turned: list[set[Quad]]
) -> None:
    store = derived_step_by_step(beginning, turned)
    assert derive(store, ADDRESSES) == Change()


@given(st.sets(quads | entangled, max_size=60), st.lists(st.sets(quads | entangled, max_size=8), max_size=4))
def test_it_is_so_where_sources_state_what_the_rules_conclude(
    beginning: set[Quad], turned: list[set[Quad]]
) -> None:
    store = derived_step_by_step(beginning, turned)
    assert derive(store, ADDRESSES) == Change()


@given(st.sets(quads, max_size=40), st.sets(quads, min_size=1, max_size=8), st.sets(quads, max_size=8))
def test_several_changes_are_followed_at_once(
    beginning: set[Quad], first: set[Quad], second: set[Quad]
) -> None:
    store = EmbeddedStore.memory([*axioms(), *beginning])
    store.apply(derive(store, ADDRESSES))
    made = []
    for step in (first, second, first):
        held = {quad for quad in step if next(store.quads(*quad), None)}
        made.append(Change(frozenset(held), frozenset(step - held)))
        store.apply(made[-1])
    store.apply(derive_changed(store, ADDRESSES, made))
    assert derive(store, ADDRESSES) == Change()


def test_a_change_that_concerns_no_rule_computes_nothing() -> None:
    store = EmbeddedStore.memory([*axioms(), Quad(*POOL[0], GRAPHS[0])])
    store.apply(derive(store, ADDRESSES))
    remark = Change(added=frozenset({Quad(iri("x"), hp("phrase"), text("with"), GRAPHS[0])}))
    store.apply(remark)
    assert derive_changed(store, ADDRESSES, [remark]) == Change()


def test_a_store_of_an_earlier_version_is_computed_anew() -> None:
    involved = [Triple(ACTIVITIES[0], hp("involvement"), INVOLVEMENTS[0])]
    agents = [Triple(INVOLVEMENTS[0], hp("agent"), ORGANISATIONS[0])]
    store = EmbeddedStore.memory(Quad(*one, GRAPHS[0]) for one in involved + agents)
    remark = Change(added=frozenset({Quad(iri("x"), hp("phrase"), text("with"), GRAPHS[0])}))
    store.apply(remark)
    found = {quad.predicate for quad in derive_changed(store, ADDRESSES, [remark]).added}
    assert found == {hp("involves")}


def test_what_another_source_still_states_stays() -> None:
    both = [Quad(*one, graph) for one in _tied() for graph in GRAPHS]
    store = EmbeddedStore.memory([*axioms(), *both])
    store.apply(derive(store, ADDRESSES))
    before = set(store.quads(graph=INFERRED))
    withdrawn = Change(removed=frozenset(quad for quad in both if quad.graph == GRAPHS[0]))
    store.apply(withdrawn)
    assert derive_changed(store, ADDRESSES, [withdrawn]) == Change()
    assert before == set(store.quads(graph=INFERRED))


def _tied() -> list[Triple]:
    involved = [Triple(ACTIVITIES[0], hp("involvement"), one) for one in INVOLVEMENTS[:2]]
    agents = [
        Triple(one, hp("agent"), other)
        for one, other in zip(INVOLVEMENTS[:2], ORGANISATIONS[:2], strict=True)
    ]
    homes = [
        Triple(one, hp("country"), other) for one, other in zip(ORGANISATIONS[:2], COUNTRIES, strict=True)
    ]
    return [*involved, *agents, *homes, Triple(ACTIVITIES[0], hp("start"), typed(2003, "gYear"))]


def test_country_ties_count_the_activities_of_a_year() -> None:
    store = EmbeddedStore.memory(Quad(*one, GRAPHS[0]) for one in _tied())
    node = ADDRESSES.country_tie(COUNTRIES[0], COUNTRIES[1], 2003)
    found = {quad.triple for quad in derive(store, ADDRESSES).added if quad.subject == node}
    assert found == {
        Triple(node, TYPE, hp("CountryTie")),
        Triple(node, hp("betweenCountries"), COUNTRIES[0]),
        Triple(node, hp("betweenCountries"), COUNTRIES[1]),
        Triple(node, hp("inYear"), typed(2003, "integer")),
        Triple(node, hp("sharedActivities"), typed(1, "integer")),
    }
