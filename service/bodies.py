"""Bodies of requests, whole and bounded, unpacked where they came compressed."""

import zlib
from collections.abc import AsyncIterator
from http import HTTPStatus

from starlette.requests import Request

from .problems import Problem

# RDF shrinks to a tenth or a twentieth; what grows more than this was made to.
_RATIO = 100
_SLACK = 1 << 20
_PIECE = 1 << 18


async def read_body(request: Request, longest: int) -> bytes:
    """Read a body of at most ``longest`` bytes, counted as they are unpacked.

    Raises:
        Problem: it is longer (413), or compressed in a way that is not read (415), or not as it says (400).
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > longest:
        raise _too_long(longest)
    coding = request.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        return await _gathered(request.stream(), longest)
    if coding not in {"gzip", "x-gzip"}:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"A body is read plain or with Content-Encoding: gzip, not “{coding}”.",
            {"Accept-Encoding": "gzip"},
        )
    return await _gathered(_unpacked(request.stream()), longest)


async def _gathered(pieces: AsyncIterator[bytes], longest: int) -> bytes:
    found, length = [], 0
    async for piece in pieces:
        length += len(piece)
        if length > longest:
            raise _too_long(longest)
        found.append(piece)
    return b"".join(found)


async def _unpacked(packed: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
    taken = given = 0
    try:
        async for left in packed:
            taken += len(left)
            while (left or unpacker.unconsumed_tail) and not unpacker.eof:
                content = unpacker.decompress(unpacker.unconsumed_tail or left, _PIECE)
                left = b""  # noqa: PLW2901 - what is left of it is the unpacker's
                given += len(content)
                if given > _SLACK + _RATIO * taken:
                    raise Problem(
                        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                        f"The body grows to more than {_RATIO} times its size when it is unpacked.",
                    )
                yield content
    except zlib.error:
        raise Problem(HTTPStatus.BAD_REQUEST, "The body is not gzip, as its header says.") from None
    if not unpacker.eof:
        raise Problem(HTTPStatus.BAD_REQUEST, "The body is gzip, but it is cut off.")


def _too_long(longest: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body may be {longest:,} bytes long; send it in several."
    )
