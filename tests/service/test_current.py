import os
from pathlib import Path

import pytest

from koinon.service.current import Current


def put(file: Path, number: int, nanoseconds: int | None = None) -> None:
    aside = file.with_suffix(".new")
    aside.write_text(str(number))
    if nanoseconds is not None:
        os.utime(aside, ns=(nanoseconds, nanoseconds))
    aside.replace(file)


def test_a_file_that_stands_is_read_once(tmp_path: Path) -> None:
    file = tmp_path / "CURRENT"
    put(file, 1, 1_000)
    read = []
    current = Current(file, lambda: read.append(1) or int(file.read_text()))  # type: ignore[func-returns-value]
    assert [current(), current(), current()] == [1, 1, 1]
    assert len(read) == 1


def test_what_replaces_it_is_seen_at_once(tmp_path: Path) -> None:
    file = tmp_path / "CURRENT"
    current = Current(file, lambda: int(file.read_text()))
    for number in range(1, 200):
        put(file, number)
        assert current() == number


def test_a_file_is_not_trusted_to_look_different_while_the_clock_stands(tmp_path: Path) -> None:
    file = tmp_path / "CURRENT"
    current = Current(file, lambda: int(file.read_text()))
    file.write_text("1")
    assert current() == 1
    stood = file.stat()
    file.write_text("2")
    os.utime(file, ns=(stood.st_mtime_ns, stood.st_mtime_ns))
    assert current() == 2


def test_a_file_that_is_gone_is_told_by_its_reader(tmp_path: Path) -> None:
    current = Current(tmp_path / "none", lambda: int((tmp_path / "none").read_text()))
    with pytest.raises(FileNotFoundError):
        current()
