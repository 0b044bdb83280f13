"""What passes between the web process and a worker: frames of one kind byte, a length and a payload.

A worker is not trusted: a query may have broken it. What comes from it is bytes and JSON, never pickled,
and a frame longer than ``LONGEST`` ends it.
"""

import socket
import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import Final, NamedTuple

#: Longest payload of a frame that a worker may send, in bytes.
LONGEST: Final = 1 << 20
_HEADER: Final = struct.Struct(">BI")


class FrameKind(IntEnum):
    """What a frame says."""

    #: The worker has opened its store: ``{"pid": …}``.
    READY = 1
    #: A piece of work, from the web process: pickled.
    WORK = 2
    #: The answer begins: ``{"generation", "status", "media_type", "headers"}``.
    HEAD = 3
    #: Bytes of the answer.
    DATA = 4
    #: The answer is whole. A payload says that the worker goes now, and another should take its place.
    END = 5
    #: There is no answer, or no whole one: ``{"error", "sentence", …}``.
    ERROR = 6


_KINDS: Final = {kind.value: kind for kind in FrameKind}


class Frame(NamedTuple):
    """One frame."""

    kind: FrameKind
    payload: bytes


class BrokenFrame(ValueError):  # noqa: N818 - the name says what is the case
    """What came is not a frame."""


def frame(kind: FrameKind, payload: bytes = b"") -> bytes:
    """Write a frame."""
    return _HEADER.pack(kind, len(payload)) + payload


class Frames:
    """Cuts what comes in pieces into frames."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def take(self, data: bytes) -> Iterator[Frame]:
        """Take in bytes, and yield the frames that are complete.

        Raises:
            BrokenFrame: the bytes are no frame, or one that is too long.
        """
        self._pending += data
        begin = 0
        try:
            while len(self._pending) - begin >= _HEADER.size:
                kind, length = _HEADER.unpack_from(self._pending, begin)
                if kind not in _KINDS or length > LONGEST:
                    raise BrokenFrame(f"A frame of kind {kind} and {length} bytes is none of ours.")
                end = begin + _HEADER.size + length
                if len(self._pending) < end:
                    break
                yield Frame(_KINDS[kind], bytes(self._pending[begin + _HEADER.size : end]))
                begin = end
        finally:
            del self._pending[:begin]


def receive_work(connection: socket.socket) -> bytes | None:
    """Wait, in the worker, for the next piece of work; None when the web process is gone."""
    header = _exactly(connection, _HEADER.size)
    if header is None:
        return None
    _, length = _HEADER.unpack(header)
    return _exactly(connection, length)


def _exactly(connection: socket.socket, count: int) -> bytes | None:
    pieces, missing = [], count
    while missing:
        piece = connection.recv(missing)
        if not piece:
            return None
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
