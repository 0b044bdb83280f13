"""Memory: what was computed of an index, kept while there is room."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

T = TypeVar("T")
_ROOM: Final = 256_000_000
_SMALL: Final = 1_000_000


class Memory:
    """Results by name, the least asked for forgotten first; what several ask for at once is computed once."""

    def __init__(self, room: int = _ROOM) -> None:
        """Keep about so many bytes of results, and the last one however large it is."""
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        # What is remembered may be computed from what is remembered.
        self._lock = threading.RLock()

    def remember(self, name: Hashable, compute: Callable[[], T], size: Callable[[T], int] | None = None) -> T:
        """Give what is kept under a name, computing it for the first who asks.

        ``size`` tells the bytes of a result; without it, it is taken for one of a megabyte.
        """
        with self._lock:
            if name not in self._kept:
                made = compute()
                self._kept[name] = made, _SMALL if size is None else size(made)
                self._forget()
            self._kept.move_to_end(name)
            found: T = self._kept[name][0]
            return found

    def _forget(self) -> None:
        held = sum(size for _, size in self._kept.values())
        while held > self._room and len(self._kept) > 1:
            _, (_, size) = self._kept.popitem(last=False)
            held -= size
