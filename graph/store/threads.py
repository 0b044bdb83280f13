"""Results that belong to the thread that asked for them."""

from collections.abc import Iterable, Iterator
from threading import get_ident
from typing import TypeVar

from ..errors import StoreError

_Result = TypeVar("_Result")


def in_one_thread(results: Iterable[_Result]) -> Iterator[_Result]:
    """Yield results of the engine in the thread that asked: in another one the engine ends the process."""
    owner, iterator = get_ident(), iter(results)

    def own() -> Iterator[_Result]:
        while True:
            if get_ident() != owner:
                raise StoreError("The rows of a result can only be read in the thread that asked for them.")
            try:
                yield next(iterator)
            except StopIteration:
                return

    return own()
