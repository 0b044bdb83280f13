"""The writer as the service sees it: started when it is needed, started again when it was killed."""

import asyncio
import os
import secrets
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ..settings import Settings
from ..workers.confinement import ENVIRONMENT
from .errors import WriterGone, error_of
from .frames import packed, read_frame
from .place import LISTENING, OWNED, announced
from .requests import Asked, Outcome, Write

# A writer that was killed is back in a second; a write that was under way is asked again under its key.
_ATTEMPTS, _PAUSE = 6, 0.25
_STARTING = 60.0
_LEAVING = 15.0


@dataclass(frozen=True, slots=True)
class WriterOptions:
    """How a writer is started: its store, its default graph, and what a write may use."""

    store: Path
    own_default: bool = False
    seconds: float = 60.0
    memory: int = 4 << 30


def writer_options(settings: Settings) -> WriterOptions:
    """Start a writer as the settings say."""
    own = settings.default_graph == "own"
    return WriterOptions(settings.folder, own, settings.write_seconds, settings.write_megabytes << 20)


class Writer:
    """Sends writes to the writer of a store. Nothing is lost or done twice when that is killed meanwhile."""

    def __init__(self, options: WriterOptions) -> None:
        self._options = options
        self._process: Process | None = None
        self._starting = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process of the writer, where this one started it."""
        return self._process.pid if self._process else None

    async def write(self, write: Write, key: str | None = None) -> Outcome:
        """Carry out a write. When this returns, it is on the disk.

        Args:
            write: what is asked.
            key: what the client calls it (``Idempotency-Key``): the same key again gives the first answer.

        Raises:
            WriterGone: the writer cannot be reached; whether it was written is not known.
            KoinonError: it was not written; the sentence says why.
        """
        asked = Asked(write, key or secrets.token_hex(16), given=key is not None)
        for attempt in range(_ATTEMPTS):
            if attempt:
                await asyncio.sleep(_PAUSE * attempt)
            with suppress(ConnectionError, FileNotFoundError, asyncio.IncompleteReadError):
                outcome = await self._ask(asked)
                if outcome.error:
                    raise error_of(outcome.error, outcome.sentence)
                return outcome
        raise WriterGone(
            "The writer was ended while it worked, several times; look whether the write is there, "
            "and send it again with the same Idempotency-Key."
        )

    async def start(self) -> None:
        """Start the writer, unless one is running already.

        Raises:
            WriterGone: it does not start.
        """
        async with self._starting:
            if self._process is not None and self._process.returncode is None:
                return
            await self._start()

    async def stop(self) -> None:
        """Let the writer finish what it has taken, and end. It ends by itself when this process does."""
        if self._process is None or self._process.returncode is not None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            async with asyncio.timeout(_LEAVING):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def _ask(self, asked: Asked) -> Outcome:
        await self.start()
        socket = announced(self._options.store)
        if socket is None:
            raise ConnectionError
        reader, writer = await asyncio.open_unix_connection(socket)
        try:
            writer.write(packed(asked))
            await writer.drain()
            outcome: Outcome = await read_frame(reader)
            return outcome
        finally:
            writer.close()

    async def _start(self) -> None:
        options = self._options
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", __package__, str(options.store)),
            *(["--own-default"] if options.own_default else []),
            *("--seconds", str(options.seconds), "--memory", str(options.memory)),
            stdin=PIPE,
            stdout=PIPE,
            env=os.environ | ENVIRONMENT,
        )
        assert self._process.stdout is not None
        try:
            async with asyncio.timeout(_STARTING):
                said = await self._process.stdout.readline()
        except TimeoutError:
            self._process.kill()
            said = b""
        # Where another service on this store has a writer, that one is asked.
        if said.decode().strip() not in {LISTENING, OWNED}:
            raise WriterGone("The writer does not start; what it says stands in the log of the service.")
        if said.decode().strip() == OWNED:
            await self._process.wait()
