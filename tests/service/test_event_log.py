import io
import json
import logging
from collections.abc import Iterator

import pytest
from fastapi import FastAPI

from koinon.graph.store.embedded import EmbeddedStore
from koinon.service.app import create_app
from koinon.service.event_log import begin_log, query_name
from koinon.service.generations import Generations
from koinon.service.settings import Settings

from .conftest import BASE, Serve

HOSTILE = 'a"b\n{"level": "error"}\r\x1b[31m\x00\u2028\x85é'


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    output = io.StringIO()
    begin_log("info", output)
    yield output
    root.handlers[:] = before
    root.setLevel(level)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().split("\n") if line]


def test_an_event_is_one_line_of_plain_json(log: io.StringIO) -> None:
    logging.getLogger("koinon").warning("%s", HOSTILE)
    written = log.getvalue()
    assert written.endswith("\n")
    assert all(" " <= letter <= "~" for letter in written[:-1])
    assert json.loads(written)["event"] == HOSTILE


def test_an_error_is_told_without_its_words(log: io.StringIO) -> None:
    try:
        raise ValueError("SELECT ?secret")
    except ValueError:
        logging.getLogger("koinon").exception("It failed.")
    (line,) = lines(log)
    assert line["error"] == "ValueError"
    assert "test_event_log" in str(line["trace"])
    assert "secret" not in log.getvalue()


def test_a_query_is_named_and_not_told(log: io.StringIO, serve: Serve, app: FastAPI) -> None:
    with serve(app) as ask:
        assert ask("/sparql?query=ASK%7B%3Fsecret%20%3Fp%20%3Fo%7D").status_code == 200
    (line,) = (one for one in lines(log) if one["event"] == "request")
    assert line["query"] == query_name("ASK{?secret ?p ?o}")
    assert (line["path"], line["status"], line["complete"]) == ("/sparql", 200, True)
    assert "secret" not in log.getvalue()
    assert "client" not in line


def test_clients_are_named_where_a_setting_says_so(
    log: io.StringIO, serve: Serve, store: EmbeddedStore
) -> None:
    with serve(create_app(Generations.of(store, BASE), Settings(log_clients=True))) as ask:
        ask("/healthz")
    assert lines(log)[-1]["client"] == "127.0.0.1"


def test_requests_are_below_the_default_level(serve: Serve, app: FastAPI, log: io.StringIO) -> None:
    begin_log(Settings().log_level, log)
    with serve(app) as ask:
        ask("/healthz")
    assert not log.getvalue()
