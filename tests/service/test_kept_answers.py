import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

import pytest

from koinon.graph.errors import QueryError
from koinon.service.evaluation import Outcome, Reply
from koinon.service.generations import Generation
from koinon.service.kept_answers import KeptAnswers
from koinon.service.problems import Problem

ROOM = 1_000_000


def say(_: Generation, words: str) -> Reply:
    return Reply("text/plain", (words.encode(),))


class Asked:
    """Asks for answers, and counts how often."""

    def __init__(self, seconds: float = 0.0, **outcome: Any) -> None:
        self.times = 0
        self._seconds = seconds
        self._outcome: dict[str, Any] = {
            "generation": 1,
            "media_type": "text/plain",
            "first": b"x",
            "rest": None,
        } | outcome

    async def __call__(self) -> Outcome:
        self.times += 1
        await asyncio.sleep(self._seconds)
        return Outcome(**self._outcome)


def give(
    kept: KeptAnswers, ask: Callable[[], Awaitable[Outcome]], words: str = "a", generation: int = 1
) -> Outcome:
    return asyncio.run(_give(kept, ask, words, generation))


async def _give(
    kept: KeptAnswers, ask: Callable[[], Awaitable[Outcome]], words: str = "a", generation: int = 1
) -> Outcome:
    return await kept.answer(generation, partial(say, words=words), ask, 10)


def test_the_same_question_is_asked_once_a_generation() -> None:
    kept, ask = KeptAnswers(ROOM), Asked()
    assert give(kept, ask) == give(kept, ask)
    assert ask.times == 1
    give(kept, ask, "b")
    assert ask.times == 2
    assert (kept.counted.hits, kept.counted.misses) == (1, 2)


def test_a_new_generation_is_asked_anew() -> None:
    kept, old, new = KeptAnswers(ROOM), Asked(), Asked(generation=2, first=b"y")
    give(kept, old)
    assert give(kept, new, generation=2).first == b"y"
    assert give(kept, Asked(), generation=2).first == b"y"


def test_an_answer_that_came_from_the_next_generation_already_is_not_given_for_the_old_one() -> None:
    kept, ask = KeptAnswers(ROOM), Asked(generation=2)
    give(kept, ask, generation=1)
    give(kept, ask, generation=2)
    assert ask.times == 1


def test_many_who_ask_at_once_wait_for_the_first() -> None:
    kept, ask = KeptAnswers(ROOM), Asked(seconds=0.05)

    async def run() -> list[Outcome]:
        return await asyncio.gather(*(_give(kept, ask) for _ in range(20)))

    assert len(asyncio.run(run())) == 20
    assert ask.times == 1


def test_the_first_may_leave_and_the_others_are_served() -> None:
    kept, ask = KeptAnswers(ROOM), Asked(seconds=0.1)

    async def run() -> Outcome:
        first = asyncio.create_task(_give(kept, ask))
        await asyncio.sleep(0.01)
        second = asyncio.create_task(_give(kept, ask))
        await asyncio.sleep(0.01)
        first.cancel()
        return await second

    assert asyncio.run(run()).first == b"x"


def test_who_waits_for_another_waits_no_longer_than_his_own_time() -> None:
    kept, ask = KeptAnswers(ROOM), Asked(seconds=2)

    async def run() -> None:
        first = asyncio.create_task(_give(kept, ask))
        await asyncio.sleep(0.01)
        with pytest.raises(Problem, match=r"0\.05 seconds"):
            await kept.answer(1, partial(say, words="a"), ask, 0.05)
        first.cancel()

    asyncio.run(run())


def test_errors_are_not_kept() -> None:
    kept = KeptAnswers(ROOM)

    async def fail() -> Outcome:
        raise QueryError("It is so.")

    for _ in range(2):
        with pytest.raises(QueryError):
            give(kept, fail)
    assert give(kept, Asked()).first == b"x"


async def pieces() -> AsyncGenerator[bytes, None]:
    yield b"more"


@pytest.mark.parametrize(
    "outcome", [{"rest": pieces()}, {"status": HTTPStatus.NOT_FOUND}, {"first": b"x" * (ROOM // 4)}]
)
def test_only_what_is_whole_found_and_short_is_kept(outcome: dict[str, Any]) -> None:
    kept, ask = KeptAnswers(ROOM), Asked(**outcome)
    give(kept, ask)
    give(kept, ask)
    assert ask.times == 2


def test_what_was_not_asked_for_longest_makes_room() -> None:
    kept, ask = KeptAnswers(ROOM), Asked(first=b"x" * (ROOM // 10))
    for number in range(20):
        give(kept, ask, str(number))
        give(kept, ask, "0")
    assert ask.times == 20
    give(kept, ask, "1")
    assert ask.times == 21


def test_without_room_nothing_is_kept() -> None:
    kept, ask = KeptAnswers(0), Asked()
    give(kept, ask)
    give(kept, ask)
    assert ask.times == 2
