"""Things are found by name over HTTP, and a request that cannot be met gets a sentence."""

from pathlib import Path

import pytest

from koinon.graph.store.embedded import EmbeddedStore
from koinon.service.generations import Generation, Surroundings

from ..conftest import Ask

KINDS = (("place", "Baku"), ("country", "Azerbaijan"), ("heritage-type", "museums"), ("role", "organiser"))


def test_a_thing_is_found_by_any_of_its_names(ask: Ask, paths: dict[str, str]) -> None:
    for name in ("UNESCO Moscow Office", "moscow unesco ofice", "Бюро ЮНЕСКО", "biuro iunesko"):
        found = ask(f"/api/search?q={name}")
        first = found.json()["results"][0]
        assert first["id"].endswith(paths["organisation"])
        assert (first["kind"], first["country"]) == ("organisation", "RU")
        assert first["label"] == "UNESCO Moscow Office"


def test_concepts_places_and_countries_are_found_too(ask: Ask) -> None:
    for kind, name in KINDS:
        found = ask(f"/api/search?q={name}&kind={kind}").json()["results"]
        assert found[0]["kind"] == kind
        assert found[0]["score"] > 0.9


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "Say what to look for"),
        ("?q=%20", "Say what to look for"),
        ("?q=a&kind=person", "There is no kind “person”"),
        ("?q=a&limit=0", "not between 1 and 100"),
        ("?q=" + "a" * 501, "at most 500 letters"),
    ],
)
def test_what_cannot_be_looked_for_is_told(ask: Ask, query: str, sentence: str) -> None:
    answer = ask(f"/api/search{query}")
    assert answer.status_code == 400
    assert sentence in answer.json()["detail"]


def test_an_index_that_was_damaged_is_built_anew(store: EmbeddedStore, tmp_path: Path) -> None:
    surroundings = Surroundings("http://127.0.0.1:8000/", lambda _: None, tmp_path)
    first = Generation(store, surroundings).names
    kept = next(tmp_path.glob("*-names"))
    for path in kept.iterdir():
        path.write_bytes(b"")
    again = Generation(store, surroundings).names
    assert len(again) == len(first) > 100
    assert again.search("Baku", ["place"])[0].label == "Baku"
