"""Named graphs written over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, sections 5.3 to 5.7)."""

import hashlib
import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import Response

from koinon.graph.terms import IRI
from koinon.graph.updating import Update

from ..accepting import Accepting, key_of
from ..bodies import read_body
from ..caching import generation_headers
from ..negotiation import parse_media_type
from ..problems import Problem
from ..scopes import Scope
from ..sparql.request import UPDATE_TYPE
from ..writing.parsing import OFFERED
from ..writing.requests import GraphAction, GraphWrite, Part, UpdateWrite
from .graph_names import graph_asked_for

_MULTIPART = "multipart/form-data"
_PARTS = 100


def graph_writing_routes(base: str, accepting: Accepting) -> APIRouter:
    """Take PUT, POST, DELETE and PATCH of graphs, named at their own addresses or by ``/graphs?graph=``."""
    router = APIRouter(tags=["graphs"])
    writing = GraphWriting(base, accepting)

    @router.put("/graphs", operation_id="replace_graph_by_name", status_code=HTTPStatus.NO_CONTENT)
    @router.post("/graphs", operation_id="add_to_graph_by_name", status_code=HTTPStatus.NO_CONTENT)
    @router.delete("/graphs", operation_id="delete_graph_by_name", status_code=HTTPStatus.NO_CONTENT)
    @router.patch("/graphs", operation_id="update_graph_by_name", status_code=HTTPStatus.NO_CONTENT)
    async def indirect(request: Request) -> Response:
        """Replace, add to, delete or update the graph of an address (``?graph=IRI``), or ``?default``."""
        scope = accepting.authorise(request)
        if request.method == "POST" and not request.query_params:
            return await writing.create(request, scope)
        return await writing.change(request, graph_asked_for(request), scope)

    @router.put("/graphs/{rest:path}", operation_id="replace_graph", status_code=HTTPStatus.NO_CONTENT)
    @router.post("/graphs/{rest:path}", operation_id="add_to_graph", status_code=HTTPStatus.NO_CONTENT)
    @router.delete("/graphs/{rest:path}", operation_id="delete_graph", status_code=HTTPStatus.NO_CONTENT)
    @router.patch("/graphs/{rest:path}", operation_id="update_graph", status_code=HTTPStatus.NO_CONTENT)
    async def direct(request: Request, rest: str) -> Response:
        """Replace, add to, delete or update the graph of this address."""
        scope = accepting.authorise(request)
        return await writing.change(request, IRI(f"{base}graphs/{rest}"), scope)

    return router


class GraphWriting:
    """Changes graphs by whole representations, or by an update of one."""

    def __init__(self, base: str, accepting: Accepting) -> None:
        self._base = base
        self._accepting = accepting

    async def change(self, request: Request, graph: IRI | None, scope: Scope) -> Response:
        """Do to a graph what the method of the request says; None is the default graph.

        Raises:
            KoinonError: it was not done; the sentence says why.
        """
        if request.method == "PATCH":
            return await self._update(request, graph, scope)
        if request.method == "DELETE":
            outcome = await self._accepting.write(request, GraphWrite(GraphAction.DELETE, graph, scope))
            if not outcome.existed and graph is not None:
                raise Problem(HTTPStatus.NOT_FOUND, f"There is no graph {graph}.")
            return _done(outcome.generation)
        action = GraphAction.REPLACE if request.method == "PUT" else GraphAction.ADD
        write = GraphWrite(action, graph, scope, await self._parts(request), graph or self._base)
        outcome = await self._accepting.write(request, write)
        return _done(outcome.generation, HTTPStatus.NO_CONTENT if outcome.existed else HTTPStatus.CREATED)

    async def create(self, request: Request, scope: Scope) -> Response:
        """Make a graph of an address that the service chooses (section 5.5).

        The same Idempotency-Key gives the same address.
        """
        key = key_of(request) or secrets.token_hex(16)
        name = hashlib.sha256(key.encode()).hexdigest()[:20]
        graph = IRI(f"{self._base}graphs/new/{name}")
        write = GraphWrite(GraphAction.ADD, graph, scope, await self._parts(request), graph)
        outcome = await self._accepting.write(request, write)
        response = _done(outcome.generation, HTTPStatus.CREATED)
        response.headers["Location"] = graph
        return response

    async def _update(self, request: Request, graph: IRI | None, scope: Scope) -> Response:
        kind, _ = _media_type(request.headers.get("content-type", ""))
        if kind != UPDATE_TYPE:
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                f"A graph is patched by {UPDATE_TYPE}, not by “{kind}”.",
                {"Accept-Patch": UPDATE_TYPE},
            )
        body = await read_body(request, self._accepting.longest)
        try:
            update = Update(body.decode(), base=graph or self._base)
        except UnicodeDecodeError:
            raise Problem(HTTPStatus.BAD_REQUEST, "The update is not in UTF-8.") from None
        outcome = await self._accepting.write(request, UpdateWrite(update, scope, graph))
        return _done(outcome.generation)

    async def _parts(self, request: Request) -> tuple[Part, ...]:
        kind, charset = _media_type(request.headers.get("content-type", ""))
        _require_utf8(charset)
        body = await read_body(request, self._accepting.longest)
        if kind != _MULTIPART:
            return (Part(kind, body),)
        return tuple([part async for part in _multipart(request, body)])


async def _multipart(request: Request, body: bytes) -> AsyncIterator[Part]:
    """Read the files of a form (section 5.5: each is merged into the graph)."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield body
        yield b""

    parser = MultiPartParser(request.headers, stream(), max_files=_PARTS, max_fields=0)
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError):
        raise Problem(
            HTTPStatus.BAD_REQUEST,
            f"The form cannot be read; it holds up to {_PARTS} files of RDF, each with its Content-Type.",
        ) from None
    for _, file in form.multi_items():
        assert isinstance(file, UploadFile)
        kind, charset = _media_type(file.content_type or "")
        _require_utf8(charset)
        yield Part(kind, await file.read())
        await file.close()


def _media_type(header: str) -> tuple[str, str]:
    try:
        kind, parameters = parse_media_type(header)
    except ValueError:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"Say in Content-Type what is sent; RDF is read as {OFFERED}.",
            {"Accept": OFFERED},
        ) from None
    return kind, parameters.get("charset", "utf-8").lower()


def _require_utf8(charset: str) -> None:
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"RDF is read in UTF-8, not in “{charset}”.")


def _done(generation: int, status: HTTPStatus = HTTPStatus.NO_CONTENT) -> Response:
    return Response(status_code=status, headers=generation_headers(generation))
