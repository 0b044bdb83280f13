import threading
from http import HTTPStatus

import pytest
from fastapi import FastAPI

from koinon.graph.errors import KoinonError, StoreIncomplete, StoreTimeout, StoreUnreachable
from koinon.graph.store import EmbeddedStore
from koinon.service import following
from koinon.service.app import create_app
from koinon.service.following import Following
from koinon.service.generations import Generations, Surroundings
from koinon.service.settings import Settings

from .conftest import BASE, Serve


def test_only_the_first_call_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "_PAUSE", 0.01)
    looked, go_on, numbers = threading.Event(), threading.Event(), iter(range(1, 100))

    def newest() -> int:
        number = next(numbers)
        if number > 1:
            looked.set()
            go_on.wait(10)
        return number

    follow = Following(newest)
    assert follow() == 1
    assert looked.wait(10)
    assert follow() == 1  # somebody is looking, and does not come back
    go_on.set()
    for _ in range(1000):
        if follow() > 1:
            break
        threading.Event().wait(0.01)
    assert follow() > 1


def test_a_store_that_was_never_reached_is_an_error_and_one_that_went_is_a_failure() -> None:
    answers: list[int | KoinonError] = [StoreUnreachable("Gone."), 7, StoreUnreachable("Gone again."), 8]

    def newest() -> int:
        answer = answers.pop(0)
        if isinstance(answer, KoinonError):
            raise answer
        return answer

    follow = Following(newest)
    with pytest.raises(StoreUnreachable):
        follow()
    assert (follow(), follow.failure()) == (7, None)
    follow.look()
    assert follow() == 7
    assert str(follow.failure()) == "Gone again."
    follow.look()
    assert (follow(), follow.failure()) == (8, None)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreUnreachable("It is gone."), HTTPStatus.BAD_GATEWAY),
        (StoreIncomplete("A part only."), HTTPStatus.BAD_GATEWAY),
        (StoreTimeout("Too slow."), HTTPStatus.GATEWAY_TIMEOUT),
    ],
)
def test_what_fails_elsewhere_is_told_with_its_reason(
    error: KoinonError, status: HTTPStatus, serve: Serve
) -> None:
    def opened() -> EmbeddedStore:
        raise error

    generations = Generations(opened, lambda: 1, Surroundings(BASE, lambda _: None), lambda: error)
    app: FastAPI = create_app(generations, Settings())
    with serve(app) as ask:
        answer = ask("/sparql?query=ASK%7B%7D", "text/csv")
        assert (answer.status_code, answer.json()["detail"]) == (status, str(error))
        assert ask("/healthz").status_code == HTTPStatus.OK
        assert ask("/readyz").json() == {"status": "not ready", "reason": str(error)}
