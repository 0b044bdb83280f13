import csv
import io
from urllib.parse import urlencode

import networkx as nx
import pytest

from koinon.graph.network import PARAMETERS
from koinon.service.api.network_parameters import FILTERS

BASE = "http://127.0.0.1:8000"


def test_the_network_has_the_shape_of_the_interface(ask, paths) -> None:  # type: ignore[no-untyped-def]
    said = ask("/api/network").json()
    assert set(said) >= {"generation", "filters", "total", "truncated", "nodes", "edges"}
    assert said["total"] == {"nodes": 2, "edges": 1}
    assert {node["id"] for node in said["nodes"]} == {BASE + paths["organisation"], BASE + paths["partner"]}
    assert set(said["nodes"][0]) >= {"label", "kind", "country", "degree", "strength", "community", "x", "y"}
    assert set(said["edges"][0]) >= {
        "source",
        "target",
        "weight",
        "activities",
        "first",
        "last",
        "roles",
        "sources",
    }


def test_filters_narrow_the_network(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("/api/network?from=2013&to=2013&country=AZ&role=organiser").json()["edges"]
    assert not ask("/api/network?from=2014").json()["edges"]


@pytest.mark.parametrize("wrong", ["role=king", "from=soon", "colour=red", "from=2014&to=2013", "limit=0"])
def test_a_filter_that_cannot_be_understood_is_told(wrong: str, ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask(f"/api/network?{wrong}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["detail"].endswith(".")


def test_a_tie_opens_with_roles_and_words(ask, paths) -> None:  # type: ignore[no-untyped-def]
    ends = {"source": BASE + paths["organisation"], "target": BASE + paths["partner"]}
    said = ask(f"/api/network/tie?{urlencode(ends)}").json()
    assert [one["label"] for one in said["activities"]] == ["Museum Service"]
    assert {one["phrase"] for one in said["activities"][0]["involvements"]} == {
        "organized by",
        "in partnership with",
    }


def test_a_tie_of_no_node_is_told(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("/api/network/tie?source=http://e/x").status_code == 400
    assert ask("/api/network/tie?source=http://e/x&target=http://e/y").status_code == 400


def test_the_network_is_had_as_files(ask) -> None:  # type: ignore[no-untyped-def]
    gexf, table = ask("/api/network.gexf"), ask("/api/network.csv")
    assert nx.read_gexf(io.BytesIO(gexf.content)).number_of_edges() == 1
    assert 'filename="koinon-network.gexf"' in gexf.headers["content-disposition"]
    assert len(list(csv.reader(io.StringIO(table.text)))) >= 2
    assert ask("/api/network.graphml").status_code == 200
    assert ".gexf" in ask("/api/network.xls").json()["detail"]


def test_the_api_documents_every_filter() -> None:
    assert {one["name"] for one in FILTERS} == PARAMETERS


def test_a_source_is_given_with_its_text_and_passages(ask, paths, account) -> None:  # type: ignore[no-untyped-def]
    listed = ask("/api/sources").json()["sources"]
    assert [one["id"] for one in listed] == [BASE + paths["source"]]
    said = ask(paths["source"].replace("/source/", "/api/sources/")).json()
    assert said["text"] == account.text
    assert all(account.text[one["start"] : one["end"]] == one["words"] for one in said["passages"])
    assert len(said["passages"]) >= 6
    assert ask("/api/sources/none").status_code == 404


def test_questions_are_listed_and_answered(ask) -> None:  # type: ignore[no-untyped-def]
    listed = ask("/api/questions").json()["questions"]
    for question in listed[:2]:
        said = ask(f"/api/questions/{question['name']}").json()
        assert said["text"] == question["text"]
        assert {"head", "results"} <= set(said["results"])
    assert ask("/api/questions/none").status_code == 404


def test_every_answer_names_its_generation(ask, paths) -> None:  # type: ignore[no-untyped-def]
    for address in ("/", "/sparql", "/api/network", "/api/network.csv", "/api/sources", "/ns", paths["tie"]):
        assert ask(address).headers["koinon-generation"].isdigit()
    assert ask("/healthz").json()["status"] == "ok"


def test_a_network_leads_to_its_query_which_gives_the_same_ties(ask, paths) -> None:  # type: ignore[no-untyped-def]
    found = ask("/api/network/sparql?role=partner&from=2013")
    assert (found.status_code, found.headers["vary"]) == (303, "Accept")
    rows = ask(found.headers["location"], "text/csv").text.splitlines()
    ends = sorted(BASE.rstrip("/") + paths[end] for end in ("organisation", "partner"))
    assert rows == ["source,target,activities", f"{ends[0]},{ends[1]},1"]
    text = ask("/api/network/sparql?role=partner&from=2013", "application/sparql-query")
    assert text.headers["content-type"].startswith("application/sparql-query")
    assert "VALUES ?oneRole { role:partner }" in text.text


def test_the_map_its_query_and_its_activities_agree(ask) -> None:  # type: ignore[no-untyped-def]
    told = ask("/api/network/map?role=partner").json()
    total = told["total"]
    assert total["activities"] == total["point"] + total["country"] + total["nowhere"] == 1
    found = ask("/api/network/map/sparql?role=partner")
    assert found.status_code == 303
    rows = list(csv.DictReader(io.StringIO(ask(found.headers["location"], "text/csv").text)))
    assert [(row["place"], int(row["activities"])) for row in rows] == [
        (one["id"], one["activities"]) for one in told["places"]
    ]
    counted = {one["id"]: one["activities"] for one in told["places"]} | {"nowhere": total["nowhere"]}
    for at, count in counted.items():
        opened = ask(f"/api/network/activities?{urlencode({'at': at})}").json()
        assert opened["total"] == len(opened["activities"]) == count
        assert all(one["involvements"][0]["passages"] for one in opened["activities"])
    assert ask("/api/network/map?of=http://e/x").status_code == 400
    assert ask("/api/network/activities?at=http://e/x").status_code == 400


def test_a_network_that_is_no_query_says_why(ask) -> None:  # type: ignore[no-untyped-def]
    refused = ask("/api/network/sparql?weight=newman")
    assert refused.status_code == 422
    assert "only weight=activities" in refused.json()["detail"]
    assert ask("/api/network/sparql?weight=heavy").status_code == 400
