"""Errors told over HTTP: problem details with a sentence (RFC 9457), or a page for a browser."""

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from koinon.graph.errors import (
    KoinonError,
    NetworkError,
    NotAcceptable,
    NotExpressible,
    QueryError,
    StoreBusy,
    StoreError,
    StoreIncomplete,
    StoreTimeout,
    StoreUnreachable,
)

from .forms import HTML
from .negotiation import Form, ranked
from .pages.rendering import Pages
from .writing.errors import STATUS as WRITING

_PROBLEM = Form("problem", "application/problem+json", ("application/json",))

#: The status of each kind of error; the first that fits counts.
_STATUS: Mapping[type[KoinonError], HTTPStatus] = {
    **WRITING,
    NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    QueryError: HTTPStatus.BAD_REQUEST,
    NotExpressible: HTTPStatus.UNPROCESSABLE_ENTITY,
    NetworkError: HTTPStatus.BAD_REQUEST,
    StoreUnreachable: HTTPStatus.BAD_GATEWAY,
    StoreIncomplete: HTTPStatus.BAD_GATEWAY,
    StoreTimeout: HTTPStatus.GATEWAY_TIMEOUT,
    StoreBusy: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
}


class Problem(KoinonError):  # noqa: N818 - what RFC 9457 calls it
    """A request that cannot be met: its status and a sentence on what is wrong and what to do."""

    def __init__(self, status: HTTPStatus, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})


def problem_response(request: Request, error: KoinonError) -> Response:
    """Tell an error to whoever asked: a page to a browser, problem details to everything else."""
    if isinstance(error, Problem):
        return _response(request, error.status, str(error), error.headers)
    status = next((one for kind, one in _STATUS.items() if isinstance(error, kind)), None)
    return _response(request, status or HTTPStatus.INTERNAL_SERVER_ERROR, str(error), {})


def tell_problems(app: FastAPI) -> None:
    """Let an application answer every error as a problem."""

    async def koinon_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, KoinonError)
        return problem_response(request, error)

    async def http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        status = HTTPStatus(error.status_code)
        return _response(request, status, _sentence(request, status, error), error.headers or {})

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return _response(request, HTTPStatus.BAD_REQUEST, _first_fault(error), {})

    app.add_exception_handler(KoinonError, koinon_error)
    app.add_exception_handler(HTTPException, http_exception)
    app.add_exception_handler(RequestValidationError, invalid)


def _response(request: Request, status: HTTPStatus, detail: str, headers: Mapping[str, str]) -> Response:
    sent = {"Vary": "Accept", "Cache-Control": "no-store", **headers}
    order = ranked(request.headers.get("accept"), (_PROBLEM, HTML))
    if order and order[0] is HTML:
        pages: Pages = request.app.state.pages
        page = pages.render("problem.html", title=status.phrase, status=status, detail=detail)
        return Response(page, status, sent, "text/html")
    body = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return JSONResponse(body, status, sent, _PROBLEM.media_type)


def _sentence(request: Request, status: HTTPStatus, error: HTTPException) -> str:
    if status == HTTPStatus.NOT_FOUND:
        return f"There is nothing at {request.url.path}."
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("Allow", "GET, HEAD")
        return f"{request.url.path} cannot be asked by {request.method}; possible are {allowed}."
    return str(error.detail)


def _first_fault(error: RequestValidationError) -> str:
    fault = error.errors()[0]
    name = str(fault["loc"][-1])
    return f"The parameter “{name}” is wrong: {str(fault['msg']).lower()}."
