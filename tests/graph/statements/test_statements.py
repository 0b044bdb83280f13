from decimal import Decimal

import pyoxigraph as ox
import pytest

from koinon.graph.addresses import DEFAULT_BASE, Addresses
from koinon.graph.errors import AddressError
from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    Evidence,
    Involvement,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Role,
    Row,
    Source,
)
from koinon.graph.statements import Statements, statements
from koinon.graph.store.snapshots import sha256_of
from koinon.graph.terms import Triple, quads_from_oxigraph
from koinon.ontology.namespaces import PREFIXES

TEXT = (
    "The Ministry organised “Museum Service” in Baku on 30 October – 3 November 2013, "
    "in partnership with ICOM and, again, ICOM Azerbaijan."
)
SOURCE = Source(
    "000.txt", "Museum Service", "en", "http://example.org/news/a b", issued=partial_date("2013-11")
)
ADDRESSES = Addresses()
ID = ADDRESSES.source_id(SOURCE)
MUSEUM_SERVICE = Activity("a", "Museum Service", ActivityKind.TRAINING)
ICOM = Organisation("i", "ICOM")


def passage(words: str) -> Passage:
    return Passage(TEXT.index(words), TEXT.index(words) + len(words))


def evidence(field: str, words: str, rule: str, value: str = "") -> Evidence:
    return Evidence(field, passage(words), rule, value)


def stated(**parts: object) -> Statements:
    return statements(Account(SOURCE, TEXT, **parts), ADDRESSES, "0.1.0")  # type: ignore[arg-type]


def triples(turtle: str) -> set[Triple]:
    """Read Turtle whose addresses are below the usual base; ``{id}`` is that of the source."""
    head = "".join(f"@prefix {prefix}: <{name}> .\n" for prefix, name in PREFIXES.items())
    parsed = ox.parse(head + turtle.replace("{id}", ID), format=ox.RdfFormat.TURTLE, base_iri=DEFAULT_BASE)
    graph = ox.NamedNode("http://example.org/g")
    return {
        quad.triple
        for quad in quads_from_oxigraph(
            ox.Quad(one.subject, one.predicate, one.object, graph) for one in parsed
        )
    }


def asserted(**parts: object) -> set[Triple]:
    return {quad.triple for quad in stated(**parts).asserted}


def test_an_activity_is_stated_as_precisely_as_the_source_says() -> None:
    project = Activity("p", "Running a Museum", ActivityKind.PROJECT, start=partial_date("2011"))
    package = Activity("k", "Training Package", ActivityKind.OTHER)
    training = Activity(
        "a",
        "Museum Service",
        ActivityKind.TRAINING,
        ("Service in Museums",),
        partial_date("2013-10-30"),
        partial_date("2013-11"),
        ("b",),
        ("museums",),
        ("p",),
        ("k",),
    )
    baku = Place("b", "Baku", PlaceKind.CITY, "AZ", latitude=40.37767, longitude=-0.0, geonames="587084")
    t, p, k = (ADDRESSES.activity(activity) for activity in (training, project, package))
    b = ADDRESSES.place(baku)
    assert asserted(activities=(training, project, package), places=(baku,)) == triples(f"""
        <{t}> a hp:Training, hp:Activity ; skos:prefLabel "Museum Service"@en ;
            skos:altLabel "Service in Museums"@en ;
            hp:start "2013-10-30"^^xsd:date ; hp:end "2013-11"^^xsd:gYearMonth ; hp:takesPlaceAt <{b}> ;
            hp:concerns heritage:museums ; hp:partOf <{p}> ; hp:basedOn <{k}> .
        <{p}> a hp:Project, hp:Activity ; skos:prefLabel "Running a Museum"@en ; hp:start "2011"^^xsd:gYear .
        <{k}> a hp:Activity ; skos:prefLabel "Training Package"@en .
        <{b}> a hp:Place ; skos:prefLabel "Baku"@en ; hp:placeKind "city" ; hp:within country:AZE ;
            hp:country country:AZE ; hp:geonames "587084" ; geo:hasGeometry <{b}#geometry> .
        <{b}#geometry> a geo:Geometry ; geo:asWKT "POINT(0 40.37767)"^^geo:wktLiteral .
    """)


def test_an_organisation_that_takes_part_in_nothing_is_stated_too() -> None:
    ministry = Organisation("m", "Ministry", OrganisationKind.MINISTRY, "AZ", ("MoC",))
    museum = Organisation("c", "Museum Center", OrganisationKind.MUSEUM, unit_of="m")
    office = Organisation("o", "Office for Museums", unit_of="m")
    m, c, o = (ADDRESSES.organisation(one) for one in (ministry, museum, office))
    assert asserted(organisations=(ministry, museum, office)) == triples(f"""
        <{m}> a hp:Organisation ; skos:prefLabel "Ministry"@en ; skos:altLabel "MoC"@en ;
            org:classification kind:ministry ; hp:country country:AZE .
        <{c}> a hp:Organisation ; skos:prefLabel "Museum Center"@en ; org:classification kind:museum ;
            org:subOrganizationOf <{m}> .
        <{o}> a hp:Organisation, org:OrganizationalUnit ; skos:prefLabel "Office for Museums"@en ;
            org:unitOf <{m}> .
    """)


def test_two_records_of_one_organisation_are_one_with_one_preferred_name() -> None:
    centre, center = Organisation("1", "Museum Centre"), Organisation("2", "Museum Center", aliases=("MC",))
    thing = ADDRESSES.organisation(centre)
    assert asserted(organisations=(centre, center)) == triples(f"""
        <{thing}> a hp:Organisation ; skos:prefLabel "Museum Centre"@en ;
            skos:altLabel "Museum Center"@en, "MC"@en .
    """)


def test_a_country_is_described_by_the_vocabulary_alone() -> None:
    azerbaijan = Place("z", "Azerbaijan Republic", PlaceKind.COUNTRY, "AZ")
    training = Activity("a", "Museum Service", ActivityKind.OTHER, places=("z",))
    told = asserted(activities=(training,), places=(azerbaijan,))
    assert told == triples(f"""
        <{ADDRESSES.activity(training)}> a hp:Activity ; skos:prefLabel "Museum Service"@en ;
            hp:takesPlaceAt country:AZE .
    """)


def test_an_unknown_country_is_refused_in_a_sentence() -> None:
    with pytest.raises(AddressError, match="ISO 3166-1"):
        stated(organisations=(Organisation("m", "Ministry", country="XX"),))


def test_a_tie_opens_the_words_that_state_it() -> None:
    tie = Involvement(
        "a",
        Role.PARTNER,
        "i",
        phrase="in partnership with",
        order=1,
        evidence=(
            evidence("role", "in partnership with ICOM", "roles.cue"),
            evidence("phrase", "in partnership with", "roles.cue"),
            evidence("organisation", "ICOM", "names.acronym"),
        ),
    )
    told = stated(activities=(MUSEUM_SERVICE,), organisations=(ICOM,), involvements=(tie,))
    a, i = ADDRESSES.activity(MUSEUM_SERVICE), ADDRESSES.organisation(ICOM)
    node = ADDRESSES.involvement(ID, a, i, "partner", "in partnership with")
    start = TEXT.index("in partnership with")
    assert {quad.triple for quad in told.asserted} >= triples(f"""
        <{a}> hp:involvement <{node}> .
        <{node}> a hp:Involvement ; hp:agent <{i}> ; hp:role role:partner ;
            hp:phrase "in partnership with"@en ; hp:order 1 ; hp:rule "roles.cue" ;
            hp:evidence <source/{{id}}/passage/{start}-{start + 24}> ;
            hp:phraseAt <source/{{id}}/passage/{start}-{start + 19}> ;
            hp:mentionAt <source/{{id}}/passage/{start + 20}-{start + 24}> .
    """)
    where = f"source/{ID}/passage/{start}-{start + 24}"
    assert {quad.triple for quad in told.provenance} >= triples(f"""
        <{where}> a hp:Passage, oa:SpecificResource ; hp:inSource <source/{{id}}> ;
            oa:hasSource <{ADDRESSES.snapshot(ID, sha256_of(TEXT))}> ;
            oa:hasSelector <{where}#position>, <{where}#quote> .
        <{where}#position> a oa:TextPositionSelector ; oa:start {start} ; oa:end {start + 24} .
        <{where}#quote> a oa:TextQuoteSelector ; oa:exact "in partnership with ICOM" ;
            oa:prefix "{TEXT[start - 32 : start]}" ; oa:suffix "{TEXT[start + 24 : start + 56]}" .
    """)


def test_a_delegation_represents_a_country() -> None:
    delegation = Involvement("a", Role.PARTICIPANT, country="KZ", count=12)
    told = asserted(activities=(MUSEUM_SERVICE,), involvements=(delegation,))
    (node,) = {triple.subject for triple in told if "/involvement/" in triple.subject}
    assert {triple for triple in told if triple.subject == node} == triples(
        f"<{node}> a hp:Involvement ; hp:represents country:KAZ ; hp:role role:participant ; hp:count 12 ."
    )


def test_a_tie_told_twice_in_the_same_words_is_one_with_both_passages() -> None:
    first, second = (
        Involvement(
            "a",
            Role.PARTNER,
            "i",
            phrase="with",
            order=order,
            evidence=(evidence("role", words, "roles.cue"),),
        )
        for order, words in ((1, "with ICOM"), (4, "again, ICOM"))
    )
    told = stated(activities=(MUSEUM_SERVICE,), organisations=(ICOM,), involvements=(first, second))
    nodes = [quad for quad in told.asserted if quad.predicate.endswith("#involvement")]
    pieces = [quad for quad in told.asserted if quad.predicate.endswith("#evidence")]
    orders = [quad.object for quad in told.asserted if quad.predicate.endswith("#order")]
    assert (len(nodes), len(pieces), len(orders)) == (1, 2, 1)


def test_two_grants_of_one_funder_stay_two() -> None:
    grants = tuple(
        Involvement("a", Role.FUNDER, "i", amount=Decimal(amount), currency="GBP")
        for amount in ("47839.00", "1E+3", "47839")
    )
    told = asserted(activities=(MUSEUM_SERVICE,), organisations=(ICOM,), involvements=grants)
    amounts = {str(triple.object[0]) for triple in told if triple.predicate.endswith("#amount")}
    assert amounts == {"47839", "1000"}
    assert len({triple.object for triple in told if triple.predicate.endswith("#involvement")}) == 3


def test_single_facts_are_tied_to_their_words_and_rule() -> None:
    training = Activity(
        "a",
        "Museum Service",
        ActivityKind.TRAINING,
        start=partial_date("2013-10-30"),
        places=("b", "s"),
        evidence=(
            evidence("start", "30 October – 3 November 2013", "dates.range"),
            evidence("places", "Baku", "places.in", "b"),
            evidence("colour", "Baku", "nothing.has.one"),
        ),
    )
    places = (Place("b", "Baku", PlaceKind.CITY, "AZ"), Place("s", "Sheki", PlaceKind.CITY, "AZ"))
    told = stated(activities=(training,), places=places)
    start, end = passage("30 October – 3 November 2013").start, passage("30 October – 3 November 2013").end
    facts = {
        (quad.predicate.rsplit("#")[-1], quad.object)
        for quad in told.provenance
        if "/statement/" in quad.subject
    }
    asked = triples(f"""
        <x> rdf:predicate hp:start ; rdf:subject <{ADDRESSES.activity(training)}> ; hp:rule "dates.range" ;
            rdf:object "2013-10-30"^^xsd:date ; hp:evidence <source/{{id}}/passage/{start}-{end}> ;
            rdf:predicate hp:takesPlaceAt ; rdf:object <{ADDRESSES.place(places[0])}> .
    """)
    assert {(triple.predicate.rsplit("#")[-1], triple.object) for triple in asked} <= facts
    assert ("object", ADDRESSES.place(places[1])) not in facts
    assert not any(value == ("nothing.has.one") for _, (value, *_) in facts)


def test_a_row_is_quoted_with_its_cells_and_the_page_it_names() -> None:
    table = 'activity,role,source\n"Museum\nService",partner,http://example.org/page\n\nOther,host,a book\n'
    rows = (Row(1), Row(2, "role"))
    organisation = Organisation(
        "i", "ICOM", evidence=tuple(Evidence("name", row, "table.cell") for row in rows)
    )
    account = Account(Source("t.csv", "t", media_type="text/csv"), table, organisations=(organisation,))
    told = statements(account, ADDRESSES, "0.1.0")
    first, second = (ADDRESSES.passage(told.source_id, row) for row in rows)
    assert {quad.triple for quad in told.provenance} >= triples(f'''
        <{first}> oa:hasSelector <{first}#row>, <{first}#quote> ; dcterms:source <http://example.org/page> .
        <{first}#row> a oa:FragmentSelector ; rdf:value "row=1" ;
            dcterms:conformsTo <http://tools.ietf.org/rfc/rfc7111> . <{first}#row> rdf:value "row=1" .
        <{first}#quote> a oa:TextQuoteSelector ;
            oa:exact """"Museum\nService",partner,http://example.org/page""" .
        <{second}> dcterms:source "a book" .
        <{second}#quote> oa:exact "host" .
    ''')


def test_the_source_and_its_run_are_described() -> None:
    told = stated()
    snapshot, graph = ADDRESSES.snapshot(ID, sha256_of(TEXT)), ADDRESSES.source_graph(ID)
    assert {quad.triple for quad in told.provenance} == triples(f"""
        <source/{{id}}> a hp:Source ; dcterms:title "Museum Service"@en ; dcterms:language "en" ;
            dcterms:issued "2013-11"^^xsd:gYearMonth ; hp:address <http://example.org/news/a%20b> ;
            hp:fileName "000.txt" ; hp:snapshot <{snapshot}> ; hp:sourceGraph <{graph}> .
        <{snapshot}> a hp:Snapshot ; hp:sha256 "{sha256_of(TEXT)}" ; hp:mediaType "text/plain" ;
            hp:length {len(TEXT)} ; hp:inSource <source/{{id}}> .
    """)
    assert {quad.triple for quad in told.run} == triples(f"""
        <{ADDRESSES.run(ID, sha256_of(TEXT), "0.1.0")}> a hp:IngestRun, prov:Activity ;
            prov:used <{snapshot}> ; prov:generated <{graph}> ; hp:softwareVersion "0.1.0" ;
            hp:inSource <source/{{id}}> .
    """)


def test_the_same_account_gives_the_same_quads_in_the_same_order() -> None:
    parts = {"activities": (MUSEUM_SERVICE,), "organisations": (ICOM,)}
    assert stated(**parts) == stated(**parts)
    told = stated(**parts)
    assert {quad.graph for quad in told.asserted} == {told.graph}
    assert len(set(told.asserted)) == len(told.asserted)
