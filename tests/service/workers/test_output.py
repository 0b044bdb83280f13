import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from koinon.service.evaluation import Reply
from koinon.service.workers import worker
from koinon.service.workers.frames import FrameKind, Frames, frame
from koinon.service.workers.worker import Output, TooLong

END = frame(FrameKind.END)


class Connection:
    """Takes what is sent, each time apart."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def sendall(self, data: bytes) -> None:
        self.sent.append(data)


def output(longest: int = 10**9) -> tuple[Output, Connection]:
    connection: Any = Connection()
    begun = Output(connection, longest)
    begun.begin(7, Reply("text/csv", (), headers={"X": "y"}))
    return begun, connection


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    now = [0.0]
    monkeypatch.setattr(worker, "time", SimpleNamespace(perf_counter=lambda: now[0]))
    yield now


def test_a_short_answer_is_sent_whole_however_long_it_took(clock: list[float]) -> None:
    out, connection = output()
    for _ in range(10):
        out.write(b"x" * 1_000)
        clock[0] += 1
    assert connection.sent == []
    out.end(END)
    head, data, end = Frames().take(b"".join(connection.sent))
    assert len(connection.sent) == 1
    assert json.loads(head.payload) == {
        "generation": 7,
        "status": 200,
        "media_type": "text/csv",
        "headers": {"X": "y"},
    }
    assert (data.payload, end.kind) == (b"x" * 10_000, FrameKind.END)


def test_the_beginning_of_a_long_answer_that_comes_slowly_is_not_held_back(clock: list[float]) -> None:
    out, connection = output()
    out.write(b"x" * 10_000)
    clock[0] += 1
    out.write(b"x" * 10_000)
    assert len(connection.sent) == 1
    clock[0] += 1
    out.write(b"x" * 20_000)
    assert len(connection.sent) == 1, "what follows goes in whole pieces"


def test_the_beginning_of_what_comes_fast_is_a_whole_piece(clock: list[float]) -> None:
    out, connection = output()
    for _ in range(7):
        out.write(b"x" * 8_192)
    assert connection.sent == []
    out.write(b"x" * 8_192)
    assert len(connection.sent) == 1


def test_what_is_too_long_is_an_error_and_nothing_else(clock: list[float]) -> None:
    out, connection = output(longest=10)
    with pytest.raises(TooLong):
        out.write(b"x" * 11)
    out.fail(ValueError("the engine's own words"))
    out.end(END)
    told, _ = Frames().take(b"".join(connection.sent))
    assert "longer than the 10 bytes" in json.loads(told.payload)["sentence"]
