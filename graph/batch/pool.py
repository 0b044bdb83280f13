"""Work on many files in the processes of this machine."""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from .outcome import Outcome, Result, Work, lost, outcome_of

#: Files handed to a process ahead of the one it works on.
_AHEAD: Final = 4
#: Files for which it is worth starting one more process, which takes as long as reading some of them.
_WORTH_A_PROCESS: Final = 16


def usual_processes(files: int) -> int:
    """Say how many processes that many files are worth on this machine."""
    return max(1, min(os.cpu_count() or 1, files // _WORTH_A_PROCESS))


def in_processes(work: Work[Result], paths: Iterable[Path], processes: int = 1) -> Iterator[Outcome[Result]]:
    """Do the work on each file, and give the outcomes in the order of the files.

    The work is a function of a module, since it is sent to other processes; with one process it is done in
    this one. A file that ends its process loses its own outcome only: those under way beside it are done
    again, each in a process by itself.
    """
    if processes < 2:
        yield from (outcome_of(work, path) for path in paths)
        return
    waiting = deque(paths)
    while waiting:
        under_way: deque[tuple[Path, Future[Outcome[Result]]]] = deque()
        yield from _until_broken(work, waiting, under_way, processes)
        yield from (_again(work, path, future) for path, future in under_way)


def _until_broken(
    work: Work[Result],
    waiting: deque[Path],
    under_way: deque[tuple[Path, Future[Outcome[Result]]]],
    processes: int,
) -> Iterator[Outcome[Result]]:
    """Work until nothing waits, or until a process was ended; what is then under way stays in the queue."""
    pool = _pool(processes)
    try:
        while waiting or under_way:
            while waiting and len(under_way) < _AHEAD * processes:
                under_way.append((waiting[0], pool.submit(outcome_of, work, waiting[0])))
                waiting.popleft()
            outcome = under_way[0][1].result()
            under_way.popleft()
            yield outcome
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def _again(work: Work[Result], path: Path, future: Future[Outcome[Result]]) -> Outcome[Result]:
    if future.done() and not future.cancelled() and future.exception() is None:
        return future.result()
    with _pool(1) as alone:
        try:
            return alone.submit(outcome_of, work, path).result()
        except BrokenProcessPool:
            return lost(path)


def _pool(processes: int) -> ProcessPoolExecutor:
    # Started anew rather than forked: a fork would copy locks that threads of this process hold.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
