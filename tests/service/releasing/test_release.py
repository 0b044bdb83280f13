"""A release holds all that the graph states, describes itself, and tells what changed."""

import gzip
import hashlib
import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from koinon.graph.addresses import Addresses
from koinon.graph.catalogue import Publisher
from koinon.graph.errors import DocumentError
from koinon.graph.ingest import ingest
from koinon.graph.records import Account
from koinon.graph.store.places import Folder
from koinon.graph.terms import quad_to_oxigraph
from koinon.service.cli.program import program
from koinon.service.releasing.bundle import ReleaseError, release, verify_release

BASE = "https://graph.example.org/"
PUBLISHER = Publisher("The “Heritage” Office", "mailto:heritage@example.org")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, account: Account) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("release") / "store")
    folder.make(BASE)
    ingest(folder, [account])
    return folder


@pytest.fixture(scope="module")
def released(kept: Folder) -> Path:
    destination = kept.path.parent / "2026.1"
    release(kept, destination, "2026.1", "2026-11-28", PUBLISHER)
    return destination


def test_a_release_holds_every_statement(kept: Folder, released: Path) -> None:
    dumped = gzip.decompress((released / "koinon.nq.gz").read_bytes())
    assert set(ox.parse(dumped, format=ox.RdfFormat.N_QUADS)) == {
        quad_to_oxigraph(quad) for quad in kept.open().quads()
    }
    held = json.loads((released / "graphs.json").read_text("utf-8"))
    assert sum(one["statements"] for one in held.values()) == len(list(kept.open().quads()))
    for name in ("vocabulary.ttl", "catalog.ttl", "void.ttl"):
        assert list(ox.parse((released / name).read_bytes(), format=ox.RdfFormat.TURTLE))


def test_the_crate_describes_every_file_by_its_sum(released: Path) -> None:
    crate = json.loads((released / "ro-crate-metadata.json").read_text("utf-8"))
    entities = {one["@id"]: one for one in crate["@graph"]}
    root = entities["./"]
    assert (root["version"], root["datePublished"], root["url"]) == ("2026.1", "2026-11-28", BASE)
    assert entities["#publisher"]["name"] == PUBLISHER.name
    files = {one["@id"] for one in root["hasPart"]}
    assert files | {"ro-crate-metadata.json", "SHA256SUMS"} == {path.name for path in released.iterdir()}
    for name in files:
        content = (released / name).read_bytes()
        assert entities[name]["sha256"] == hashlib.sha256(content).hexdigest()
        assert entities[name]["contentSize"] == str(len(content))


def test_it_says_how_to_cite_it(released: Path) -> None:
    lines = (released / "CITATION.cff").read_text("utf-8").splitlines()
    cited = dict(line.split(": ", 1) for line in lines if ": " in line and not line.startswith(" "))
    assert json.loads(cited["version"]) == "2026.1"
    assert json.loads(cited["license"]) == "CC-BY-4.0"
    assert f"  - name: {json.dumps(PUBLISHER.name, ensure_ascii=False)}" in lines


def test_the_same_graph_gives_the_same_bytes(kept: Folder, released: Path, tmp_path: Path) -> None:
    release(kept, tmp_path / "again", "2026.1", "2026-11-28", PUBLISHER)
    for name in ("graphs.json", "CITATION.cff", "catalog.ttl", "void.ttl", "CHANGES.md"):
        assert (tmp_path / "again" / name).read_bytes() == (released / name).read_bytes()
    assert verify_release(tmp_path / "again") == 11


def test_a_release_tells_what_changed_since_the_last(kept: Folder, released: Path, tmp_path: Path) -> None:
    release(kept, tmp_path / "same", "2026.2", "2026-12-01", PUBLISHER, released)
    assert "No statement changed." in (tmp_path / "same" / "CHANGES.md").read_text("utf-8")
    held = json.loads((released / "graphs.json").read_text("utf-8"))
    source = next(graph for graph in held if "/graphs/source/" in graph)
    held[source]["digest"] = "0"
    held[Addresses(BASE).graph("gone")] = {"statements": 7, "digest": "0"}
    del held[Addresses(BASE).graph("ontology")]
    old = tmp_path / "old"
    old.mkdir()
    (old / "graphs.json").write_text(json.dumps(held))
    release(kept, tmp_path / "next", "2026.2", "2026-12-01", PUBLISHER, old)
    told = (tmp_path / "next" / "CHANGES.md").read_text("utf-8")
    new, changed, went = (part.partition("\n\n")[2].strip() for part in told.split("## ")[1:])
    assert new.startswith(f"- {BASE}graphs/ontology: ")
    assert changed.startswith(f"- {source}: ")
    assert went == f"- {BASE}graphs/gone: 7"


def test_a_file_that_was_changed_is_found(kept: Folder, tmp_path: Path) -> None:
    release(kept, tmp_path / "r", "1", "2026-12-01", PUBLISHER)
    (tmp_path / "r" / "void.ttl").write_text("")
    with pytest.raises(ReleaseError, match=r"void\.ttl"):
        verify_release(tmp_path / "r")
    with pytest.raises(DocumentError, match="SHA256SUMS"):
        verify_release(tmp_path)


def test_what_cannot_be_released_is_told_and_leaves_nothing(
    kept: Folder, released: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseError, match="there already"):
        release(kept, released, "1", "2026-12-01", PUBLISHER)
    with pytest.raises(DocumentError, match="not the folder of a release"):
        release(kept, tmp_path / "r", "1", "2026-12-01", PUBLISHER, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("base", ["http://127.0.0.1:8000/", "http://localhost/", "http://[::1]:8000/"])
def test_addresses_of_this_machine_are_refused_with_the_remedy(tmp_path: Path, base: str) -> None:
    folder = Folder(tmp_path / "store")
    folder.make(base)
    with pytest.raises(ReleaseError, match="koinon rebase https"):
        release(folder, tmp_path / "r", "1", "2026-12-01", PUBLISHER)


def test_the_command_writes_a_release(kept: Folder, tmp_path: Path) -> None:
    words = ["release", str(tmp_path / "r"), "--as", "2026.1", "--store", str(kept.path)]
    done = CliRunner().invoke(program, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert "11 files; their checksums agree" in done.output.replace("\n", " ")


def test_other_forms_are_added_where_they_are_wanted(kept: Folder, tmp_path: Path) -> None:
    words = ["release", str(tmp_path / "r"), "--as", "1", "--rdf12", "--nanopublications"]
    done = CliRunner().invoke(program, [*words, "--store", str(kept.path)], catch_exceptions=False)
    assert done.exit_code == 0
    assert "13 files; their checksums agree" in done.output.replace("\n", " ")
    dumped = gzip.decompress((tmp_path / "r" / "koinon-rdf12.nq.gz").read_bytes())
    assert any(isinstance(one.object, ox.Triple) for one in ox.parse(dumped, format=ox.RdfFormat.N_QUADS))
    assert gzip.decompress((tmp_path / "r" / "nanopublications.nq.gz").read_bytes()) == b""
