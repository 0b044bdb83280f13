import json
from pathlib import Path

import pytest

from koinon.graph.errors import DocumentError
from koinon.graph.evaluation import Count, evaluate
from koinon.graph.records import Account, Organisation, Source


def _write(folder: Path, name: str, organisations: list[str]) -> None:
    (folder / f"{name}.txt").write_text("A text.", encoding="utf-8")
    annotation = {"organisations": [{"label": each, "aliases": []} for each in organisations]}
    (folder / f"{name}.gold.json").write_text(json.dumps(annotation), encoding="utf-8")


def _one_museum(path: Path) -> Account:
    """Read the same museum in every document; file names start with their language."""
    source = Source(path.name, "A text", language=path.stem[:2])
    return Account(source, "A text.", organisations=(Organisation("m", "Silk Road Museum"),))


def test_documents_are_counted_together_and_averaged(tmp_path: Path) -> None:
    _write(tmp_path, "en1", ["Silk Road Museum"])
    _write(tmp_path, "fr1", ["Musée de la Route", "Silk Road Museum", "Institut du Livre"])
    evaluation = evaluate(tmp_path, _one_museum)
    assert evaluation.micro("organisations") == Count(2, 2, 4)
    macro = evaluation.macro("organisations")
    assert macro is not None
    assert macro.recall == pytest.approx((1 + 1 / 3) / 2)
    assert evaluation.macro("dates") is None
    assert evaluation.mean_f1() == pytest.approx(2 / 3)


def test_languages_are_told_apart(tmp_path: Path) -> None:
    _write(tmp_path, "en1", ["Silk Road Museum"])
    _write(tmp_path, "ru1", ["Музей"])
    languages = evaluate(tmp_path, _one_museum).languages()
    assert languages["en"].micro("organisations") == Count(1, 1, 1)
    assert languages["ru"].micro("organisations") == Count(0, 1, 1)


def test_errors_name_what_was_missed_and_what_was_invented(tmp_path: Path) -> None:
    _write(tmp_path, "en1", ["Book Institute"])
    seen: list[str] = []
    evaluation = evaluate(tmp_path, _one_museum, seen.append)
    assert seen == ["en1"]
    report = json.loads(json.dumps(evaluation.as_dict()))
    assert report["by_document"]["en1"]["errors"]["organisations"] == {
        "missed": ["Book Institute"],
        "spurious": ["Silk Road Museum"],
    }
    assert report["fields"]["organisations"]["micro"]["f1"] == 0


def test_a_folder_without_annotations_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="holds no gold annotation"):
        evaluate(tmp_path, _one_museum)


def test_an_annotation_without_its_text_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "en1", [])
    (tmp_path / "en1.txt").unlink()
    with pytest.raises(DocumentError, match=r"no en1\.txt to read"):
        evaluate(tmp_path, _one_museum)


def test_an_annotation_that_is_no_json_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "en1", [])
    (tmp_path / "en1.gold.json").write_text("{", encoding="utf-8")
    with pytest.raises(DocumentError, match="is not JSON"):
        evaluate(tmp_path, _one_museum)
