"""Analyses of a small network whose answers are known."""

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network import build_index
from koinon.graph.network.analyses import ANALYSES, analyse, as_csv
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
Ask = Callable[..., dict[str, Any]]
#: A chain a – b – c – d, and e beside b and c; the tie of a and b is the heaviest.
PAIRS = {"1": "ab", "2": "ab", "3": "bc", "4": "cd", "5": "bce"}
YEARS = {"1": 2010, "2": 2011, "3": 2011, "4": 2012, "5": 2013}
HOMES = {"a": "FRA", "b": "FRA", "c": "AZE", "d": "AZE", "e": "KAZ"}
CODES = {"FRA": "FR", "AZE": "AZ", "KAZ": "KZ"}


def turtle() -> str:
    written = [
        f'<organisation/{name}> skos:prefLabel "{name.upper()}"@en, "{name.upper()}-ru"@ru ; '
        f"hp:country country:{home} ."
        for name, home in HOMES.items()
    ]
    for activity, members in PAIRS.items():
        written.append(
            f'<activity/{activity}> a hp:Activity, hp:Training ; hp:start "{YEARS[activity]}"^^xsd:gYear .'
        )
        for member in members:
            involvement = f"<involvement/{activity}{member}>"
            written.append(f"<activity/{activity}> hp:involvement {involvement} .")
            written.append(f"{involvement} hp:agent <organisation/{member}> ; hp:role role:partner .")
    written.append("<activity/1> hp:takesPlaceAt <place/x> . <place/x> geo:hasGeometry <place/x#point> .")
    written.append('<place/x#point> geo:asWKT "POINT(2.35 48.86)"^^geo:wktLiteral .')
    return "\n".join(written)


@pytest.fixture(name="ask")
def asking(make_store: MakeStore) -> Ask:
    codes = " ".join(
        f'country:{long} a hp:Country ; skos:notation "{short}" .' for long, short in CODES.items()
    )
    store = make_store({"one": turtle(), "ontology": codes})
    index = build_index(store)

    def ask(name: str, languages: tuple[str, ...] = (), **given: str) -> dict[str, Any]:
        named = {key.rstrip("_").replace("_", "-"): value.split(" ") for key, value in given.items()}
        return analyse(name, index, store, named, languages)

    return ask


def node(name: str) -> str:
    return f"http://example.org/organisation/{name}"


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"][-1] for row in rows]


def test_an_ego_network_holds_the_near_with_all_their_ties(ask: Ask) -> None:
    near = ask("ego", of=node("b"))
    assert names(near["nodes"]) == ["b", "c", "a", "e"]
    assert {edge["source"][-1] + edge["target"][-1] for edge in near["edges"]} == {"ab", "bc", "be", "ce"}
    assert names(ask("ego", of=node("a"), depth="2")["nodes"]) == ["a", "b", "c", "e"]
    assert names(ask("ego", of=node("a"), depth="3")["nodes"]) == ["a", "b", "c", "e", "d"]


@pytest.mark.parametrize("weight", ["activities", "newman", "roles"])
def test_an_ego_network_weighs_as_the_whole_network_does(ask: Ask, weight: str) -> None:
    whole = ask("backbone", level="1", weight=weight)["edges"]
    weights = {(edge["source"], edge["target"]): edge["weight"] for edge in whole}
    for edge in ask("ego", of=node("b"), weight=weight)["edges"]:
        assert weights[edge["source"], edge["target"]] == edge["weight"]


def test_a_path_says_what_each_hop_is_made_of(ask: Ask) -> None:
    (path,) = ask("path", from_=node("a"), to=node("d"))["paths"]
    assert names(path["stops"]) == ["a", "b", "c", "d"]
    assert [activity["id"][-1] for activity in path["hops"][0]["shared"]] == ["1", "2"]
    roles = {told["role"] for hop in path["hops"] for one in hop["shared"] for told in one["involvements"]}
    assert roles == {"partner"}
    assert ask("path", from_=node("a"), to=node("d"), from_year="2012")["paths"] == []


def test_measures_are_those_of_the_whole_network_however_many_rows_are_shown(ask: Ask) -> None:
    table = ask("measures", measure="betweenness degree", limit="2")
    assert names(table["nodes"]) == ["b", "c"]
    assert table["truncated"]
    assert table["nodes"][0]["betweenness"] == pytest.approx(0.5)
    assert table["measures"]["degree"] == {"method": "exact", "error": None}


def test_a_ranking_is_compared_with_the_same_without_an_activity(ask: Ask) -> None:
    found = ask("survival", measure="degree", without="http://example.org/activity/5")
    lost = next(row for row in found["nodes"] if row["id"] == node("e"))
    assert (lost["rank_after"], found["lost"]) == (None, 1)
    assert found["correlation"] is not None
    with pytest.raises(NetworkError, match="left out"):
        ask("survival")
    with pytest.raises(NetworkError, match="names no activity"):
        ask("survival", without="http://example.org/nowhere")


def test_windows_tile_the_years(ask: Ask) -> None:
    windows = ask("windows", width="1")["windows"]
    assert [(window["from"], window["total"]["edges"]) for window in windows] == [
        (2010, 1),
        (2011, 2),
        (2012, 1),
        (2013, 3),
    ]


def test_communities_open_one_by_one(ask: Ask) -> None:
    found = ask("communities", compare="yes")
    assert sum(one["members"] for one in found["communities"]) == 5
    assert 0 <= found["stability"] <= 1
    first = ask("communities", number="0")
    assert len(first["nodes"]) == found["communities"][0]["members"]
    with pytest.raises(NetworkError, match="no community 99"):
        ask("communities", number="99")


def test_predictions_are_guesses_of_the_not_yet_tied(ask: Ask) -> None:
    found = ask("prediction", of=node("a"))
    assert "guess" in found["note"]
    assert [one["id"][-1] for one in found["partners"]] == ["c", "e"]
    assert found["partners"][0]["resource_allocation"] == pytest.approx(1 / 3, abs=1e-5)
    assert {one["id"] for one in found["countries"]} == {"AZ", "KZ"}
    tested = ask("back-test", hidden="1")
    assert all(0 <= one["auc"] <= 1 for one in tested["scores"])


def test_who_takes_part_in_what_is_not_projected(ask: Ask) -> None:
    found = ask("bipartite")
    assert len(found["memberships"]) == sum(map(len, PAIRS.values()))
    assert names(found["members"])[0] == "b"
    assert found["shared"][0]["id"][-1] == "5"


def test_facets_count_each_filter_without_itself(ask: Ask) -> None:
    found = ask("facets", country="FR")
    counts = {one["value"]: one["count"] for one in found["facets"]["country"]}
    assert counts == {"AZ": 3, "FR": 4, "KZ": 1}
    assert {one["value"]: one["count"] for one in found["facets"]["year"]} == {
        "2010": 1,
        "2011": 2,
        "2013": 1,
    }
    assert found["total"]["activities"] == 4


def test_labels_are_in_the_language_of_the_reader(ask: Ask) -> None:
    assert ask("measures", ("ru",))["nodes"][0]["label"].endswith("-ru")


@pytest.mark.parametrize("name", sorted(set(ANALYSES) - {"ego", "path", "prediction", "survival"}))
def test_every_answer_has_a_table(ask: Ask, name: str) -> None:
    given = {"level": "1"} if name == "backbone" else {}
    table = list(csv.reader(io.StringIO(as_csv(name, ask(name, **given)))))
    assert len(table) >= 2
    assert len({len(row) for row in table}) == 1


def test_what_cannot_be_understood_is_said_in_a_sentence(ask: Ask) -> None:
    for name, given, said in (
        ("measures", {"measure": "fame"}, "no measure “fame”"),
        ("ego", {"of": node("z")}, "no organisation"),
        ("ego", {}, "of= is missing"),
        ("ego", {"of": node("a"), "depth": "9"}, "from 1 to 3"),
        ("brokerage", {"by": "colour"}, "country or kind"),
        ("backbone", {"level": "2"}, "from 0 to 1"),
        ("cohesion", {"colour": "red"}, "no parameter “colour”"),
        ("fortune", {}, "no analysis “fortune”"),
    ):
        with pytest.raises(NetworkError, match=said):
            ask(name, **given)
