import json
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import pytest

from koinon.graph.errors import NotAcceptable, QueryError, StoreError
from koinon.graph.store import Change, Dataset, Store
from koinon.graph.terms import IRI, Literal, Quad, Triple, text, typed

MakeStore = Callable[[Iterable[Quad]], Store]

EX = "http://example.org/"
ICOM, UNESCO, NAME, WORKS_WITH = (IRI(EX + name) for name in ("icom", "unesco", "name", "worksWith"))
ONE, TWO = IRI(EX + "graphs/one"), IRI(EX + "graphs/two")
QUADS = (
    Quad(ICOM, NAME, text("ICOM", "en"), ONE),
    Quad(ICOM, NAME, text("ICOM", "en"), TWO),
    Quad(UNESCO, NAME, text("UNESCO", "en"), TWO),
    Quad(UNESCO, WORKS_WITH, ICOM, TWO),
)
EVERYTHING = "SELECT * WHERE { ?s ?p ?o }"
OF_GRAPHS = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"


def body(store: Store, query: str, *accept: str) -> str:
    return b"".join(store.answer(query, accept).chunks).decode()


def test_the_default_graph_is_the_union_of_the_named_graphs_as_a_set(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    (row,) = store.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert row == {"n": typed(3, "integer")}


def test_a_triple_leaves_the_union_with_the_last_graph_that_holds_it(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    asked = "SELECT ?o WHERE { <http://example.org/icom> <http://example.org/name> ?o }"
    store.apply(Change(removed=frozenset(QUADS[:1])))
    assert len(list(store.select(asked))) == 1
    store.apply(Change(removed=frozenset(QUADS[1:2])))
    assert not list(store.select(asked))


def test_a_triple_that_moves_to_another_graph_stays_in_the_union(make_store: MakeStore) -> None:
    store = make_store([QUADS[2]])
    store.apply(Change(removed=frozenset([QUADS[2]]), added=frozenset([QUADS[2]._replace(graph=ONE)])))
    assert [quad.graph for quad in store.quads()] == [ONE]
    assert len(list(store.select(EVERYTHING))) == 1


@pytest.mark.parametrize(
    ("dataset", "subjects", "graphs"),
    [
        (Dataset(), {ICOM, UNESCO}, {ONE, TWO}),
        (Dataset(default=(ONE,)), {ICOM}, set()),
        (Dataset(default=(ONE, TWO)), {ICOM, UNESCO}, set()),
        (Dataset(named=(TWO,)), set(), {TWO}),
        (Dataset(default=(ONE,), named=(TWO,)), {ICOM}, {TWO}),
        (Dataset(default=(), named=()), set(), set()),
        (Dataset(default=(IRI(EX + "graphs/none"),)), set(), set()),
    ],
)
def test_a_dataset_narrows_the_graphs_truly(
    make_store: MakeStore, dataset: Dataset, subjects: set[IRI], graphs: set[IRI]
) -> None:
    store = make_store(QUADS)
    assert {row["s"] for row in store.select(EVERYTHING, dataset=dataset)} == subjects
    assert {row["g"] for row in store.select(OF_GRAPHS, dataset=dataset)} == graphs


def test_a_triple_of_two_default_graphs_is_found_once(make_store: MakeStore) -> None:
    dataset = Dataset(default=(ONE, TWO))
    (row,) = make_store(QUADS).select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", dataset=dataset)
    assert row == {"n": typed(3, "integer")}


@pytest.mark.parametrize("prologue", ["", "PREFIX g: <http://example.org/graphs/>"])
def test_a_triple_of_two_graphs_that_the_query_declares_is_found_once(
    make_store: MakeStore, prologue: str
) -> None:
    clauses = (
        "FROM g:one FROM g:two FROM NAMED g:one"
        if prologue
        else f"FROM <{ONE}> FROM <{TWO}> FROM NAMED <{ONE}>"
    )
    query = f"""{prologue} SELECT (COUNT(*) AS ?n) (COUNT(?here) AS ?named) {clauses}
        WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} BIND(1 AS ?here) }} }}"""
    assert list(make_store(QUADS).select(query)) == [{"n": typed(4, "integer"), "named": typed(1, "integer")}]


def test_from_in_the_query_narrows_the_graphs_truly(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    narrowed = f"SELECT * FROM <{ONE}> WHERE {{ ?s ?p ?o }}"
    assert {row["s"] for row in store.select(narrowed)} == {ICOM}
    assert not list(store.select(f"SELECT * FROM NAMED <{ONE}> WHERE {{ ?s ?p ?o }}"))


def test_the_dataset_of_the_request_goes_before_that_of_the_query(make_store: MakeStore) -> None:
    # SPARQL 1.1 Protocol, section 2.1.4.
    rows = make_store(QUADS).select(
        f"SELECT * FROM <{ONE}> WHERE {{ ?s ?p ?o }}", dataset=Dataset(default=(TWO,))
    )
    assert {row["s"] for row in rows} == {ICOM, UNESCO}


def test_values_are_bound_to_variables_wherever_the_pattern_uses_them(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    asked = "SELECT (COUNT(*) AS ?n) WHERE { ?who <http://example.org/name> ?name FILTER(?name = ?wanted) }"
    assert list(store.select(asked, {"wanted": text("ICOM", "en")})) == [{"n": typed(1, "integer")}]


def test_a_bound_value_cannot_become_a_part_of_the_query(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    nasty = text('") } SELECT * WHERE { ?s ?p "\\')
    assert not list(store.select("SELECT ?s WHERE { ?s ?p ?o }", {"o": nasty}))
    with pytest.raises(QueryError, match="cannot be bound"):
        store.select("SELECT ?s WHERE { ?s ?p ?o }", {"s": IRI("http://example.org/> ?p ?o } #")})


def test_a_described_thing_can_be_bound(make_store: MakeStore) -> None:
    described = set(make_store(QUADS).construct("DESCRIBE ?thing", {"thing": ICOM}))
    assert described == {Triple(ICOM, NAME, text("ICOM", "en"))}


def test_construct_gives_each_triple_once(make_store: MakeStore) -> None:
    asked = "CONSTRUCT { ?s <http://example.org/label> 'x' } WHERE { ?s ?p ?o }"
    assert len(list(make_store(QUADS).construct(asked))) == 2


def test_rows_keep_the_order_of_variables_and_leave_out_what_is_unbound(make_store: MakeStore) -> None:
    solutions = make_store(QUADS).select("SELECT ?b ?a WHERE { BIND(1 AS ?a) }")
    assert solutions.variables == ("b", "a")
    assert list(solutions) == [{"a": typed(1, "integer")}]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * WHERE {\n ?s ?p }", "line 2, column 9"),
        ("SELECT * WHERE { ?s foaf:name ?o }", "prefix .* not declared"),
        ("SELECT ?s (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", "neither grouped by nor aggregated"),
        ("", "line 1, column 1"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "not SPARQL"),
    ],
)
def test_what_is_no_query_is_told_in_one_sentence(make_store: MakeStore, query: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint) as caught:
        make_store(()).answer(query, ["*/*"])
    assert "\n" not in str(caught.value)


def test_each_method_takes_only_its_form_of_query(make_store: MakeStore) -> None:
    store = make_store(())
    with pytest.raises(QueryError, match="SELECT"):
        store.select("ASK {}")
    with pytest.raises(QueryError, match="CONSTRUCT"):
        store.construct(EVERYTHING)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (["application/sparql-results+json"], "application/sparql-results+json"),
        (["text/turtle", "text/csv", "application/sparql-results+xml"], "text/csv"),
        (["text/*"], "text/csv"),
        (["*/*"], "application/sparql-results+json"),
    ],
)
def test_a_table_comes_in_the_first_media_type_it_can_take(
    make_store: MakeStore, accept: list[str], media_type: str
) -> None:
    assert make_store(()).answer(EVERYTHING, accept).media_type == media_type


def test_a_form_that_nobody_asked_for_is_not_given(make_store: MakeStore) -> None:
    store = make_store(())
    with pytest.raises(NotAcceptable, match="text/csv"):
        store.answer(EVERYTHING, ["text/turtle", "image/png"])
    with pytest.raises(NotAcceptable, match="text/turtle"):
        store.answer("DESCRIBE <http://example.org/icom>", ["text/csv"])


def test_tables_are_written_in_every_form(make_store: MakeStore) -> None:
    store = make_store(QUADS[:1])
    query = "SELECT ?o WHERE { ?s ?p ?o }"
    results = json.loads(body(store, query, "application/sparql-results+json"))
    assert results["results"]["bindings"] == [{"o": {"type": "literal", "value": "ICOM", "xml:lang": "en"}}]
    assert body(store, query, "text/csv") == "o\r\nICOM\r\n"
    assert body(store, query, "text/tab-separated-values") == '?o\n"ICOM"@en\n'
    assert "<literal" in body(store, query, "application/sparql-results+xml")
    assert json.loads(body(store, "ASK { ?s ?p ?o }", "application/sparql-results+json"))["boolean"] is True


def test_triples_are_written_in_every_form(make_store: MakeStore) -> None:
    store = make_store([Quad(ICOM, IRI("http://xmlns.com/foaf/0.1/name"), text("ICOM", "en"), ONE)])
    query = f"DESCRIBE <{ICOM}>"
    turtle = body(store, query, "text/turtle")
    assert turtle.splitlines() == [
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .",
        '<http://example.org/icom> foaf:name "ICOM"@en .',
    ]
    assert body(store, query, "application/n-triples").endswith('"ICOM"@en .\n')
    assert json.loads(body(store, query, "application/ld+json"))[0]["@id"] == ICOM
    assert "foaf:name" in body(store, query, "application/rdf+xml")


def test_a_large_result_comes_in_pieces(make_store: MakeStore) -> None:
    quads = (Quad(IRI(f"{EX}{number}"), NAME, typed(number, "integer"), ONE) for number in range(5_000))
    answer = make_store(quads).answer(EVERYTHING, ["application/sparql-results+json"])
    pieces = list(answer.chunks)
    assert len(pieces) > 1
    assert len(json.loads(b"".join(pieces))["results"]["bindings"]) == 5_000


def test_a_written_result_can_be_read_in_another_thread(make_store: MakeStore) -> None:
    answer = make_store(QUADS).answer(EVERYTHING, ["text/csv"])
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: b"".join(answer.chunks).count(b"\n")).result() == 4


def test_rows_read_in_another_thread_are_refused_before_the_engine_ends_the_process(
    make_store: MakeStore,
) -> None:
    store = make_store(QUADS)
    lazy = (
        iter(store.select(EVERYTHING).rows),
        store.construct("CONSTRUCT WHERE { ?s ?p ?o }"),
        store.quads(),
    )
    with ThreadPoolExecutor(1) as other:
        for rows in lazy:
            with pytest.raises(StoreError, match="thread"):
                other.submit(next, rows).result()


def test_quads_are_found_by_any_of_their_parts(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    assert set(store.quads()) == set(QUADS)
    assert set(store.quads(subject=UNESCO)) == set(QUADS[2:])
    assert set(store.quads(predicate=NAME, graph=ONE)) == {QUADS[0]}
    assert set(store.quads(object=text("ICOM", "en"))) == set(QUADS[:2])
    assert not list(store.quads(subject=IRI("not an address")))


def test_the_generation_counts_true_changes_only(make_store: MakeStore) -> None:
    store = make_store(())
    before = store.generation
    store.apply(Change(added=frozenset(QUADS)))
    after = store.generation
    assert after == before + 1
    store.apply(Change(added=frozenset(QUADS), removed=frozenset([QUADS[0]._replace(subject=UNESCO)])))
    assert store.generation == after
    assert set(store.quads()) == set(QUADS)


def test_what_both_goes_and_comes_stays(make_store: MakeStore) -> None:
    store = make_store(QUADS)
    store.apply(Change(removed=frozenset(QUADS), added=frozenset(QUADS[:1])))
    assert set(store.quads()) == {QUADS[0]}


def test_a_number_written_otherwise_is_the_same_number(make_store: MakeStore) -> None:
    amount = Quad(ICOM, IRI(EX + "amount"), typed("1", "decimal"), ONE)
    store = make_store([amount])
    store.apply(
        Change(
            removed=frozenset([amount]), added=frozenset([amount._replace(object=typed("1.0", "decimal"))])
        )
    )
    assert set(store.quads()) == {amount}


def test_words_with_every_sign_come_back_the_same(make_store: MakeStore) -> None:
    store = make_store([Quad(ICOM, NAME, text("old"), ONE)])
    signs = text("„Ⱥ“ \"\\\" \\u0041 \t\r\n \u2028 😀 { } # '''")
    # Removing as well takes the way through an update, where words are written out.
    store.apply(
        Change(
            removed=frozenset([Quad(ICOM, NAME, text("old"), ONE)]),
            added=frozenset([Quad(ICOM, NAME, signs, ONE)]),
        )
    )
    assert [quad.object for quad in store.quads()] == [signs]
    assert list(store.select(EVERYTHING, {"o": signs})) == [{"s": ICOM, "p": NAME, "o": signs}]
    assert isinstance(signs, Literal)


def test_the_character_nul_comes_back(make_store: MakeStore) -> None:
    store = make_store([Quad(ICOM, NAME, text("a\x00b"), ONE)])
    assert [quad.object for quad in store.quads()] == [text("a\x00b")]


def test_values_of_every_datatype_of_the_model_come_back_the_same(make_store: MakeStore) -> None:
    values = {
        typed("2013-10-30", "date"),
        typed("2013-10", "gYearMonth"),
        typed("2013", "gYear"),
        typed("47839", "decimal"),
        typed("0.333333", "decimal"),
        typed("12", "integer"),
        typed("true", "boolean"),
        typed("2013-10-30T10:00:00Z", "dateTime"),
        text("Музейное дело", "ru"),
        text("000.txt"),
        Literal("POINT(49.89 40.38)", IRI("http://www.opengis.net/ont/geosparql#wktLiteral")),
    }
    store = make_store([Quad(ICOM, NAME, value, ONE) for value in values])
    before = store.generation
    assert {quad.object for quad in store.quads()} == values
    assert {row["o"] for row in store.select("SELECT ?o WHERE { ?s ?p ?o }")} == values
    quads = frozenset(Quad(ICOM, NAME, value, ONE) for value in values)
    store.apply(Change(added=quads))
    assert store.generation == before
    store.apply(Change(removed=quads))
    assert not list(store.quads())
    assert not list(store.select(EVERYTHING))
