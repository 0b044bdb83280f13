"""Updates are compared with what the engine itself makes of them."""

import itertools
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
from rdflib.compare import to_canonical_graph
from rdflib.graph import Graph

from koinon.graph.errors import QueryError
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad
from koinon.graph.updating import Graphs, NoDefaultGraph, Recording, Update, run_update

EX = "http://example.org/"
OWN = IRI(EX + "own")
NODES = EX + "node/"
DATA = f"""
PREFIX ex: <{EX}>
INSERT DATA {{
  ex:a ex:p 1 , "two"@en ; ex:knows ex:b .
  GRAPH ex:g {{ ex:a ex:p 1 . ex:b ex:knows ex:c ; ex:name "b{{" }}
  GRAPH ex:h {{ ex:c ex:knows ex:a . ex:a ex:p 1 }}
}}"""
UPDATES = [
    "INSERT DATA { ex:n ex:p true, 1.0, 'x' } ; INSERT DATA { GRAPH ex:g { ex:n ex:p <http://e/#> } }",
    "DELETE DATA { ex:a ex:p 1 . GRAPH ex:g { ex:a ex:p 1 . ex:none ex:p 2 } }",
    "DELETE WHERE { ex:a ?p ?o }",
    "DELETE WHERE { GRAPH ?g { ex:a ?p ?o } ?s ex:knows ?any }",
    "DELETE { ?s ex:knows ?o } INSERT { ?o ex:knownBy ?s . GRAPH ex:new { ?s ex:in ex:new } } "
    "WHERE { ?s ex:knows ?o }",
    "WITH ex:g DELETE { ?s ex:knows ?o } INSERT { ?o ex:knows ?s } WHERE { ?s ex:knows ?o }",
    "WITH ex:g INSERT { ?s ex:both ?o } WHERE { ?s ex:p ?o . GRAPH ex:h { ?s ex:p ?o } }",
    "INSERT { ex:all ex:has ?s } USING ex:g USING ex:h WHERE { ?s ex:knows ?o }",
    "INSERT { GRAPH ?g { ex:all ex:has ?s } } USING NAMED ex:h WHERE { GRAPH ?g { ?s ?p ?o } }",
    "WITH ex:h INSERT { ex:all ex:has ?s } USING ex:g WHERE { ?s ?p ?o }",
    "INSERT { ?s ex:unbound ?o . ?o ex:literal ?s } WHERE { ?s ex:p ?x OPTIONAL { ?s ex:none ?o } }",
    "INSERT { ex:none ex:match 1 } WHERE { ex:none ?p ?o }",
    "INSERT { ex:one ex:match 1 } WHERE { }",
    "INSERT { [] ex:of ?s ; ex:list (1 ?s) } WHERE { ?s ex:knows ?o }",
    "INSERT { GRAPH ex:x { _:n ex:of ?s } GRAPH ex:y { _:n ex:also ?s } } WHERE { ?s ex:knows ?o }",
    "INSERT DATA { _:x ex:p _:y . GRAPH ex:g { _:x ex:q _:y } }",
    "INSERT { ex:s ex:made ?b } WHERE { BIND(BNODE() AS ?b) }",
    "DELETE { ?s ?p ?o } INSERT { ?s ?p ?new } WHERE { ?s ?p ?o FILTER(?o=1&&?o<2) BIND(?o+1 AS ?new) }",
    "CLEAR DEFAULT",
    "CLEAR GRAPH ex:g ; DROP SILENT GRAPH ex:nothing",
    "DROP NAMED",
    "CLEAR ALL",
    "ADD ex:g TO ex:h",
    "ADD DEFAULT TO GRAPH ex:h",
    "COPY GRAPH ex:g TO DEFAULT",
    "MOVE ex:g TO ex:h",
    "MOVE SILENT ex:g TO ex:g",
    "COPY SILENT ex:nothing TO ex:g",
    "CREATE GRAPH ex:new ; CREATE SILENT GRAPH ex:g",
    "# only a comment\n",
    "INSERT DATA { ex:x ex:p 1 } ; # a comment with ; and }\n DELETE DATA { ex:x ex:p 1 } ;",
    "INSERT DATA { ex:s ex:p '''}\n''' }",
    "INSERT { ?s ex:later 1 } WHERE { ?s ex:knows ex:b } ; DELETE { ?s ex:later ?n } "
    "INSERT { ?s ex:last ?n } WHERE { ?s ex:later ?n }",
]


def canonical(quads: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Write each graph with its blank nodes renamed the same way; graphs by name."""
    found: dict[str, set[str]] = {}
    for graph, lines in itertools.groupby(sorted(quads), key=lambda pair: pair[0]):
        parsed = Graph().parse(data="\n".join(line for _, line in lines), format="nt")
        found[graph] = set(to_canonical_graph(parsed).serialize(format="nt").split("\n"))
    return found


def expected(update: str) -> dict[str, set[str]]:
    engine = ox.Store()
    engine.update(DATA)
    engine.update(update)
    return canonical(
        (
            str(OWN) if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name.value),
            f"{quad.triple} .",
        )
        for quad in engine
    )


def found(store: EmbeddedStore) -> dict[str, set[str]]:
    def line(quad: Quad) -> str:
        made = EmbeddedStore.memory([quad]).answer("CONSTRUCT WHERE { ?s ?p ?o }", ["application/n-triples"])
        return b"".join(made.chunks).decode().replace(f"<{NODES}", "_:n")

    return canonical((quad.graph, _blank(line(quad))) for quad in store.quads())


def _blank(line: str) -> str:
    words = line.split(" ")
    return " ".join("_:" + word[3:-1].replace("/", "") if word.startswith("_:n") else word for word in words)


def stored(update: str = DATA) -> EmbeddedStore:
    store = EmbeddedStore.memory()
    run_update(store, Update(update), Graphs(OWN), NODES)
    return store


@pytest.mark.parametrize("update", UPDATES)
def test_an_update_does_what_the_engine_would_do(update: str) -> None:
    store = stored()
    run_update(store, Update(f"PREFIX ex: <{EX}>\n{update}"), Graphs(OWN), NODES)
    assert found(store) == expected(f"PREFIX ex: <{EX}>\n{update}")


def test_the_union_is_read_but_not_written() -> None:
    store = stored()
    run_update(
        store,
        Update(f"PREFIX ex: <{EX}> INSERT {{ GRAPH ex:u {{ ?s ex:in ex:u }} }} WHERE {{ ?s ex:knows ?o }}"),
        Graphs(),
        NODES,
    )
    assert {quad.subject for quad in store.quads(graph=IRI(EX + "u"))} == {EX + "a", EX + "b", EX + "c"}
    for update in (
        "INSERT DATA { <http://e/s> <http://e/p> 1 }",
        "CLEAR DEFAULT",
        "ADD DEFAULT TO <http://e/g>",
    ):
        with pytest.raises(NoDefaultGraph, match="union"):
            run_update(store, Update(update), Graphs(), NODES)


def test_what_the_program_maintains_outlives_clear_all() -> None:
    store = stored()
    run_update(store, Update("CLEAR ALL"), Graphs(maintained=frozenset({IRI(EX + "g")})), NODES)
    assert {quad.graph for quad in store.quads()} == {EX + "g"}


@pytest.mark.parametrize(
    ("update", "sentence"),
    [
        ("LOAD <http://127.0.0.1/x>", "LOAD is not allowed"),
        ("PREFIX : <http://e/> CLEAR SILENT ALL ; LOAD:x", "LOAD is not allowed"),
        ("INSERT { <a:s> <a:p> ?o } WHERE { SERVICE <http://e/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("INSERT DATA { <a:s> <a:p> ?o }", "line 1"),
        ("\nINSERT DATA { <a:s> <a:p> }", "line 2"),
        ("DELETE DATA { _:a <a:p> 1 }", "Blank nodes"),
        ("DELETE { [] <a:p> 1 } WHERE { }", "Blank nodes"),
        ("SELECT * { ?s ?p ?o }", "line 1, column 1: expected INSERT"),
        ("INSERT DATA { <a:s> <a:p> 1 ", "expected }"),
        ("INSERT DATA { ex:s ex:p 1 }", "line 1"),
        ("CLEAR GRAPH <a:g> CLEAR GRAPH <a:h>", "expected ;"),
        ("CREATE GRAPH <http://example.org/g>", "already"),
        ("MOVE <a:none> TO <a:g>", "There is no graph"),
        ("INSERT { GRAPH <a:g> { <rel> <a:p> 1 } } WHERE { }", "not SPARQL"),
        ("", ""),
    ],
)
def test_what_is_no_update_is_refused_in_a_sentence(update: str, sentence: str) -> None:
    store = stored()
    before = set(store.quads())
    if not sentence:
        run_update(store, Update(update), Graphs(OWN), NODES)
    else:
        with pytest.raises(QueryError, match=sentence):
            run_update(store, Update(update), Graphs(OWN), NODES)
    assert set(store.quads()) == before


def test_the_graphs_of_a_request_replace_those_of_the_store() -> None:
    store = stored()
    text = f"PREFIX ex: <{EX}> INSERT {{ GRAPH ex:u {{ ?s ex:in ex:u }} }} WHERE {{ ?s ex:knows ?o }}"
    run_update(store, Update(text, using=(IRI(EX + "g"),)), Graphs(), NODES)
    assert {quad.subject for quad in store.quads(graph=IRI(EX + "u"))} == {EX + "b"}
    with pytest.raises(QueryError, match="using-graph-uri"):
        run_update(
            store, Update(text.replace("INSERT", f"WITH <{EX}g> INSERT"), using=(OWN,)), Graphs(), NODES
        )


def test_relative_addresses_are_resolved_against_the_base() -> None:
    store = EmbeddedStore.memory()
    run_update(store, Update("INSERT DATA { GRAPH <g> { <s> <p> <o> } }", base=EX), Graphs(), NODES)
    assert {quad.graph for quad in store.quads()} == {EX + "g"}


def test_declarations_may_stand_between_operations() -> None:
    # The grammar allows it (rule 29); the engine by itself does not.
    store = EmbeddedStore.memory()
    text = f"PREFIX ex: <{EX}> INSERT DATA {{ ex:s ex:p 1 }} ; PREFIX ex: <{EX}x/> BASE <{EX}> "
    run_update(store, Update(f"{text} INSERT DATA {{ <s> ex:p 1 }}"), Graphs(OWN), NODES)
    assert {quad.predicate for quad in store.quads(IRI(EX + "s"))} == {EX + "p", EX + "x/p"}


def test_changes_are_taken_back_exactly() -> None:
    store = stored()
    before = set(store.quads())
    recording = Recording(store)
    with pytest.raises(QueryError):
        run_update(
            recording, Update(f"CLEAR GRAPH <{EX}g> ; {DATA} ; MOVE <a:x> TO <a:y>"), Graphs(OWN), NODES
        )
    run_update(recording, Update(f"CLEAR GRAPH <{EX}g> ; DROP ALL"), Graphs(OWN), NODES)
    assert recording.graphs == {quad.graph for quad in before}
    assert not list(store.quads())
    recording.take_back()
    assert set(store.quads()) == before
