"""A command line to call, and a small graph to call it on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from koinon.service.cli.program import program

ANNOUNCEMENT = """\
Workshop on the care of textiles in Tbilisi

The Georgian National Museum held a workshop “Care of Textile Collections” in Tbilisi, Georgia, from 4 to 8
May 2015. The workshop was organised by the Georgian National Museum in partnership with the Abegg Foundation
and with the financial support of the Ministry of Culture of Georgia.
"""

Koinon = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one announcement and no settings of its own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "workshop.txt").write_text(ANNOUNCEMENT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def koinon(folder: Path) -> Koinon:
    """The command line, called in the working folder."""

    def call(*words: str, given: str | None = None) -> Result:
        return CliRunner().invoke(program, list(words), input=given)

    return call


@pytest.fixture(scope="session")
def store_with_announcement(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the announcement, made once and copied by each test that changes it."""
    folder = tmp_path_factory.mktemp("built")
    announcement, store = folder / "workshop.txt", folder / "koinon-store"
    announcement.write_text(ANNOUNCEMENT, encoding="utf-8")
    done = CliRunner().invoke(program, ["add", str(announcement), "--store", str(store)])
    assert done.exit_code == 0, done.output
    return store


@pytest.fixture
def built(store_with_announcement: Path, folder: Path) -> Path:
    """The working folder's own store, which holds the announcement."""
    return shutil.copytree(store_with_announcement, folder / "koinon-store")
