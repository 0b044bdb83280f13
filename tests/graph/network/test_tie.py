"""A tie opened down to the words."""

from collections.abc import Callable, Mapping

import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, build_index, tie_evidence
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
A, B, C = (f"http://example.org/organisation/{name}" for name in "abc")
STATED = """
<activity/1> a hp:Training, hp:Activity ; skos:prefLabel "Training"@en ; hp:start "2011"^^xsd:gYear ;
    hp:takesPlaceAt <place/baku> ; hp:involvement <i/1>, <i/2>, <i/3> .
<place/baku> a hp:Place ; skos:prefLabel "Baku"@en ; hp:country country:AZE .
<i/1> hp:agent <organisation/a> ; hp:role role:organiser ; hp:phrase "organised by"@en ; hp:evidence <p/1> .
<i/2> hp:agent <organisation/b> ; hp:role role:partner ; hp:phrase "with"@en ; hp:evidence <p/1>, <p/2> .
<i/3> hp:agent <organisation/c> ; hp:role role:partner .
<organisation/a> skos:prefLabel "A"@en .
<organisation/b> skos:prefLabel "B"@en ; org:unitOf <organisation/c> .
"""
PROVENANCE = """
<source/one> a hp:Source ; dcterms:title "Page one" ; hp:address <http://example.org/page> ;
    dcterms:issued "2011-05-01"^^xsd:date .
<p/1> a hp:Passage ; hp:inSource <source/one> ; oa:hasSelector <p/1#position>, <p/1#quote> .
<p/1#position> a oa:TextPositionSelector ; oa:start 10 ; oa:end 34 .
<p/1#quote> a oa:TextQuoteSelector ; oa:exact "organised by A with B" ; oa:prefix "It is " ; oa:suffix "." .
<p/2> a hp:Passage ; hp:inSource <source/one> ; oa:hasSelector <p/2#row> .
<p/2#row> a oa:FragmentSelector ; rdf:value "row=4" .
"""


def store_of(make_store: MakeStore) -> EmbeddedStore:
    second = "<activity/1> hp:involvement <i/4> . <i/4> hp:agent <organisation/a> ; hp:role role:partner ."
    return make_store({"one": STATED, "two": second, "provenance": PROVENANCE})


def test_a_tie_opens_to_phrases_passages_and_sources(make_store: MakeStore) -> None:
    store = store_of(make_store)
    opened = tie_evidence(store, build_index(store), A, B)
    (activity,) = opened.activities
    assert (activity.label, activity.kinds, activity.first) == ("Training", ("training",), 2011)
    assert [place.label for place in activity.places] == ["Baku"]
    one, two, four = activity.involvements
    assert (one.end, one.role, one.phrase) == ("source", "organiser", "organised by")
    assert (two.end, two.organisation and two.organisation.label) == ("target", "B")
    (passage,) = one.passages
    assert (passage.quote, passage.prefix, passage.suffix) == ("organised by A with B", "It is ", ".")
    assert (passage.start, passage.end) == (10, 34)
    assert [passage.row for passage in two.passages] == ["row=4", None]
    assert one.source and (one.source.title, one.source.address) == ("Page one", "http://example.org/page")
    assert four.source and four.source.id.endswith("two")


def test_filters_close_what_they_leave_out(make_store: MakeStore) -> None:
    store = store_of(make_store)
    index = build_index(store)
    organising = Filters.parse({"role": ["organiser"], "source": ["one"]})
    (activity,) = tie_evidence(store, index, A, B, organising).activities
    assert [one.id[-1] for one in activity.involvements] == ["1", "2"]
    later = tie_evidence(store, index, A, B, Filters(from_year=2012))
    assert (later.edge, later.activities) == (None, ())


def test_a_tie_reads_from_the_end_that_was_asked_for(make_store: MakeStore) -> None:
    store = store_of(make_store)
    index = build_index(store)
    turned = tie_evidence(store, index, B, A).edge
    assert turned and (turned.source, turned.target) == (B, A)
    assert ("partner", "organiser", 1) in turned.roles


def test_a_rolled_up_tie_opens_to_the_units(make_store: MakeStore) -> None:
    store = store_of(make_store)
    opened = tie_evidence(store, build_index(store), A, C, Filters.parse({"rollup": ["parent"]}))
    (activity,) = opened.activities
    targets = {
        one.organisation.label for one in activity.involvements if one.end == "target" and one.organisation
    }
    assert targets == {"B", "c"}


def test_countries_are_tied_by_whoever_takes_part(make_store: MakeStore) -> None:
    turtle = """
    <activity/1> a hp:Activity ; hp:involvement <i/1>, <i/2> .
    <i/1> hp:represents country:AZE ; hp:role role:participant ; hp:phrase "from Azerbaijan"@en .
    <i/2> hp:agent <organisation/a> ; hp:role role:organiser .
    <organisation/a> hp:country country:FRA .
    """
    codes = 'country:AZE a hp:Country ; skos:notation "AZ" . country:FRA a hp:Country ; skos:notation "FR" .'
    store = make_store({"one": turtle, "ontology": codes})
    index = build_index(store)
    azerbaijan, france = sorted(index.countries.addresses)
    opened = tie_evidence(store, index, azerbaijan, france, Filters.parse({"unit": ["country"]}))
    (activity,) = opened.activities
    assert [(one.end, one.country, one.phrase) for one in activity.involvements] == [
        ("source", "AZ", "from Azerbaijan"),
        ("target", None, None),
    ]


def test_what_is_not_in_the_graph_has_no_tie(make_store: MakeStore) -> None:
    store = store_of(make_store)
    index = build_index(store)
    with pytest.raises(NetworkError, match="no organisation"):
        tie_evidence(store, index, A, "http://example.org/nobody")
    with pytest.raises(NetworkError, match="two ends"):
        tie_evidence(store, index, A, A)
