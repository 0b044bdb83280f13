"""What a remote engine answers, read once, within its time and its count of bytes."""

import io
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import httpx

from ...errors import KoinonError, StoreError, StoreTimeout, StoreUnreachable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BEGINNING: Final = 4096
_BUFFER: Final = 1 << 16


class Reply:
    """The body of an answer, as bytes in pieces or as a file to read from.

    The connection is given back at the end of the body, or when nobody holds the reply any more.
    """

    def __init__(self, response: httpx.Response, address: str, deadline: float, most: int) -> None:
        self.headers = response.headers
        self.media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        self._address = address
        self._pieces = _pieces(response, address, deadline, most)
        self.close = weakref.finalize(self, response.close)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body in pieces.

        Raises:
            StoreTimeout: its time is over.
            StoreUnreachable: the connection broke before the end.
            StoreError: there are more bytes than may be.
        """
        yield from self._pieces
        self.close()

    def read_all(self) -> bytes:
        """Give the whole body; for what is known to be small."""
        return b"".join(self)

    def discard(self) -> None:
        """Read the body to its end, so that the connection can be used again."""
        for _ in self:
            pass

    def beginning(self) -> str:
        """Give the first few thousand characters, for a complaint, and close."""
        read = b""
        try:
            for piece in self._pieces:
                read += piece
                if len(read) >= _BEGINNING:
                    break
        except StoreError:
            pass  # the complaint itself matters more than that it broke off
        self.close()
        return read[:_BEGINNING].decode(errors="replace")


class ReplyFile(io.RawIOBase):
    """A reply as a file that a parser reads from; what went wrong while reading is kept for its caller."""

    def __init__(self, reply: Reply) -> None:
        self._pieces = iter(reply)
        self._rest = b""
        self.failure: KoinonError | None = None

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer as far as the next piece does; 0 at the end."""
        try:
            while not self._rest:
                self._rest = next(self._pieces)
        except StopIteration:
            return 0
        except KoinonError as error:
            self.failure = error
            raise OSError(str(error)) from None
        view = memoryview(buffer).cast("B")
        given, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(given)] = given
        return len(given)

    def buffered(self) -> io.BufferedReader:
        """Give the file as parsers take it."""
        return io.BufferedReader(self, _BUFFER)


@contextmanager
def transport_errors(address: str) -> Iterator[None]:
    """Turn errors of the connection into ours; that none could be opened is left to the caller.

    Raises:
        StoreTimeout: the engine took too long.
        StoreUnreachable: the connection broke.
    """
    try:
        yield
    except httpx.ConnectError:
        raise
    except httpx.TimeoutException:
        raise StoreTimeout(f"The store at {address} did not answer in time.") from None
    except httpx.HTTPError as error:
        raise StoreUnreachable(f"The connection to the store at {address} broke: {error}.") from None


def _pieces(response: httpx.Response, address: str, deadline: float, most: int) -> Iterator[bytes]:
    count = 0
    with transport_errors(address):
        for piece in response.iter_bytes():
            count += len(piece)
            if count > most:
                raise StoreError(f"The store at {address} sends more than {most} bytes; ask for less.")
            if time.monotonic() > deadline:
                raise StoreTimeout(f"The store at {address} did not finish its answer in time.")
            yield piece
