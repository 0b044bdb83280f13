"""The writer process: it owns the store's changes, listens on a socket, and ends with who started it."""

import argparse
import asyncio
import contextlib
import fcntl
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from koinon.graph.checking import validation

from .batch import Place
from .children import Allowance
from .frames import packed, read_frame
from .place import FOLDER, LISTENING, OWNED, announce, withdraw_announcement
from .queue import WriteQueue

_PATIENCE = 10.0


def main() -> None:
    """Run the writer until who started it closes its input, or it is told to end."""
    options = _options()
    # Children are forked with everything loaded: the shapes alone take a second.
    assert validation is not None
    with _owning(options.store) as owned:
        if not owned:
            print(OWNED, flush=True)
            return
        folder = Path(tempfile.mkdtemp(prefix=FOLDER))  # mode 0700
        try:
            asyncio.run(_serve(options, folder / "socket"))
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--own-default", action="store_true")
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--memory", type=int, required=True)
    return parser.parse_args()


@contextmanager
def _owning(store: Path) -> Iterator[bool]:
    """Be the only writer process of a store; tell whether it came to that."""
    descriptor = os.open(store / "service.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(descriptor)


async def _serve(options: argparse.Namespace, socket: Path) -> None:
    place = Place(options.store, options.own_default)
    queue = WriteQueue(place, Allowance(options.seconds, options.memory))

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            outcome = await queue.submit(await read_frame(reader))
            writer.write(packed(outcome))
            await writer.drain()
        writer.close()

    server = await asyncio.start_unix_server(answer, socket)
    announce(options.store, socket)
    print(LISTENING, flush=True)
    running = asyncio.create_task(queue.run())
    try:
        await _told_to_end()
        server.close()
        await _drained(queue)
    finally:
        running.cancel()
        withdraw_announcement(options.store)


async def _told_to_end() -> None:
    """Wait for a signal, or for the end of the input: who started this process has gone."""
    loop, end = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end.set)
    loop.add_reader(sys.stdin.fileno(), end.set)
    await end.wait()
    loop.remove_reader(sys.stdin.fileno())


async def _drained(queue: WriteQueue) -> None:
    """Let what was taken be answered."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            await queue.emptied()
