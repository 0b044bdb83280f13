"""Errors are one sentence with an exit code; a traceback only where it is asked for."""

import subprocess
import sys
from pathlib import Path

import pytest

KOINON = Path(sys.executable).parent / "koinon"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [KOINON, *words], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("stats",), "There is no store at koinon-store"),
        (("add", "nowhere.txt"), "There is no file or folder nowhere.txt"),
        (("serve", "--host", "203.0.113.1", "--port", "1"), "no store"),
    ],
)
def test_an_error_is_one_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    done = run(tmp_path, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1


def test_debug_shows_where(tmp_path: Path) -> None:
    assert "Traceback" in run(tmp_path, "--debug", "stats").stderr


def test_wrong_usage_is_told_apart(tmp_path: Path) -> None:
    done = run(tmp_path, "read", "--colour", "red")
    assert done.returncode == 2
    assert "--colour" in done.stderr
