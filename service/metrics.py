"""What the service counts of itself, in the text format of Prometheus.

One process answers all requests of a replica, so what it counts needs no files shared between processes;
what the workers do is known to the evaluator, which is asked whenever somebody collects.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from koinon.graph.errors import KoinonError
from koinon.graph.store.generations import Generations as StoredGenerations

from .evaluation import Evaluator
from .generations import Generations
from .kept_answers import KeptAnswers
from .version import VERSION

#: The media type of the text format, version 0.0.4.
METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
# Upper bounds in seconds; the limit of a query lies between the last two.
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ROUTES: Final = frozenset(
    {"sparql", "graphs", "api", "assets", "static", "reconcile", "catalog", "healthz", "readyz", "metrics"}
)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})


class Size(NamedTuple):
    """What a generation of a store in a folder holds: quads, those of the union included, and bytes."""

    quads: int
    bytes: int


class Metrics:
    """Counts of one service; nothing of them is global."""

    def __init__(self, generations: Generations, evaluator: Evaluator, kept: KeptAnswers) -> None:
        self._registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self._requests = Counter("koinon_requests", "Requests answered.", labels, registry=self._registry)
        self._seconds = Histogram(
            "koinon_request_seconds",
            "Seconds from a request to the last byte of its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._first = Histogram(
            "koinon_first_byte_seconds",
            "Seconds from a request to the head of its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        self._bytes = Counter("koinon_sent_bytes", "Bytes sent.", ("route",), registry=self._registry)
        self._registry.register(_Collected(generations, evaluator, kept))
        ProcessCollector(registry=self._registry)

        self._requests_of = cache(self._requests.labels)
        self._times_of = cache(lambda route: tuple(one.labels(route) for one in (self._seconds, self._first)))
        self._bytes_of = cache(self._bytes.labels)

    def count(self, path: str, method: str, status: int, first: float, seconds: float, sent: int) -> None:
        """Count a request; ``status`` is 0 where it was never answered."""
        route = route_of(path)
        method = method if method in _METHODS else "other"
        self._requests_of(route, method, status).inc()
        whole, head = self._times_of(route)
        whole.observe(seconds)
        head.observe(first)
        self._bytes_of(route).inc(sent)

    def text(self) -> bytes:
        """Write all counts."""
        return generate_latest(self._registry)


def route_of(path: str) -> str:
    """Name the part of the service that a path belongs to: few names, whatever is asked for."""
    first = path.split("/", 2)[1].partition(".")[0] if path.startswith("/") else ""
    return first if first in _ROUTES else "page"


def size_of(folder: Path, number: int) -> Size:
    """Tell what a generation holds, from its marker and its files.

    Raises:
        StoreDamaged: its marker is missing or unreadable.
        OSError: its files are gone.
    """
    stored = StoredGenerations(folder)
    marker = stored.marker(number)
    return Size(marker.quads, sum(path.stat().st_size for path in stored.database(number).iterdir()))


class _Collected(Collector):
    """What is looked up whenever somebody collects."""

    def __init__(self, generations: Generations, evaluator: Evaluator, kept: KeptAnswers) -> None:
        self._generations = generations
        self._kept = kept
        self._evaluator = evaluator
        self._size: tuple[int, Size] | None = None

    def collect(self) -> Iterator[Metric]:
        """Yield the metrics."""
        yield InfoMetricFamily("koinon", "The software.", {"version": VERSION})
        load = self._evaluator.load()
        yield GaugeMetricFamily("koinon_queries_running", "Tasks that are being done.", load.running)
        yield GaugeMetricFamily("koinon_queries_waiting", "Tasks that wait for their turn.", load.waiting)
        workers = GaugeMetricFamily("koinon_workers", "Workers, by what they do.", labels=("state",))
        workers.add_metric(("idle",), load.idle)
        workers.add_metric(("busy",), load.running)
        workers.add_metric(("starting",), load.starting)
        yield workers
        ended = CounterMetricFamily("koinon_workers_ended", "Workers that were ended.", labels=("reason",))
        for reason, count in sorted(load.ended.items()):
            ended.add_metric((reason,), count)
        yield ended
        answers = CounterMetricFamily(
            "koinon_kept_answers", "Questions whose answer was at hand, and was not.", labels=("found",)
        )
        answers.add_metric(("yes",), self._kept.counted.hits)
        answers.add_metric(("no",), self._kept.counted.misses)
        yield answers
        yield from self._data()

    def _data(self) -> Iterator[Metric]:
        try:
            number = self._generations.newest()
            yield GaugeMetricFamily("koinon_generation", "Number of the data's newest generation.", number)
            size = self._measured(number)
        except (KoinonError, OSError):
            return  # readiness tells what is wrong
        if size is not None:
            yield GaugeMetricFamily(
                "koinon_quads", "Quads of the newest generation, those of the union included.", size.quads
            )
            yield GaugeMetricFamily("koinon_store_bytes", "Bytes of the newest generation.", size.bytes)

    def _measured(self, number: int) -> Size | None:
        folder = self._generations.surroundings.folder
        if folder is None:
            return None
        if self._size is None or self._size[0] != number:
            self._size = number, size_of(folder, number)
        return self._size[1]
