"""The commands that link: an authority added, links shown and written, decisions kept."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from koinon.graph.errors import StoreMissing
from koinon.graph.store import open_store
from koinon.graph.terms import IRI
from koinon.ontology.namespaces import SKOS
from koinon.service.cli.program import program

ANNOUNCEMENT = (
    "Workshop on museum storage\n\nThe workshop was held on 4 May 2019 in Tbilisi. "
    "It was organized by the Georgian National Museum in partnership with ICOM Georgia.\n"
)
ROR = {
    "id": "https://ror.org/1",
    "status": "active",
    "names": [{"value": "Georgian National Museum", "types": ["ror_display", "label"]}],
    "locations": [{"geonames_details": {"country_code": "GE"}}],
}


def run(*arguments: object) -> str:
    done = CliRunner().invoke(program, list(map(str, arguments)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_organisations_are_linked_and_decisions_kept(tmp_path: Path) -> None:
    store, file, announcement = tmp_path / "store", tmp_path / "ror.json", tmp_path / "workshop.txt"
    announcement.write_text(ANNOUNCEMENT)
    file.write_text(json.dumps([ROR]))
    run("add", announcement, "--store", store)
    with pytest.raises(StoreMissing, match="koinon authority add"):
        run("link", "--store", store)
    assert "No authority was added" in run("authority", "list", "--store", store)
    assert "1 things with 1 names" in run("authority", "add", "ror", file, "--store", store)
    assert "CC0-1.0" in run("authority", "list", "--store", store)
    assert "Nothing was written" in run("link", "--dry-run", "--store", store)
    (found,) = json.loads(run("link", "--json", "--store", store))
    assert (found["target"], found["certainty"]) == ("https://ror.org/1", "sure")
    matches = list(open_store(store).quads(IRI(found["thing"]), IRI(SKOS + "exactMatch")))
    assert [quad.object for quad in matches] == ["https://ror.org/1"]
    run("check", "--quick", "--store", store)
    run("link", "--different", f"{found['thing']}=https://ror.org/1", "--store", store)
    assert json.loads(run("link", "--json", "--store", store)) == []
    assert not list(open_store(store).quads(IRI(found["thing"]), IRI(SKOS + "exactMatch")))
    run("check", "--quick", "--store", store)
    run("link", "--undecided", f"{found['thing']}=https://ror.org/1", "--store", store)
    assert len(json.loads(run("link", "--json", "--store", store))) == 1


def test_the_linker_is_measured(tmp_path: Path) -> None:
    file, affiliations = tmp_path / "ror.json", tmp_path / "affiliations.json"
    file.write_text(json.dumps([ROR]))
    row = {"affiliation": "Georgian National Museum, Tbilisi, Georgia", "ror_ids": ["https://ror.org/1"]}
    affiliations.write_text(json.dumps([row]))
    run("authority", "add", "ror", file, "--store", tmp_path)
    rows = json.loads(run("link", "--evaluate", affiliations, "--json", "--store", tmp_path))
    assert rows[0] == {
        "affiliations": "all",
        "count": 1,
        "right": 1,
        "wrong": 0,
        "expected": 1,
        "precision": 1.0,
        "recall": 1.0,
    }
    assert "was removed" in run("authority", "remove", "ror", "--store", tmp_path)


def test_a_pair_that_is_none_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(program, ["link", "--same", "a", "--store", str(tmp_path)])
    assert done.exit_code == 2
    assert "THING=TARGET" in done.output
