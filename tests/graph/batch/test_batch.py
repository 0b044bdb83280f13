"""Many files are worked on in processes and on a cluster; none keeps the rest from being done."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from koinon.graph.batch import in_processes, on_cluster, usual_processes

# Work that other processes can import: it reads a file, and ends its process where the file says so.
WORK = """
import os
import signal
from pathlib import Path

from koinon.graph.errors import DocumentError


def work(path: Path) -> str:
    said = path.read_text()
    if said == "unreadable":
        raise DocumentError(f"{path.name} holds no words.")
    if said == "fault":
        raise ValueError("a fault")
    if said == "end":
        os.kill(os.getpid(), signal.SIGKILL)
    if said == "end once":
        path.write_text("survived")
        os.kill(os.getpid(), signal.SIGKILL)
    return said
"""


@pytest.fixture
def deeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module of the work, where processes that are started find it."""
    (tmp_path / "deeds_of_files.py").write_text(WORK)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield importlib.import_module("deeds_of_files")
    del sys.modules["deeds_of_files"]


def _files(folder: Path, *contents: str) -> list[Path]:
    files = [folder / f"{number:03}.txt" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_text(content)
    return files


@pytest.mark.parametrize("processes", [1, 2])
def test_outcomes_come_in_the_order_of_files_each_with_its_result_or_a_sentence(
    deeds: ModuleType, tmp_path: Path, processes: int
) -> None:
    files = _files(tmp_path, "one", "unreadable", "two", "fault", "three")
    outcomes = list(in_processes(deeds.work, files, processes))
    assert [each.path for each in outcomes] == files
    assert [each.result for each in outcomes] == ["one", None, "two", None, "three"]
    assert outcomes[1].problem == "001.txt holds no words."
    assert outcomes[3].problem == f"{files[3]} was left out, for its reader failed (ValueError: a fault)."


def test_a_file_that_ends_its_process_loses_its_own_outcome_only(deeds: ModuleType, tmp_path: Path) -> None:
    files = _files(tmp_path, "one", "two", "end", "three", "unreadable", *("more",) * 12)
    outcomes = list(in_processes(deeds.work, files, 2))
    assert [each.result for each in outcomes] == ["one", "two", None, "three", None, *("more",) * 12]
    assert outcomes[2].problem == f"{files[2]} was left out, for the process that read it was ended."


def test_a_cluster_goes_on_where_a_worker_is_killed(deeds: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    files = _files(tmp_path, "one", "end once", "two", "unreadable", *("more",) * 20)
    outcomes = list(on_cluster(deeds.work, files, 2))
    assert [each.result for each in outcomes] == ["one", "survived", "two", None, *("more",) * 20]
    assert outcomes[3].problem == "003.txt holds no words."


def test_few_files_are_not_worth_a_process() -> None:
    assert usual_processes(3) == 1
