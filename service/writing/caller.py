"""Writing from the command line: through the service where one runs, directly where none does."""

import secrets
import socket
from pathlib import Path

from .errors import WriterGone, error_of
from .frames import packed, receive_frame
from .place import announced
from .requests import Asked, Outcome, Write


def write_through_service(store: Path, write: Write) -> Outcome | None:
    """Let the writer of a running service carry out a write; None where no service runs.

    Raises:
        WriterGone: the writer was ended while it worked.
        KoinonError: it was not written; the sentence says why.
    """
    found = announced(store)
    if found is None:
        return None
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(str(found))
        except OSError:
            return None  # it was killed, and could not take its address away
        try:
            connection.sendall(packed(Asked(write, secrets.token_hex(16))))
            outcome: Outcome = receive_frame(connection)
        except (EOFError, ConnectionError):
            raise WriterGone(
                "The service was ended while it wrote; run the command again: what is written already "
                "changes nothing."
            ) from None
    if outcome.error:
        raise error_of(outcome.error, outcome.sentence)
    return outcome
