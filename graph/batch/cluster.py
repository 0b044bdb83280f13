"""Work on many files on a Dask cluster: that of an address, or one started here for as long as it takes."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from ..errors import KoinonError
from .outcome import Outcome, Result, Work, lost, outcome_of


def on_cluster(
    work: Work[Result], paths: Iterable[Path], processes: int = 2, address: str | None = None
) -> Iterator[Outcome[Result]]:
    """Do the work on each file, and give the outcomes in the order of the files.

    Workers see the files under the same paths. What a worker that is lost had to do is done by the others; a
    file that ends several workers has a problem for its outcome.

    Raises:
        KoinonError: Dask is not installed, or no scheduler answers at the address.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster  # noqa: PLC0415 - an extra
    except ImportError:
        raise KoinonError(
            "The engine dask is not installed; pip install 'koinon[cluster]' does it."
        ) from None
    start: Callable[..., Any] = LocalCluster
    started = (
        start(n_workers=processes, threads_per_worker=1, dashboard_address=None) if not address else None
    )
    connect: Callable[..., Any] = Client
    try:
        client = connect(address or started)
    except OSError as error:
        raise KoinonError(f"No Dask scheduler answers at {address}: {error}.") from error
    try:
        waiting = list(paths)
        futures = deque(client.map(partial(outcome_of, work), waiting, pure=False))
        for path in waiting:
            future = futures.popleft()  # the cluster forgets a result that nobody holds
            try:
                outcome: Outcome[Result] = future.result()
            except KilledWorker:
                outcome = lost(path)
            yield outcome
    finally:
        client.close()
        if started is not None:
            started.close()
