"""Memory: what was computed of an index, kept while there is room."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

T = TypeVar("T")
_ROOM: Final = 16


class Memory:
    """Results by name, the least asked for forgotten first; what several ask for at once is computed once."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        # What is remembered may be computed from what is remembered.
        self._lock = threading.RLock()

    def remember(self, name: Hashable, compute: Callable[[], T]) -> T:
        """Give what is kept under a name, computing it for the first who asks."""
        with self._lock:
            if name not in self._kept:
                self._kept[name] = compute()
                while len(self._kept) > self._room:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(name)
            found: T = self._kept[name]
            return found
