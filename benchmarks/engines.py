"""The engines that answer the mix, each over the same statements, ended and begun anew when one hangs."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import perf_counter
from urllib.parse import quote

from . import fuseki, virtuoso
from .servers import Server, koinon, oxigraph, rdflib_endpoint, tree_seconds

#: What a rewriting or a kept answer would hide is measured by switching it off.
_OWN = {"cache_megabytes": 0, "client_seconds": 1e9, "client_faults": 10**9, "worker_megabytes": 4096}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the seconds it took until its last byte, and its bytes; None where it did not end."""

    seconds: float
    body: bytes | None


@dataclass(slots=True)
class Engine:
    """One engine, started when it is first asked."""

    name: str
    start: Callable[[], AbstractContextManager[Server]]
    longest: float
    _stack: ExitStack = field(default_factory=ExitStack)
    _server: Server | None = None
    _connection: HTTPConnection | None = None

    @property
    def processor_seconds(self) -> float:
        """Give the processor time that the server has used since it began."""
        return 0.0 if self._server is None else tree_seconds(self._server.pid)

    def begin(self) -> None:
        """Start the server where it does not run."""
        if self._server is None:
            self._server = self._stack.enter_context(self.start())

    def ask(self, text: str, accept: str) -> Reply:
        """Ask a query; an engine that has not answered within its time is stopped."""
        self.begin()
        begun = perf_counter()
        try:
            status, body = self._get(text, accept)
        except (OSError, HTTPException):
            self.stop()
            return Reply(self.longest, None)
        seconds = perf_counter() - begun
        return Reply(seconds, body) if status == 200 else Reply(self.longest, None)

    def _get(self, text: str, accept: str) -> tuple[int, bytes]:
        assert self._server is not None
        mark = "&" if "?" in self._server.path else "?"
        path = f"{self._server.path}{mark}query={quote(text, safe='')}"
        for kept in (self._connection, None):
            connection = kept or HTTPConnection("127.0.0.1", self._server.port, timeout=self.longest + 10)
            self._connection = connection
            try:
                connection.request("GET", path, headers={"Accept": accept})
                answer = connection.getresponse()
            except ConnectionError:  # servers drop connections that nobody used for some seconds
                connection.close()
                if kept is None:
                    raise
            else:
                return answer.status, answer.read()
        raise ConnectionError

    def stop(self) -> None:
        """End the server; it begins anew when it is asked again."""
        if self._connection is not None:
            self._connection.close()
        self._stack.close()
        self._server = self._connection = None


def engines(triples: int, longest: float, names: set[str]) -> list[Engine]:
    """Give the engines of this machine that are among those named, each with a time limit a query."""
    limit = max(int(longest), 1)
    starts: dict[str, Callable[[], AbstractContextManager[Server]]] = {
        "koinon": lambda: koinon(triples, query_seconds=longest, **_OWN),
        "koinon, as written": lambda: koinon(triples, query_seconds=longest, rewrites=False, **_OWN),
        "oxigraph": lambda: oxigraph(triples, limit),
        "rdflib-endpoint": lambda: rdflib_endpoint(triples),
    }
    if virtuoso.installed():
        starts["virtuoso"] = lambda: virtuoso.virtuoso_union(triples, limit)
    if fuseki.installed():
        starts["fuseki"] = lambda: fuseki.fuseki(triples, limit)
    return [Engine(name, start, longest) for name, start in starts.items() if name in names]
