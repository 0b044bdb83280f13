"""Errors told from a worker to the web process, in JSON, and raised there again as what they were."""

import json
from http import HTTPStatus
from typing import Final

from koinon.graph import errors
from koinon.graph.errors import KoinonError, StoreError

from ..problems import Problem
from .frames import FrameKind, frame

_KINDS: Final = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, KoinonError)
}
_OUT_OF_MEMORY: Final = "out of memory"
_UNFORESEEN: Final = "This should not have happened"


def error_frame(error: BaseException) -> bytes:
    """Write an error as a frame; one that is not ours by its class alone, for it may quote anything."""
    if isinstance(error, Problem):
        told = {"error": "Problem", "status": error.status, "headers": error.headers, "sentence": str(error)}
    elif isinstance(error, MemoryError):
        told = {"error": _OUT_OF_MEMORY}
    elif isinstance(error, KoinonError):
        told = {"error": _nearest(type(error)), "sentence": str(error)}
    else:
        told = {"error": _UNFORESEEN, "sentence": f"{_UNFORESEEN}: {type(error).__name__}."}
    return frame(FrameKind.ERROR, json.dumps(told).encode())


def told_error(payload: bytes) -> Exception:
    """Read what ``error_frame`` wrote."""
    told = json.loads(payload)
    kind, sentence = told["error"], str(told.get("sentence", ""))
    if kind == "Problem":
        return Problem(HTTPStatus(told["status"]), sentence, told["headers"])
    if kind == _OUT_OF_MEMORY:
        return MemoryError()
    if kind in _KINDS:
        return _KINDS[kind](sentence)
    return StoreError(sentence)


def _nearest(kind: type[BaseException]) -> str:
    return next(one.__name__ for one in kind.__mro__ if one.__name__ in _KINDS)
