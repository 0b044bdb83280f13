"""What passes between the writer and its clients: a length, and a pickled value.

The socket stands in a folder that only the owner of the store may enter, and who may enter it may write the
store's files anyway: that is what makes pickles safe here. What children answer to the writer is JSON.
"""

import asyncio
import pickle
import socket
import struct
from typing import Any

_HEADER = struct.Struct(">Q")


def packed(value: Any) -> bytes:
    """Write a value as a frame."""
    content = pickle.dumps(value)
    return _HEADER.pack(len(content)) + content


async def read_frame(reader: asyncio.StreamReader) -> Any:
    """Read a value.

    Raises:
        EOFError: the other side ended before the frame did.
    """
    (length,) = _HEADER.unpack(await reader.readexactly(_HEADER.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301 - see above


def receive_frame(connection: socket.socket) -> Any:
    """Read a value from a blocking socket.

    Raises:
        EOFError: the other side ended before the frame did.
    """
    with connection.makefile("rb") as file:
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size:
            raise EOFError
        (length,) = _HEADER.unpack(header)
        content = file.read(length)
    if len(content) < length:
        raise EOFError
    return pickle.loads(content)  # noqa: S301 - see above
