"""Sources come into the graph as a whole, and say what they change."""

from pathlib import Path

import pytest
from typer.testing import Result

from koinon.graph.errors import DocumentError, KoinonError

from .conftest import Koinon


def error_of(result: Result) -> str:
    assert isinstance(result.exception, KoinonError), result.output
    return str(result.exception)


def test_the_difference_is_told_and_the_same_again_changes_nothing(koinon: Koinon, folder: Path) -> None:
    first, second = koinon("add", "workshop.txt"), koinon("add", "workshop.txt")
    assert "New: 1 activity, 3 organisations, 3 involvements" in first.output
    assert second.output.strip().endswith("nothing changed.")
    assert (folder / "koinon-store" / "CURRENT").read_text().strip() == "000001"


def test_a_changed_source_is_replaced_as_a_whole(koinon: Koinon, built: Path, folder: Path) -> None:
    text = (folder / "workshop.txt").read_text("utf-8")
    (folder / "workshop.txt").write_text(text.replace("the Abegg Foundation", "the Textile Museum"), "utf-8")
    told = koinon("add", "workshop.txt").output
    assert "New: 1 organisation" in told
    assert "Gone: 1 organisation" in told
    names = koinon(
        "query", "--format", "csv", "-e", "SELECT ?n { ?o a hp:Organisation ; skos:prefLabel ?n }"
    ).output
    assert "Textile Museum" in names
    assert "Abegg" not in names


def test_a_dry_run_tells_and_writes_nothing(koinon: Koinon, folder: Path) -> None:
    told = koinon("add", "workshop.txt", "--dry-run").output
    assert "New: 1 activity" in told
    assert "dry run" in told
    assert koinon("query", "--format", "csv", "-e", "ASK { ?s a hp:Activity }").output.strip() == "false"


def test_a_pipe_is_a_source(koinon: Koinon, folder: Path) -> None:
    text = (folder / "workshop.txt").read_text("utf-8")
    assert "3 organisations" in koinon("add", "-", given=text).output


def test_a_folder_is_read_and_one_bad_file_does_not_stop_the_rest(koinon: Koinon, folder: Path) -> None:
    (folder / "many").mkdir()
    (folder / "workshop.txt").rename(folder / "many" / "workshop.txt")
    (folder / "many" / "empty.txt").write_text("")
    done = koinon("add", "many")
    assert done.exit_code == 2
    assert "empty.txt is empty" in done.output
    assert "New: 1 activity" in done.output


def test_a_source_is_withdrawn_with_all_it_stated(koinon: Koinon, built: Path) -> None:
    source = koinon("query", "--format", "csv", "-e", "SELECT ?s { ?s a hp:Source }").output.split()[1]
    done = koinon("remove", source.rsplit("/", 1)[1])
    assert "Gone: 1 activity, 3 organisations, 3 involvements" in done.output
    assert koinon("query", "--format", "csv", "-e", "ASK { ?s a hp:Organisation }").output.strip() == "false"
    assert list((built / "snapshots").glob("*.txt")) == []


def test_building_withdraws_what_is_not_named(koinon: Koinon, built: Path, folder: Path) -> None:
    (folder / "other.txt").write_text(
        "The Louvre Museum organised a conference “Light” in Paris on 3 May 2016.\n"
    )
    assert koinon("build", "other.txt").exit_code == 0
    names = koinon(
        "query", "--format", "csv", "-e", "SELECT ?n { ?o a hp:Organisation ; skos:prefLabel ?n }"
    ).output
    assert "Louvre" in names
    assert "Georgian" not in names


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.txt", None, "There is no file or folder"),
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, ""),
        ("archive.zip", b"PK\x03\x04", ""),
    ],
)
def test_bad_input_is_one_sentence_and_nothing_is_written(
    koinon: Koinon, folder: Path, name: str, content: bytes | None, sentence: str
) -> None:
    if content is not None:
        (folder / name).write_bytes(content)
    done = koinon("add", name)
    assert isinstance(done.exception, DocumentError), done.output
    told = done.output + error_of(done)
    assert sentence in told
    assert "Traceback" not in told
    assert not (folder / "koinon-store").exists()


def test_an_unknown_source_cannot_be_withdrawn(koinon: Koinon, built: Path) -> None:
    assert "There is no source “nothing”" in error_of(koinon("remove", "nothing"))
