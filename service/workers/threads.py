"""Threads that queries run in, which never keep the program from ending."""

import threading
from collections.abc import Callable
from queue import SimpleQueue


class QueryThreads:
    """So many threads, started as they are needed, taking work in turn.

    The standard pool waits at the end of the program for what runs in it, and a query cannot be stopped:
    these threads are left behind instead.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._started = 0
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._starting = threading.Lock()

    def take(self, work: Callable[[], None]) -> None:
        """Run a piece of work as soon as a thread is free; it must not raise."""
        self._waiting.put(work)
        with self._starting:
            if self._started < self._count:
                self._started += 1
                threading.Thread(target=self._serve, name=f"query-{self._started}", daemon=True).start()

    def _serve(self) -> None:
        while True:
            work = self._waiting.get()
            work()
            # Nothing of a query, least of all its store, is kept until the next one comes.
            del work
