from urllib.parse import urlencode

from koinon.ontology.namespaces import HP

from ..conftest import Ask


def explained(ask: Ask, query: str, accept: str = "") -> str:
    asked = urlencode({"query": f"PREFIX hp: <{HP}> {query}", "explain": 1})
    answer = ask(f"/sparql?{asked}", accept)
    assert answer.status_code == 200, answer.text
    return answer.text


def test_an_explanation_is_had_as_json(ask: Ask) -> None:
    query = f"PREFIX hp: <{HP}> SELECT * {{ ?a a hp:Training ; hp:organizedBy ?o }}"
    answer = ask(f"/sparql?{urlencode({'query': query, 'explain': 1})}")
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    assert said["result"] == "empty"
    assert said["tried"][1] == {"pattern": "?a hp:organizedBy ?o .", "matches": False}
    assert {
        "kind": "unknown-property",
        "sentence": "There is no property hp:organizedBy; did you mean hp:organisedBy?",
        "term": HP + "organizedBy",
        "suggestion": HP + "organisedBy",
    } in said["notes"]


def test_an_explanation_stands_in_the_page(ask: Ask) -> None:
    page = explained(ask, "SELECT * { ?a hp:organizedBy ?o FILTER(?o != '<script>') }", "text/html")
    assert "did you mean hp:organisedBy?" in page
    assert "<script>" not in page
    sound = explained(ask, "SELECT * { ?a hp:organisedBy ?o }", "text/html")
    assert "Every term is known" in sound


def test_results_and_explanations_have_tags_of_their_own(ask: Ask) -> None:
    query = urlencode({"query": "ASK {}"})
    tags = {ask(f"/sparql?{query}{more}").headers["etag"] for more in ("", "&explain=1")}
    assert len(tags) == 2
    assert ask(f"/sparql?{query}&explain=0").json()["boolean"] is True


def test_what_the_guard_refuses_is_not_parsed(ask: Ask) -> None:
    bomb = "SELECT * {" + "{" * 5_000 + "}" * 5_000 + "}"
    assert ask(f"/sparql?{urlencode({'query': bomb, 'explain': 1})}").status_code == 400
    service = "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }"
    assert ask(f"/sparql?{urlencode({'query': service, 'explain': 1})}").status_code == 400


def test_what_is_left_out_of_a_whole_class_is_said_to_be_taken_away(ask: Ask) -> None:
    query = (
        f"PREFIX hp: <{HP}> SELECT ?o {{ ?o a hp:Organisation "
        "FILTER NOT EXISTS { ?i hp:agent ?o . ?i hp:role ?r } }"
    )
    said = ask(f"/sparql?{urlencode({'query': query, 'explain': 1})}").json()
    assert "MINUS { ?i hp:agent ?o . ?i hp:role ?r }" in said["asked"]
    assert [note["sentence"][-7:] for note in said["notes"] if note["kind"] == "rewritten"] == ["(minus)"]


def test_a_rewritten_query_says_so(ask: Ask) -> None:
    query = (
        f"PREFIX hp: <{HP}> SELECT ?o {{ ?o a hp:Organisation "
        "FILTER EXISTS { ?i hp:agent ?o . ?i hp:role ?r } }"
    )
    said = ask(f"/sparql?{urlencode({'query': query, 'explain': 1})}").json()
    assert "FILTER EXISTS { ?i hp:role ?r }" in said["asked"]
    assert [note["sentence"] for note in said["notes"] if note["kind"] == "rewritten"] == [
        "EXISTS looks for its patterns one after the other, beginning with what the row already binds. "
        "(nested-exists)"
    ]
