"""The newest generation of a store elsewhere, known without waiting for it."""

import logging
import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import Final
from weakref import ref

from koinon.graph.errors import KoinonError

_LOG = logging.getLogger(__name__)
# Seconds between looks.
_PAUSE: Final = 1.0


class Following:
    """Gives the number that was seen last, and looks for a newer one every second in a thread of its own.

    The event loop asks for it with every request, and must not wait for another machine. Only the first call
    waits.
    """

    def __init__(self, newest: Callable[[], int]) -> None:
        self._newest = newest
        self._beginning = Lock()
        self._number: int | None = None
        self._failure: KoinonError | None = None

    def __call__(self) -> int:
        """Give the number.

        Raises:
            StoreError: it was never known, and cannot be found out.
        """
        if self._number is None:
            with self._beginning:
                if self._number is None:
                    self._number = self._newest()
                    Thread(target=_look, args=(ref(self),), name="koinon-following", daemon=True).start()
        return self._number

    def failure(self) -> KoinonError | None:
        """Give why the store could not be asked the last time; None where it could."""
        return self._failure

    def look(self) -> None:
        """Look for a newer number."""
        try:
            self._number = self._newest()
            self._failure = None
        except KoinonError as error:
            if self._failure is None:
                _LOG.warning("The generation of the store cannot be asked for: %s", error)
            self._failure = error


def _look(following: "ref[Following]") -> None:
    """Look until nobody holds the number any more."""
    while True:
        time.sleep(_PAUSE)
        held = following()
        if held is None:
            return
        held.look()
        del held
