"""The index: what it reads from a store, and whether it survives being kept."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.errors import StoreDamaged, StoreMissing
from koinon.graph.network import NetworkIndex, build_index, load_index, project, save_index
from koinon.graph.network.tables import NO_YEAR, NOTHING, Pairs, Texts
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
ONE = """
<activity/1> a hp:Project, hp:Activity ; skos:prefLabel "Project"@en ;
    hp:start "2008"^^xsd:gYear ; hp:end "2014-03"^^xsd:gYearMonth ;
    hp:takesPlaceAt <place/sheki> ; hp:concerns heritage:museums ; hp:involvement <i/1>, <i/2> .
<activity/2> a hp:Training, hp:Activity ; hp:partOf <activity/1> ; hp:involvement <i/3> .
<i/1> hp:agent <organisation/a> ; hp:role role:organiser .
<i/2> hp:represents country:KAZ ; hp:role role:participant ; hp:start "2010-05-01"^^xsd:date .
<i/3> hp:agent <organisation/b> ; hp:role role:partner .
<organisation/a> a hp:Organisation ; skos:prefLabel "Museum"@en ; hp:country country:FRA ;
    org:unitOf <organisation/c> .
<organisation/b> skos:prefLabel "Museum b"@en .
<place/sheki> skos:prefLabel "Sheki"@en ; hp:placeKind "city" ; hp:within <place/region> .
<place/region> hp:within country:AZE .
"""
TWO = """
<activity/1> hp:start "2011"^^xsd:gYear ; hp:involvement <i/4> .
<i/4> hp:agent <organisation/b> ; hp:role role:partner .
<organisation/b> skos:prefLabel "Museum B"@en, "Музей Б"@ru .
"""
ONTOLOGY = """
heritage:museums a hp:HeritageType ; skos:broader heritage:fields . heritage:fields a hp:HeritageType .
country:AZE a hp:Country ; skos:notation "AZ" . country:FRA a hp:Country ; skos:notation "FR" .
country:KAZ a hp:Country ; skos:notation "KZ" .
"""
# What a reasoner concludes says nothing new of who is involved.
INFERRED = "<activity/1> hp:involvement <i/1> ."


@pytest.fixture(name="index")
def made_index(make_store: MakeStore) -> NetworkIndex:
    return build_index(make_store({"one": ONE, "two": TWO, "ontology": ONTOLOGY, "inferred": INFERRED}))


def rows(index: NetworkIndex) -> list[tuple[str, str | None, str | None, str, str, int, int]]:
    held, organisations = index.involvements, index.organisations.things
    return [
        (
            index.activities.things.addresses[held.activity[row]][-1],
            None if (who := int(held.organisation[row])) == NOTHING else organisations.label(who),
            None if (country := int(held.country[row])) == NOTHING else index.codes[country],
            index.roles[held.role[row]],
            index.sources.addresses[held.source[row]].rsplit("/", 1)[-1],
            int(held.start[row]),
            int(held.end[row]),
        )
        for row in range(len(held))
    ]


def test_every_involvement_is_a_row_dated_by_itself_its_source_or_not_at_all(index: NetworkIndex) -> None:
    assert sorted(rows(index), key=str) == [
        ("1", "Museum B", None, "partner", "two", 2011, 2011),
        ("1", "Museum", None, "organiser", "one", 2008, 2014),
        ("1", None, "KZ", "participant", "one", 2010, 2010),
        ("2", "Museum B", None, "partner", "one", NO_YEAR, NO_YEAR),
    ]


def test_activities_know_countries_heritage_types_and_projects(index: NetworkIndex) -> None:
    activities = index.activities
    codes = [index.codes[number] for number in activities.countries.of_owner(0)]
    assert sorted(codes) == ["AZ", "FR", "KZ"]
    assert len(activities.heritage_types.of_owner(0)) == 1
    assert len(activities.heritage_closure.of_owner(0)) == 2
    assert [activities.projects.of_owner(number) for number in (0, 1)] == [[0], [0]]
    kinds = [index.activity_kinds[activities.kinds.of_owner(number)[0]] for number in (0, 1)]
    assert kinds == ["project", "training"]


def test_units_know_the_body_on_top(index: NetworkIndex) -> None:
    organisations = index.organisations
    ends = [address[-1] for address in organisations.things.addresses]
    assert ends == ["a", "b", "c"]
    assert organisations.outermost.tolist() == [2, 1, 2]


def test_bodies_in_a_circle_have_one_top(make_store: MakeStore) -> None:
    circle = (
        "<o/a> org:unitOf <o/b> . <o/b> org:unitOf <o/c> . <o/c> org:unitOf <o/a> . <o/d> org:unitOf <o/a> ."
    )
    assert build_index(make_store({"one": circle})).organisations.outermost.tolist() == [0, 0, 0, 0]


def test_labels_are_those_of_most_sources_in_the_language_asked_for(index: NetworkIndex) -> None:
    things = index.organisations.things
    assert things.label(1, ["ru"]) == "Музей Б"
    assert things.label(1, ["fr-CA", "ru-RU"]) == "Музей Б"
    assert things.label(1, ["fr"]) == "Museum B"
    assert things.label(2) == "c"


def test_an_index_survives_being_kept(index: NetworkIndex, tmp_path: Path) -> None:
    expected = project(index).to_json()
    for _ in range(2):
        save_index(index, tmp_path / "index")
    assert project(load_index(tmp_path / "index")).to_json() == expected
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_an_empty_index_survives_being_kept(make_store: MakeStore, tmp_path: Path) -> None:
    save_index(build_index(make_store({})), tmp_path / "index")
    assert project(load_index(tmp_path / "index")).nodes == ()


def test_a_damaged_index_is_refused(index: NetworkIndex, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        load_index(tmp_path / "index")
    save_index(index, tmp_path / "index")
    column = tmp_path / "index" / "involvements.role.npy"
    column.write_bytes(column.read_bytes()[:-1] + b"\x07")
    with pytest.raises(StoreDamaged, match=r"involvements\.role"):
        load_index(tmp_path / "index")
    (tmp_path / "index" / "manifest.json").write_text("{")
    with pytest.raises(StoreDamaged, match="manifest"):
        load_index(tmp_path / "index")


@given(st.lists(st.text(), unique=True))
def test_texts_are_found_by_their_number_and_their_words(texts: list[str]) -> None:
    table = Texts.of(sorted(texts))
    assert list(table) == sorted(texts)
    assert [table.find(text) for text in sorted(texts)] == list(range(len(texts)))
    assert all(table.find(text + "x") == NOTHING for text in texts if text + "x" not in texts)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5))), st.lists(st.integers(0, 6)))
def test_pairs_spread_over_their_owners(pairs: list[tuple[int, int]], owners: list[int]) -> None:
    table = Pairs.of(pairs)
    positions, values = table.spread(np.array(owners, dtype=np.int32))
    expected = [(at, value) for at, owner in enumerate(owners) for value in table.of_owner(owner)]
    assert list(zip(positions.tolist(), values.tolist(), strict=True)) == expected
