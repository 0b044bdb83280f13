"""Requests to a remote engine: the SPARQL 1.1 Protocol and the Graph Store Protocol over HTTP."""

import time
from collections.abc import Sequence
from typing import Final, Self
from urllib.parse import urlencode

import httpx

from ...errors import QueryError, StoreError, StoreIncomplete, StoreTimeout, StoreUnreachable
from ...terms import IRI
from . import deadline as deadlines
from .endpoint import Endpoint
from .failures import incompleteness, refusal
from .reply import Reply, transport_errors

#: Seconds before each further attempt.
_PAUSES: Final = (0.2, 0.8)
_BUSY: Final = 503


class Client:
    """One engine's addresses, asked over connections that are kept. It may be shared between threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._http = httpx.Client(
            auth=endpoint.credentials.auth() if endpoint.credentials else None,
            headers={"User-Agent": "koinon"}
            | (endpoint.credentials.headers() if endpoint.credentials else {}),
            follow_redirects=False,
            trust_env=False,  # neither a proxy nor a password from the environment
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def can_update(self) -> bool:
        """Tell whether there is an address for updates."""
        return self._endpoint.update is not None

    def query(self, text: str, accept: str, default: Sequence[IRI] = (), named: Sequence[IRI] = ()) -> Reply:
        """Ask a query of the dataset of the request (SPARQL 1.1 Protocol, section 2.1.4).

        Raises:
            QueryError: the engine does not take the query.
            StoreIncomplete: it says that its answer is not the whole result.
            StoreError: it cannot be reached, refuses, or answers in another media type.
        """
        fields = [("query", text)]
        fields += [("default-graph-uri", graph) for graph in default]
        fields += [("named-graph-uri", graph) for graph in named]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        address = self._endpoint.query
        reply = self._send(address, urlencode(fields).encode(), headers, repeatable=True)
        if reply.media_type not in accept.split(", "):
            reply.close()
            raise StoreUnreachable(
                f"The store at {address} answers with {reply.media_type or 'no media type'} where {accept} "
                "was asked for; is it the address of a SPARQL engine?"
            )
        if missing := incompleteness(reply.headers):
            reply.close()
            rows = reply.headers.get("x-sparql-maxrows", "")
            raise StoreIncomplete(
                f"The store at {address} gave only a part of the result: {missing}; ask for less at once.",
                int(rows) if rows.isdecimal() else None,
            )
        return reply

    def update(self, text: str) -> None:
        """Send an update, once: it is repeated only if nobody can have received it.

        Raises:
            StoreError: there is no address for updates, or the engine does not take this one.
        """
        if self._endpoint.update is None:
            raise StoreError(
                f"The store at {self._endpoint.query} can only be read; give its address for updates too."
            )
        headers = {"Content-Type": "application/sparql-update"}
        try:
            self._send(self._endpoint.update, text.encode(), headers, repeatable=False).discard()
        except QueryError as error:
            raise StoreError(f"The change could not be written. {error}") from None

    @property
    def takes_graphs(self) -> bool:
        """Tell whether there is an address of the Graph Store Protocol."""
        return self._endpoint.graph_store is not None

    def add_to_graph(self, graph: IRI, n_triples: bytes) -> None:
        """Add triples to a graph (Graph Store Protocol, section 5.5). Twice has the same effect as once.

        Raises:
            StoreError: the engine does not take them.
        """
        if self._endpoint.graph_store is None:
            raise StoreError("The store has no address of the Graph Store Protocol.")
        address = f"{self._endpoint.graph_store}?{urlencode({'graph': graph})}"
        self._send(address, n_triples, {"Content-Type": "application/n-triples"}, repeatable=True).discard()

    def _send(self, address: str, body: bytes, headers: dict[str, str], *, repeatable: bool) -> Reply:
        deadline = min(time.monotonic() + self._endpoint.limits.total, deadlines.limit())
        for pause in (*_PAUSES, None):
            last = pause is None or time.monotonic() + pause > deadline
            try:
                response = self._post(address, body, headers, deadline)
            except httpx.ConnectError as error:  # nobody received it, so it may be sent again
                if last:
                    raise StoreUnreachable(f"The store at {address} cannot be reached: {error}.") from None
            else:
                if response.is_success:
                    return Reply(response, address, deadline, self._endpoint.limits.bytes)
                reply = Reply(response, address, deadline, self._endpoint.limits.bytes)
                complaint = refusal(address, response.status_code, reply.beginning())
                again = (
                    repeatable and response.status_code == _BUSY and not isinstance(complaint, StoreTimeout)
                )
                if last or not again:
                    raise complaint
            time.sleep(pause or 0)
        raise AssertionError("the last attempt returns or raises")

    def _post(self, address: str, body: bytes, headers: dict[str, str], deadline: float) -> httpx.Response:
        limits, left = self._endpoint.limits, max(deadline - time.monotonic(), 0.001)
        timeout = httpx.Timeout(min(limits.read, left), connect=min(limits.connect, left))
        with transport_errors(address):
            return self._http.send(
                self._http.build_request("POST", address, content=body, headers=headers, timeout=timeout),
                stream=True,
            )
