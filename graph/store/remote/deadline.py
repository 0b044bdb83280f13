"""How long whatever is being done may still wait for remote stores."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_UNTIL: Final[ContextVar[float]] = ContextVar("koinon_remote_deadline", default=float("inf"))


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Let requests that are made in the block, by this thread, end before so many seconds are over."""
    token = _UNTIL.set(min(_UNTIL.get(), time.monotonic() + seconds))
    try:
        yield
    finally:
        _UNTIL.reset(token)


def limit() -> float:
    """Give the moment until which requests may take, by the monotonic clock."""
    return _UNTIL.get()
