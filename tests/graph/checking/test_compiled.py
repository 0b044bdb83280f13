"""Compiled shapes against pySHACL, which is the measure: on any statements both find the same."""

import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koinon.graph.checking.compiled import Result, Stated, shape_set
from koinon.graph.checking.shapes import shape_results
from koinon.graph.checking.validation import validate
from koinon.graph.terms import IRI, Literal, Term, Triple, text, typed
from koinon.ontology.load import shapes_turtle
from koinon.ontology.namespaces import RDF, RDFS, SH

EX = "https://example.org/"
PREFIXES = f"@prefix ex: <{EX}> . @prefix sh: <{SH}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
TYPE, SUBCLASS = IRI(RDF + "type"), IRI(RDFS + "subClassOf")
FEW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

# Words, numbers and dates, right and wrong ones.
LITERALS: list[Literal] = [
    text("museum"),
    text(""),
    text("venue"),
    text("row=7"),
    text("Museum", "en"),
    text("музей", "ru"),
    *(typed(value, "integer") for value in ("0", "1", "-1", "2013", "many")),
    *(typed(value, "decimal") for value in ("0.5", "-3", "1.0")),
    *(typed(value, "date") for value in ("2013-10-30", "2013-99-01", "2014")),
    *(typed(value, "gYear") for value in ("2013", "2012", "20")),
    typed("2013-10", "gYearMonth"),
    Literal("POINT(49.8 40.4)", IRI("http://www.opengis.net/ont/geosparql#wktLiteral")),
    Literal("POINT(40.4 99)", IRI("http://www.opengis.net/ont/geosparql#wktLiteral")),
]

#: A shape for every component that is known, with a name in ``ex:`` for its property.
COMPONENTS = {
    "minCount": "sh:path ex:p ; sh:minCount 1",
    "maxCount": "sh:path ex:p ; sh:maxCount 1",
    "class": "sh:path ex:p ; sh:class ex:Wide",
    "several classes": "sh:path ex:p ; sh:class ex:Wide , ex:Narrow",
    "datatype": "sh:path ex:p ; sh:datatype xsd:integer",
    "datatype of dates": "sh:path ex:p ; sh:datatype xsd:date",
    "datatype of words": "sh:path ex:p ; sh:datatype xsd:string",
    "datatype of words of a language": f"sh:path ex:p ; sh:datatype <{RDF}langString>",
    "nodeKind": "sh:path ex:p ; sh:nodeKind sh:IRI",
    "nodeKind of literals": "sh:path ex:p ; sh:nodeKind sh:Literal",
    "in": 'sh:path ex:p ; sh:in ( "venue" 1 ex:a )',
    "hasValue": "sh:path ex:p ; sh:hasValue ex:a",
    "pattern": 'sh:path ex:p ; sh:pattern "^(row=|[0-9]{4}$)"',
    "minLength": "sh:path ex:p ; sh:minLength 1",
    "minInclusive": "sh:path ex:p ; sh:minInclusive 1",
    "disjoint": "sh:path ex:p ; sh:disjoint ex:q",
    "inverse path": "sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ; sh:maxCount 1",
    "alternative path": "sh:path [ sh:alternativePath ( ex:p [ sh:inversePath ex:q ] ) ] ; sh:maxCount 1",
    "repeated path": "sh:path [ sh:oneOrMorePath ex:p ] ; sh:disjoint ex:q ; sh:maxCount 2",
    "repeated path turned": "sh:path [ sh:oneOrMorePath [ sh:inversePath ex:p ] ] ; sh:disjoint ex:p",
    "node": "sh:path ex:p ; sh:node [ a sh:NodeShape ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ]",
    "or": "sh:path ex:p ; sh:or ( [ sh:datatype xsd:integer ] [ sh:class ex:Narrow ] )",
    "xone": "sh:path ex:p ; sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class ex:Narrow ] [ sh:hasValue ex:a ] )",
    "qualified counts": "sh:path ex:p ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1 ;"
    " sh:qualifiedValueShape [ sh:class ex:Wide ]",
    "property of values": 'sh:path ex:p ; sh:property [ sh:path ex:q ; sh:maxCount 1 ; sh:message "Inner." ]',
}
#: pySHACL ends where values cannot be compared: these are tried on numbers alone.
COMPARISONS = {
    "lessThan": "sh:path ex:p ; sh:lessThan ex:q",
    "lessThanOrEquals": "sh:path ex:p ; sh:lessThanOrEquals ex:q",
}
QUERY = """
    sh:sparql [ a sh:SPARQLConstraint ; sh:message "Too late." ; sh:select '''
        SELECT $this WHERE { $this <https://example.org/p> ?p ; <https://example.org/q> ?q }
        GROUP BY $this HAVING (MIN(STR(?p)) > MAX(STR(?q))) ''' ]
"""


def node_shape(body: str, target: str = "sh:targetClass ex:Wide") -> bytes:
    return f"{PREFIXES} ex:Shape a sh:NodeShape ; {target} ; {body} .".encode()


def property_shape(body: str) -> bytes:
    return node_shape(f'sh:property [ {body} ; sh:severity sh:Warning ; sh:message "Wrong."@en ]')


def by_pyshacl(triples: frozenset[Triple], turtle: bytes) -> set[Result]:
    return set(validate(triples, rdflib.Graph().parse(turtle, format="turtle")))


def statements(
    nodes: list[IRI], predicates: list[IRI], kinds: list[IRI], literals: list[Literal]
) -> st.SearchStrategy[frozenset[Triple]]:
    """Draw statements about some nodes, of right and of wrong types and values."""
    objects: st.SearchStrategy[Term] = st.sampled_from([*nodes, *literals])
    said = st.builds(Triple, st.sampled_from(nodes), st.sampled_from(predicates), objects)
    typing = st.builds(Triple, st.sampled_from(nodes), st.just(TYPE), st.sampled_from(kinds))
    return st.frozensets(st.one_of(said, said, typing), min_size=1, max_size=40)


def ex(*names: str) -> list[IRI]:
    return [IRI(EX + name) for name in names]


SMALL = statements(ex("a", "b", "c"), ex("p", "q"), ex("Wide", "Narrow", "Other"), LITERALS)
NUMBERS = statements(ex("a", "b"), ex("p", "q"), ex("Wide"), [typed(n, "integer") for n in range(4)])
HIERARCHY = frozenset({Triple(IRI(EX + "Narrow"), SUBCLASS, IRI(EX + "Wide"))})


def assert_both_find_the_same(triples: frozenset[Triple], turtle: bytes) -> None:
    shapes = shape_set(turtle)
    assert not shapes.left
    assert set(shapes.results(Stated(triples, shapes.uses))) == by_pyshacl(triples, turtle)


@pytest.mark.parametrize("body", COMPONENTS.values(), ids=COMPONENTS.keys())
@FEW
@given(triples=SMALL)
def test_every_component_finds_what_pyshacl_finds(body: str, triples: frozenset[Triple]) -> None:
    assert_both_find_the_same(triples | HIERARCHY, property_shape(body))


BROKEN = frozenset(
    {
        *(Triple(node, TYPE, IRI(EX + "Wide")) for node in ex("a", "b", "c")),
        *(
            Triple(IRI(EX + "a"), IRI(EX + "p"), value)
            for value in (IRI(EX + "a"), text(""), typed("x", "date"))
        ),
        *(Triple(IRI(EX + "a"), IRI(EX + "q"), value) for value in ex("a", "b")),
        *(Triple(IRI(EX + "c"), IRI(EX + name), IRI(EX + "a")) for name in ("p", "q")),
    }
)


@pytest.mark.parametrize("body", COMPONENTS.values(), ids=COMPONENTS.keys())
def test_every_component_finds_something_in_what_is_broken(body: str) -> None:
    assert shape_results(BROKEN, property_shape(body))
    assert_both_find_the_same(BROKEN, property_shape(body))


@pytest.mark.parametrize("body", COMPARISONS.values(), ids=COMPARISONS.keys())
@FEW
@given(triples=NUMBERS)
def test_comparisons_find_what_pyshacl_finds(body: str, triples: frozenset[Triple]) -> None:
    numbers = frozenset(
        triple for triple in triples if triple.predicate == TYPE or isinstance(triple.object, Literal)
    )
    assert_both_find_the_same(numbers, property_shape(body))


@FEW
@given(triples=SMALL)
def test_a_query_asked_once_finds_what_pyshacl_finds_node_by_node(triples: frozenset[Triple]) -> None:
    assert_both_find_the_same(triples, node_shape(QUERY, "sh:targetSubjectsOf ex:p"))


@FEW
@given(triples=SMALL)
def test_a_shape_of_the_node_itself_finds_what_pyshacl_finds(triples: frozenset[Triple]) -> None:
    body = 'sh:message "Lonely." ; sh:or ( [ sh:path ex:p ; sh:minCount 1 ] [ sh:class ex:Other ] )'
    assert_both_find_the_same(triples | HIERARCHY, node_shape(body))


def own() -> st.SearchStrategy[frozenset[Triple]]:
    """Draw statements with the properties and classes that the vocabulary's own shapes look at."""
    shapes = shapes_turtle()
    graph = rdflib.Graph().parse(shapes, format="turtle")
    kinds = {
        str(kind)
        for name in ("targetClass", "class")
        for kind in graph.objects(None, rdflib.URIRef(SH + name))
    }
    predicates = shape_set(shapes).uses.predicates - {TYPE, SUBCLASS}
    # Positions are compared with each other, and there pySHACL ends over what is no number.
    plain = sorted(
        name
        for name in predicates
        if name not in ("http://www.w3.org/ns/oa#start", "http://www.w3.org/ns/oa#end")
    )
    return statements(ex("a", "b", "c", "d"), plain, sorted(map(IRI, kinds)), LITERALS)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(triples=own())
def test_the_vocabularys_own_shapes_find_what_pyshacl_finds(triples: frozenset[Triple]) -> None:
    assert_both_find_the_same(triples, shapes_turtle())


@pytest.mark.parametrize(
    "body",
    [
        "sh:path ex:p ; sh:uniqueLang true",
        "sh:path ex:p ; sh:closed true",
        "sh:path ( ex:p ex:q ) ; sh:minCount 1",
        'sh:path ex:p ; sh:pattern "x" ; sh:flags "i"',
        "sh:path ex:p ; sh:minCount 1 ; sh:deactivated true",
    ],
)
def test_what_is_not_known_is_left_to_pyshacl(body: str) -> None:
    turtle = property_shape(body)
    assert shape_set(turtle).left == {IRI(EX + "Shape")}


def test_shapes_left_to_pyshacl_find_what_they_are_to_find_and_the_others_too() -> None:
    turtle = property_shape("sh:path ex:p ; sh:minCount 1") + (
        b"ex:More a sh:NodeShape ; sh:targetClass ex:Wide ; sh:property "
        b'[ sh:path ex:q ; sh:uniqueLang true ; sh:message "Twice in one language." ] .'
    )
    a, q = IRI(EX + "a"), IRI(EX + "q")
    triples = frozenset(
        {Triple(a, TYPE, IRI(EX + "Wide")), *(Triple(a, q, text(words, "en")) for words in ("one", "two"))}
    )
    found = shape_results(triples, turtle)
    assert {result.message for result in found} == {"Wrong.", "Twice in one language."}
    assert found == by_pyshacl(triples, turtle)
