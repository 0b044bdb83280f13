"""Announcements are read without being written, in the form that is asked for."""

import json
from pathlib import Path

from koinon.graph.errors import DocumentError

from .conftest import Koinon


def test_records_quote_the_words(koinon: Koinon) -> None:
    read = json.loads(koinon("read", "workshop.txt").output)
    roles = {involvement["role"]: involvement["phrase"] for involvement in read["involvements"]}
    assert roles["partner"] == "in partnership with"
    assert read["activities"][0]["start"] == "2015-05-04"


def test_gold_goes_into_a_folder_a_file_each(koinon: Koinon, folder: Path) -> None:
    assert koinon("read", "workshop.txt", "--format", "gold", "-o", "out").exit_code == 0
    gold = json.loads((folder / "out" / "workshop.json").read_text("utf-8"))
    assert {entry["role"] for entry in gold["participations"]} == {"organiser", "partner", "funder"}


def test_turtle_is_rdf(koinon: Koinon) -> None:
    assert "hp:role role:partner" in koinon("read", "workshop.txt", "--format", "turtle").output


def test_a_bad_file_is_told_and_the_others_are_read(koinon: Koinon, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    done = koinon("read", "empty.txt", "workshop.txt")
    assert done.exit_code == 2
    assert "empty.txt is empty" in done.output
    assert "Abegg Foundation" in done.output
    assert not (folder / "koinon-store").exists()


def test_evaluation_measures_and_lists_errors(koinon: Koinon, folder: Path) -> None:
    koinon("read", "workshop.txt", "--format", "gold", "-o", "gold")
    gold = json.loads((folder / "gold" / "workshop.json").read_text("utf-8"))
    gold["organisations"].append({"label": "Museum of Silk", "aliases": []})
    (folder / "gold" / "workshop.gold.json").write_text(json.dumps(gold))
    (folder / "workshop.txt").rename(folder / "gold" / "workshop.txt")
    report = json.loads(koinon("evaluate", "gold", "--json").output)
    assert report["fields"]["organisations"]["micro"]["recall"] == 0.75
    assert "missed   Museum of Silk" in koinon("evaluate", "gold", "--errors", "--by-document").output


def test_a_folder_without_annotations_is_refused(koinon: Koinon, folder: Path) -> None:
    assert isinstance(koinon("evaluate", ".").exception, DocumentError)


def test_a_folder_is_read_in_processes_and_one_bad_document_does_not_stop_the_rest(
    koinon: Koinon, folder: Path
) -> None:
    (folder / "many" / "more").mkdir(parents=True)
    text = (folder / "workshop.txt").read_bytes()
    for name in ("a.txt", "a.md", "more/b.txt"):
        (folder / "many" / name).write_bytes(text)
    (folder / "many" / "bad.pdf").write_bytes(b"%PDF-1.4")
    done = koinon("read", "many", "-o", "out", "--processes", "2")
    written = sorted(str(path.relative_to("out")) for path in Path("out").rglob("*.*"))
    assert (done.exit_code, written) == (2, ["a.json", "a.txt.json", "more/b.json"])
    assert "bad.pdf" in done.output
    assert json.loads(Path("out/more/b.json").read_text("utf-8"))["activities"][0]["start"] == "2015-05-04"


def test_a_reading_is_resumed_by_what_is_there(koinon: Koinon, folder: Path) -> None:
    (folder / "second.txt").write_bytes((folder / "workshop.txt").read_bytes())
    (folder / "out").mkdir()
    (folder / "out" / "workshop.json").write_text("read before")
    done = koinon("read", "workshop.txt", "second.txt", "-o", "out", "--resume")
    assert "1 of 2 were read before." in done.output
    assert (folder / "out" / "workshop.json").read_text() == "read before"
    assert json.loads((folder / "out" / "second.json").read_text("utf-8"))["organisations"]
    assert koinon("read", "workshop.txt", "--resume").exit_code == 2


def test_a_folder_without_announcements_is_refused(koinon: Koinon, folder: Path) -> None:
    (folder / "none").mkdir()
    assert str(koinon("read", "none").exception) == "none holds no announcement."


def test_a_cluster_reads_the_same(koinon: Koinon, folder: Path) -> None:
    read = koinon("read", "workshop.txt").output
    assert koinon("read", "workshop.txt", "--engine", "dask", "--processes", "1").output == read
