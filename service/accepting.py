"""Writes accepted over HTTP: authorised, handed to the writer, and answered."""

import logging
from http import HTTPStatus

from starlette.requests import Request

from koinon.graph.errors import KoinonError

from .authorisation import Authorisation
from .problems import Problem
from .scopes import Scope
from .writing.client import Writer
from .writing.requests import Outcome, Write

_LOG = logging.getLogger(__name__)
_LONGEST_KEY = 200
READ_ONLY = (
    "This service is read-only: it has no writer. A store on another machine is written with koinon add and "
    "koinon remove."
)


class Accepting:
    """Takes writes for a store, where it has a writer; without one, everything is read-only."""

    def __init__(self, authorisation: Authorisation, writer: Writer | None, longest: int) -> None:
        self._authorisation = authorisation
        self._writer = writer
        #: Longest body of a write, in bytes.
        self.longest = longest

    @property
    def writing(self) -> bool:
        """Tell whether anybody may write."""
        return self._writer is not None and self._authorisation.writing

    def authorise(self, request: Request, wanted: Scope = Scope.WRITE) -> Scope:
        """Give what a request may do, before its body is read.

        Raises:
            Problem: it may not write.
        """
        if self._writer is None:
            raise Problem(HTTPStatus.FORBIDDEN, READ_ONLY)
        return self._authorisation.require(request, wanted)

    async def write(self, request: Request, write: Write) -> Outcome:
        """Carry out a write under the key that the request gives it, if any.

        Raises:
            Problem: the key is not one.
            KoinonError: it was not written; the sentence says why.
        """
        assert self._writer is not None, "a write is authorised before it is carried out"
        return await self._writer.write(write, key_of(request))

    async def start(self) -> None:
        """Start the writer where anybody may write, so that commands go through it, and no write waits."""
        if self._writer is not None and self._authorisation.writing:
            try:
                await self._writer.start()
            except KoinonError:
                _LOG.exception("The writer does not start; the first write will try again.")

    async def stop(self) -> None:
        """Let the writer finish, and end."""
        if self._writer is not None:
            await self._writer.stop()


def key_of(request: Request) -> str | None:
    """Read the ``Idempotency-Key`` of a request (draft-ietf-httpapi-idempotency-key-header).

    Raises:
        Problem: it is empty or too long.
    """
    key = request.headers.get("idempotency-key")
    if key is None:
        return None
    key = key.strip().strip('"')
    if not 0 < len(key) <= _LONGEST_KEY:
        raise Problem(
            HTTPStatus.BAD_REQUEST, f"An Idempotency-Key has between 1 and {_LONGEST_KEY} characters."
        )
    return key
