from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.addresses import DEFAULT_BASE, Addresses, hp
from koinon.graph.inference import crowded_activities, derive
from koinon.graph.inference.ties import MOST_ORGANISATIONS
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI, Literal, Quad, Triple, typed
from koinon.ontology.namespaces import PROV, RDF, ROLE

ADDRESSES = Addresses()
INFERRED = ADDRESSES.graph("inferred")
DERIVED_FROM = IRI(PROV + "wasDerivedFrom")

StoreOf = Callable[[str], EmbeddedStore]


def iri(path: str) -> IRI:
    return IRI(DEFAULT_BASE + path)


def inferred(store: EmbeddedStore) -> set[Triple]:
    store.apply(derive(store, ADDRESSES))
    return {quad.triple for quad in store.quads(graph=INFERRED)}


TRAINING = """
GRAPH <graphs/source/s> {
    <activity/t> a hp:Training, hp:Activity ;
        hp:start "2013-10-30"^^xsd:date ; hp:end "2013-11-03"^^xsd:date ;
        hp:involvement <i/1>, <i/2>, <i/3> .
    <i/1> a hp:Involvement ; hp:agent <organisation/a> ; hp:role role:organiser .
    <i/2> a hp:Involvement ; hp:agent <organisation/b> ; hp:role role:funder .
    <i/3> a hp:Involvement ; hp:represents country:AZE ; hp:role role:participant .
}
"""


def test_a_role_becomes_its_shortcuts_and_every_role_involves(store_of: StoreOf) -> None:
    training, a, b = iri("activity/t"), iri("organisation/a"), iri("organisation/b")
    found = {triple for triple in inferred(store_of(TRAINING)) if triple.subject == training}
    assert found == {
        Triple(training, hp("involves"), a),
        Triple(training, hp("organisedBy"), a),
        Triple(training, hp("involves"), b),
        Triple(training, hp("supportedBy"), b),
        Triple(training, hp("fundedBy"), b),
        Triple(training, hp("startYear"), typed(2013, "integer")),
        Triple(training, hp("endYear"), typed(2013, "integer")),
    }


def test_a_tie_names_both_its_weight_its_years_and_what_it_comes_from(store_of: StoreOf) -> None:
    tie = ADDRESSES.tie(iri("organisation/a"), iri("organisation/b"))
    found = inferred(store_of(TRAINING))
    assert {triple for triple in found if triple.subject == tie and triple.predicate.startswith(hp(""))} == {
        Triple(tie, hp("between"), iri("organisation/a")),
        Triple(tie, hp("between"), iri("organisation/b")),
        Triple(tie, hp("sharedActivities"), typed(1, "integer")),
        Triple(tie, hp("weight"), typed(1, "decimal")),
        Triple(tie, hp("firstYear"), typed(2013, "integer")),
        Triple(tie, hp("lastYear"), typed(2013, "integer")),
    }
    assert {triple.object for triple in found if triple.predicate == DERIVED_FROM} == {iri("i/1"), iri("i/2")}


def test_cooperation_holds_both_ways_and_never_with_oneself(store_of: StoreOf) -> None:
    a, b = iri("organisation/a"), iri("organisation/b")
    pairs = {
        (t.subject, t.object) for t in inferred(store_of(TRAINING)) if t.predicate == hp("cooperatesWith")
    }
    assert pairs == {(a, b), (b, a)}


def test_an_activity_of_two_sources_counts_once_and_rests_on_the_words_of_both(store_of: StoreOf) -> None:
    second = """
    GRAPH <graphs/source/z> {
        <activity/t> a hp:Training, hp:Activity ; hp:start "2014"^^xsd:gYear ;
            hp:involvement <i/4>, <i/5>, <i/6> .
        <i/4> hp:agent <organisation/a> ; hp:role role:partner .
        <i/5> hp:agent <organisation/b> ; hp:role role:partner .
        <i/6> hp:agent <organisation/a> ; hp:role role:host .
    }
    """
    found = inferred(store_of(TRAINING + second))
    assert [t.object for t in found if t.predicate == hp("sharedActivities")] == [typed(1, "integer")]
    assert [t.object for t in found if t.predicate == hp("weight")] == [typed(1, "decimal")]
    sources = {t.object for t in found if t.predicate == DERIVED_FROM}
    assert sources == {iri(f"i/{number}") for number in (1, 2, 4, 5, 6)}


def test_weights_add_one_over_the_others_of_each_shared_activity(store_of: StoreOf) -> None:
    more = """
    GRAPH <graphs/source/p> {
        <activity/p> a hp:Project, hp:Activity ; hp:end "2008-05"^^xsd:gYearMonth ;
            hp:involvement <p/1>, <p/2>, <p/3>, <p/4> .
        <p/1> hp:agent <organisation/a> . <p/2> hp:agent <organisation/b> .
        <p/3> hp:agent <organisation/c> . <p/4> hp:agent <organisation/d> .
    }
    """
    found = inferred(store_of(TRAINING + more))
    tie = ADDRESSES.tie(iri("organisation/b"), iri("organisation/a"))
    values = {t.predicate: t.object for t in found if t.subject == tie and isinstance(t.object, Literal)}
    assert values == {
        hp("sharedActivities"): typed(2, "integer"),
        hp("weight"): typed("1.333333", "decimal"),
        hp("firstYear"): typed(2008, "integer"),
        hp("lastYear"): typed(2013, "integer"),
    }


def test_what_is_dated_by_no_date_has_no_years(store_of: StoreOf) -> None:
    store = store_of(
        """GRAPH <graphs/source/s> {
        <activity/t> a hp:Activity ; hp:start "some day" ; hp:involvement <i/1>, <i/2> .
        <i/1> hp:agent <organisation/a> . <i/2> hp:agent <organisation/b> . }"""
    )
    assert not {hp("firstYear"), hp("lastYear")} & {triple.predicate for triple in inferred(store)}


def test_delegations_alone_make_no_ties(store_of: StoreOf) -> None:
    store = store_of(
        """GRAPH <graphs/source/s> { <activity/t> a hp:Activity ; hp:involvement <i/1>, <i/2> .
        <i/1> hp:represents country:AZE . <i/2> hp:represents country:GEO . }"""
    )
    assert {triple.predicate for triple in inferred(store)} == {hp("fromCountry")}


def test_what_a_source_says_itself_is_not_inferred(store_of: StoreOf) -> None:
    said = "GRAPH <graphs/source/q> { <activity/t> hp:involves <organisation/a> . }"
    assert Triple(iri("activity/t"), hp("involves"), iri("organisation/a")) not in inferred(
        store_of(TRAINING + said)
    )


def test_what_no_longer_follows_goes(store_of: StoreOf) -> None:
    store = store_of(TRAINING)
    before = inferred(store)
    gone = Quad(iri("activity/t"), hp("involvement"), iri("i/2"), ADDRESSES.source_graph("s"))
    store.apply(Change(removed=frozenset({gone})))
    change = derive(store, ADDRESSES)
    assert not change.added
    assert {quad.triple for quad in change.removed} < before
    left = inferred(store)
    assert not any(triple.predicate == hp("between") for triple in left)


def test_a_crowded_activity_makes_no_ties_and_is_counted(
    store_of: StoreOf, caplog: pytest.LogCaptureFixture
) -> None:
    many = MOST_ORGANISATIONS + 1
    crowd = "".join(
        f"<activity/c> hp:involvement <i/{n}> . <i/{n}> hp:agent <organisation/{n}> .\n" for n in range(many)
    )
    store = store_of("GRAPH <graphs/source/c> { <activity/c> a hp:Activity .\n" + crowd + "}")
    predicates = [triple.predicate for triple in inferred(store)]
    assert predicates.count(hp("involves")) == many
    assert hp("between") not in predicates
    assert crowded_activities(store, ADDRESSES) == {iri("activity/c"): many}
    assert f"involves {many} organisations" in caplog.text


def test_axioms_of_the_vocabulary_reach_what_the_rules_conclude(store_of: StoreOf) -> None:
    axioms = """
    GRAPH <graphs/ontology> {
        hp:organisedBy owl:inverseOf hp:organises .
        hp:partOf a owl:TransitiveProperty ; rdfs:subPropertyOf dcterms:isPartOf .
    }
    GRAPH <graphs/source/w> { <activity/t> hp:partOf <activity/u> . <activity/u> hp:partOf <activity/v> . }
    """
    found = inferred(store_of(TRAINING + axioms))
    assert {
        Triple(iri("organisation/a"), hp("organises"), iri("activity/t")),
        Triple(iri("activity/t"), hp("partOf"), iri("activity/v")),
        Triple(iri("activity/t"), IRI("http://purl.org/dc/terms/isPartOf"), iri("activity/v")),
    } <= found
    assert Triple(iri("activity/t"), hp("partOf"), iri("activity/u")) not in found


#: For each activity: who is involved, by which source, in which role; and the year, if it is dated.
_ACTIVITIES = st.lists(
    st.tuples(
        st.lists(
            st.tuples(st.sampled_from("abcdef"), st.sampled_from("xy"), st.sampled_from(["partner", "host"])),
            max_size=8,
        ),
        st.none() | st.integers(1990, 2030),
    ),
    max_size=6,
)
Activities = list[tuple[list[tuple[str, str, str]], int | None]]


def store_of_activities(activities: Activities) -> EmbeddedStore:
    quads: list[Quad] = []
    for number, (involved, year) in enumerate(activities):
        activity = iri(f"activity/{number}")
        for agent, source, role in involved:
            where = ADDRESSES.source_graph(source)
            node = iri(f"involvement/{source}/{number}-{agent}-{role}")
            quads += [
                Quad(activity, IRI(RDF + "type"), hp("Activity"), where),
                Quad(activity, hp("involvement"), node, where),
                Quad(node, hp("agent"), iri(f"organisation/{agent}"), where),
                Quad(node, hp("role"), IRI(ROLE + role), where),
            ]
            if year is not None:
                quads.append(Quad(activity, hp("start"), typed(year, "gYear"), where))
    return EmbeddedStore.memory(quads)


def naive_ties(activities: Activities) -> dict[frozenset[IRI], tuple[int, float, int | None, int | None]]:
    """Compare every two organisations over all activities, as the definition reads."""
    found = {}
    for one in "abcdef":
        for other in "abcdef":
            shared = [
                (len({agent for agent, _, _ in involved}), year)
                for involved, year in activities
                if {one, other} <= {agent for agent, _, _ in involved}
            ]
            if one < other and shared:
                years = [year for _, year in shared if year is not None]
                found[frozenset({iri(f"organisation/{one}"), iri(f"organisation/{other}")})] = (
                    len(shared),
                    round(sum(1 / (k - 1) for k, _ in shared), 4),
                    min(years, default=None),
                    max(years, default=None),
                )
    return found


def stored_ties(
    triples: set[Triple],
) -> dict[frozenset[IRI], tuple[int, float, int | None, int | None]]:
    found = {}
    for tie in {triple.subject for triple in triples if triple.predicate == hp("between")}:
        ends = frozenset(IRI(t.object) for t in triples if t[:2] == (tie, hp("between")))
        numbers = {
            t.predicate: t.object.value for t in triples if t.subject == tie and isinstance(t.object, Literal)
        }
        first, last = numbers.get(hp("firstYear")), numbers.get(hp("lastYear"))
        found[ends] = (
            int(numbers[hp("sharedActivities")]),
            round(float(numbers[hp("weight")]), 4),
            int(first) if first else None,
            int(last) if last else None,
        )
    return found


@given(_ACTIVITIES)
def test_ties_equal_a_naive_recomputation(activities: Activities) -> None:
    assert stored_ties(inferred(store_of_activities(activities))) == naive_ties(activities)


@given(_ACTIVITIES)
def test_deriving_again_changes_nothing(activities: Activities) -> None:
    store = store_of_activities(activities)
    store.apply(derive(store, ADDRESSES))
    assert not derive(store, ADDRESSES)


@given(_ACTIVITIES)
def test_a_tie_comes_from_the_involvements_of_both_in_what_they_share(activities: Activities) -> None:
    triples = inferred(store_of_activities(activities))
    for tie in {triple.subject for triple in triples if triple.predicate == hp("between")}:
        ends = {str(t.object).rsplit("/", 1)[-1] for t in triples if t[:2] == (tie, hp("between"))}
        expected = {
            iri(f"involvement/{source}/{number}-{agent}-{role}")
            for number, (involved, _) in enumerate(activities)
            if ends <= {agent for agent, _, _ in involved}
            for agent, source, role in involved
            if agent in ends
        }
        assert {t.object for t in triples if t[:2] == (tie, DERIVED_FROM)} == expected
