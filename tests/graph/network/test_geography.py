"""The map: where activities stand, which countries share them, when, and what stands behind each number."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network import NetworkIndex, build_index
from koinon.graph.network.analyses import analyse
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
Ask = Callable[..., dict[str, Any]]
BASE = "http://example.org/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
ONTOLOGY = """
country:AZE a hp:Country ; skos:notation "AZ" . country:FRA a hp:Country ; skos:notation "FR" .
country:KAZ a hp:Country ; skos:notation "KZ" .
"""
#: 1 in a museum of Baku, 2 in Baku, 3 somewhere in Azerbaijan, 4 in Baku and in “Azerbaijan”, 5 nowhere told.
TOLD = """
<place/baku> skos:prefLabel "Baku"@en ; hp:placeKind "city" ; hp:country country:AZE ;
    geo:hasGeometry <place/baku#geometry> .
<place/baku#geometry> geo:asWKT "POINT(49.892 40.378)"^^geo:wktLiteral .
<place/hall> skos:prefLabel "A hall"@en ; hp:placeKind "venue" ; hp:within <place/museum> .
<place/museum> skos:prefLabel "A museum"@en ; hp:placeKind "venue" ; hp:within <place/baku> .
<place/region> skos:prefLabel "A region"@en ; hp:placeKind "region" ; hp:country country:AZE .
<place/broken> hp:country country:FRA ; geo:hasGeometry <place/broken#geometry> .
<place/broken#geometry> geo:asWKT "POINT(400 95)"^^geo:wktLiteral .
<activity/1> hp:takesPlaceAt <place/hall> ; hp:start "2010"^^xsd:gYear .
<activity/2> hp:takesPlaceAt <place/baku> ; hp:start "2012"^^xsd:gYear ; hp:end "2013"^^xsd:gYear .
<activity/3> hp:takesPlaceAt <place/region> .
<activity/4> hp:takesPlaceAt <place/baku>, country:AZE .
<activity/6> hp:takesPlaceAt <place/broken> .
<organisation/a> hp:country country:AZE . <organisation/f> hp:country country:FRA .
"""


def involvements() -> str:
    return "\n".join(
        f"<activity/{number}> a hp:Activity ; hp:involvement <i/{number}a>, <i/{number}f> . "
        f"<i/{number}a> hp:agent <organisation/a> ; hp:role role:organiser . "
        f"<i/{number}f> {'hp:represents country:KAZ' if number == 5 else 'hp:agent <organisation/f>'} ; "
        f"hp:role role:{'host' if number == 2 else 'partner'} ."
        for number in range(1, 7)
    )


@pytest.fixture(name="index")
def made_index(store: EmbeddedStore) -> NetworkIndex:
    return build_index(store)


@pytest.fixture(name="store")
def made_store(make_store: MakeStore) -> EmbeddedStore:
    return make_store({"one": TOLD + involvements(), "ontology": ONTOLOGY})


@pytest.fixture(name="ask")
def asking(store: EmbeddedStore, index: NetworkIndex) -> Ask:
    def ask(name: str, **given: str) -> dict[str, Any]:
        named = {key.replace("_", "-"): value.split(" ") for key, value in given.items()}
        return analyse(name, index, store, named)

    return ask


def ends(activities: list[dict[str, Any]]) -> list[str]:
    return [one["id"][-1] for one in activities]


def test_a_place_without_a_point_stands_at_the_nearest_one_around_it(index: NetworkIndex) -> None:
    things = index.places.things
    found = {things.label(number): int(index.places.located[number]) for number in range(len(things))}
    baku = things.find(f"{BASE}place/baku")
    assert [found[name] for name in ("Baku", "A museum", "A hall", "A region", "broken")] == [
        *[baku] * 3,
        -1,
        -1,
    ]
    assert float(index.places.longitude[baku]) == pytest.approx(49.892)


def test_every_activity_is_counted_where_it_is_known_to_be(ask: Ask) -> None:
    found = ask("map")
    assert found["total"] == {
        "activities": 6, "point": 3, "country": 2, "nowhere": 1, "places": 1, "edges": 2,
    }  # fmt: skip
    (baku,) = found["places"]
    assert (baku["label"], baku["kind"], baku["country"]) == ("Baku", "city", "AZ")
    assert (baku["activities"], baku["places"], baku["first"], baku["last"]) == (3, 3, 2010, 2013)
    countries = {
        one["country"]: (one["activities"], one["degree"], one["placed"]) for one in found["countries"]
    }
    assert countries == {"AZ": (6, 2, 1), "FR": (5, 1, 1), "KZ": (1, 1, 0)}
    assert [(one["source"][-3:], one["target"][-3:], one["activities"]) for one in found["edges"]] == [
        ("AZE", "FRA", 5),
        ("AZE", "KAZ", 1),
    ]


def test_roles_are_counted_year_by_year_whatever_years_are_looked_at(ask: Ask) -> None:
    years = {
        "first": 2010,
        "last": 2013,
        "roles": {"organiser": (1, 0, 1, 1), "host": (0, 0, 1, 1), "partner": (1, 0, 0, 0)},
    }
    assert ask("map")["years"] == ask("map", **{"from": "2012"})["years"] == years
    assert ask("map", **{"from": "2012"})["total"]["activities"] == 1


def test_roles_keep_the_activities_in_which_somebody_has_them(ask: Ask) -> None:
    assert ask("map", role="host")["places"][0]["activities"] == 1
    assert ask("map", role="host", with_role="partner")["places"] == []


def test_a_map_can_be_of_one_thing(ask: Ask) -> None:
    for address, activities in (
        (f"{BASE}organisation/f", 5),
        (f"{COUNTRY}KAZ", 1),
        (f"{BASE}place/baku", 3),
        (f"{BASE}place/museum", 0),
    ):
        found = ask("map", of=address)
        assert (found["of"]["id"], found["total"]["activities"]) == (address, activities)
    assert ask("map", of=f"{BASE}place/baku")["of"]["label"] == "Baku"
    assert ask("map")["of"] is None
    with pytest.raises(NetworkError, match="no organisation, country, place or heritage type"):
        ask("map", of=f"{BASE}nothing")


def test_every_number_opens_its_activities(ask: Ask) -> None:
    assert ends(ask("activities", at=f"{BASE}place/baku")["activities"]) == ["1", "2", "4"]
    assert ends(ask("activities", at=f"{COUNTRY}AZE")["activities"]) == ["3"]
    assert ends(ask("activities", at="nowhere")["activities"]) == ["5"]
    assert ask("activities", of=f"{BASE}organisation/a")["total"] == 6
    assert ask("activities", of=f"{BASE}organisation/f", at="nowhere")["total"] == 0
    with pytest.raises(NetworkError, match="no place and no country"):
        ask("activities", at=f"{BASE}nothing")


def test_a_long_list_comes_in_parts(ask: Ask) -> None:
    found = ask("activities", first="4", count="1")
    assert (found["total"], found["truncated"], len(found["activities"])) == (6, True, 1)


def test_an_activity_tells_everybody_who_takes_part(ask: Ask) -> None:
    (opened,) = ask("activities", at="nowhere")["activities"]
    told = [(one["country"], one["role"], one["end"]) for one in opened["involvements"]]
    assert told == [(None, "organiser", None), ("KZ", "partner", None)]


def test_a_limit_keeps_the_largest_and_says_so(make_store: MakeStore) -> None:
    second = "<place/ganja> hp:country country:AZE ; geo:hasGeometry <g> . <g> geo:asWKT 'POINT(46 40)' . "
    store = make_store(
        {
            "one": TOLD + second + "<activity/5> hp:takesPlaceAt <place/ganja> ." + involvements(),
            "ontology": ONTOLOGY,
        }
    )
    found = analyse("map", build_index(store), store, {"limit": ["1"]})
    assert (len(found["places"]), found["total"]["places"], found["truncated"]) == (1, 2, True)


def test_an_empty_graph_has_an_empty_map(make_store: MakeStore) -> None:
    store = make_store({})
    found = analyse("map", build_index(store), store, {})
    assert (found["places"], found["countries"], found["edges"]) == ([], [], [])
    assert found["years"] == {"first": None, "last": None, "roles": {}}
