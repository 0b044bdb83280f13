"""Projections of small networks whose answer is known."""

import json
from collections.abc import Callable, Mapping

import networkx as nx
import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, Network, build_index, project
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
TRAINING = """
<activity/training> a hp:Training, hp:Activity ; skos:prefLabel "Training"@en ;
    hp:start "2011"^^xsd:gYear ; hp:involvement <i/1>, <i/2>, <i/3>, <i/4> .
<i/1> hp:agent <organisation/a> ; hp:role role:organiser .
<i/2> hp:agent <organisation/b> ; hp:role role:partner .
<i/3> hp:agent <organisation/c> ; hp:role role:funder .
<i/4> hp:represents country:AZE ; hp:role role:participant .
<activity/workshop> a hp:Training, hp:Activity ;
    hp:start "2013"^^xsd:gYear ; hp:involvement <i/5>, <i/6> .
<i/5> hp:agent <organisation/b> ; hp:role role:organiser .
<i/6> hp:agent <organisation/a> ; hp:role role:partner .
<organisation/a> a hp:Organisation ; skos:prefLabel "Museum A"@en, "Музей А"@ru ;
    org:classification kind:museum ; hp:country country:FRA .
<organisation/b> a hp:Organisation ; skos:prefLabel "B"@en ; hp:country country:AZE .
<organisation/c> a hp:Organisation ; skos:prefLabel "C"@en .
"""
CODES = 'country:AZE a hp:Country ; skos:notation "AZ" . country:FRA a hp:Country ; skos:notation "FR" .'


def training(make_store: MakeStore, **parameters: str) -> Network:
    index = build_index(make_store({"one": TRAINING, "ontology": CODES}))
    named = {name.replace("_", "-").rstrip("-"): value.split("+") for name, value in parameters.items()}
    return project(index, Filters.parse(named))


def pairs(network: Network) -> dict[str, float]:
    return {f"{edge.source[-1]}{edge.target[-1]}": edge.weight for edge in network.edges}


def test_weights_of_a_small_network_are_those_of_the_definitions(make_store: MakeStore) -> None:
    assert pairs(training(make_store)) == {"ab": 2, "ac": 1, "bc": 1}
    assert pairs(training(make_store, weight="newman")) == {"ab": 1.5, "ac": 0.5, "bc": 0.5}
    assert pairs(training(make_store, weight="roles")) == {"ab": 1.5, "ac": 0.5, "bc": 0.375}


def test_newman_strength_counts_the_shared_activities_of_a_node(make_store: MakeStore) -> None:
    strengths = {node.id[-1]: node.strength for node in training(make_store, weight="newman").nodes}
    assert strengths == {"a": 2, "b": 2, "c": 1}


def test_roles_choose_ties_but_leave_their_newman_weight(make_store: MakeStore) -> None:
    chosen = training(make_store, role="organiser", with_role="partner", weight="newman")
    assert pairs(chosen) == {"ab": 1.5}
    assert pairs(training(make_store, role="funder", weight="newman")) == {"ac": 0.5, "bc": 0.5}


def test_an_edge_says_who_played_which_role_and_since_when(make_store: MakeStore) -> None:
    edge = training(make_store).edges[0]
    assert (edge.first, edge.last, edge.activities, edge.sources) == (2011, 2013, 2, 1)
    assert sorted(edge.roles) == [("organiser", "partner", 1), ("partner", "organiser", 1)]


def test_nodes_are_described(make_store: MakeStore) -> None:
    node = next(node for node in training(make_store).nodes if node.id[-1] == "a")
    assert (node.label, node.kind, node.country, node.degree) == ("Museum A", "museum", "FR", 2)


def test_labels_follow_the_reader(make_store: MakeStore) -> None:
    index = build_index(make_store({"one": TRAINING, "ontology": CODES}))
    russian = {node.id[-1]: node.label for node in project(index, languages=["ru-RU", "fr"]).nodes}
    assert russian == {"a": "Музей А", "b": "B", "c": "C"}


def test_countries_cooperate_through_their_organisations_and_delegations(make_store: MakeStore) -> None:
    network = training(make_store, unit="country")
    (edge,) = network.edges
    assert (edge.source[-3:], edge.target[-3:], edge.activities) == ("AZE", "FRA", 2)
    assert ("participant", "organiser", 1) in edge.roles


def test_limit_keeps_the_strongest_nodes_and_says_so(make_store: MakeStore) -> None:
    network = training(make_store, limit="2")
    assert network.truncated
    assert [node.id[-1] for node in network.nodes] == ["a", "b"]
    assert pairs(network) == {"ab": 2}
    assert (network.total_nodes, network.total_edges) == (3, 3)
    assert [node.degree for node in network.nodes] == [2, 2]


def test_the_same_data_in_another_order_give_the_same_network(make_store: MakeStore) -> None:
    other_order = "\n".join(reversed(TRAINING.strip().replace(" ;\n    ", " ; ").split("\n")))
    there = project(build_index(make_store({"ontology": CODES, "one": other_order})))
    assert there.to_json() == training(make_store).to_json()


def test_json_has_the_shape_of_the_interface(make_store: MakeStore) -> None:
    written = json.loads(training(make_store).to_json())
    assert set(written) == {"generation", "filters", "total", "truncated", "nodes", "edges"}
    assert set(written["nodes"][0]) == {
        *("id", "label", "kind", "country", "degree", "strength", "community", "x", "y")
    }
    assert set(written["edges"][0]) == {
        *("source", "target", "weight", "activities", "first", "last", "roles", "sources")
    }


def test_an_empty_store_has_an_empty_network(make_store: MakeStore) -> None:
    network = project(build_index(make_store({})))
    assert (network.nodes, network.edges, network.truncated) == ((), (), False)


def test_a_heritage_type_that_is_not_there_is_refused_with_those_that_are(make_store: MakeStore) -> None:
    index = build_index(make_store({"ontology": "heritage:museums a hp:HeritageType ."}))
    with pytest.raises(NetworkError, match="museums"):
        project(index, Filters(heritage_type=("museum",)))


def test_the_network_reaches_networkx_and_scipy_whole(make_store: MakeStore) -> None:
    network = training(make_store)
    graph = network.to_networkx()
    assert nx.number_of_edges(graph) == 3
    assert graph.edges[network.edges[0].source, network.edges[0].target]["first"] == 2011
    assert network.to_scipy().sum() == 2 * sum(edge.weight for edge in network.edges)
