"""What can be asked of networks beyond the network itself: one address for each analysis."""

from collections.abc import Awaitable, Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.network.analyses import ANALYSES, Analysis, analyse, as_csv

from ..evaluation import Reply
from ..generations import Generation
from ..pages.naming import languages
from ..problems import Problem
from ..responding import Responding
from .answering import json_tag
from .columns import BY_FORM, form_of, network_reply
from .network_parameters import FILTERS, own_parameters

_FORMATS = ("json", "csv")
#: What gives networks, which can be had in columns.
_NETWORKS = frozenset({"ego", "communities", "backbone"})
Given = dict[str, list[str]]


def analysis_routes(responding: Responding) -> APIRouter:
    """Serve every analysis, as JSON or as a table in CSV."""
    router = APIRouter(tags=["network"])
    for name, analysis in ANALYSES.items():
        router.add_api_route(
            "/api/facets" if name == "facets" else f"/api/network/{name}",
            _endpoint(responding, name),
            operation_id=name.replace("-", "_"),
            summary=analysis.asks[0].upper() + analysis.asks[1:],
            openapi_extra=_documented(analysis),
        )
    return router


def _endpoint(responding: Responding, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def analysis(request: Request) -> Response:
        given = {key: request.query_params.getlist(key) for key in request.query_params}
        form = given.pop("format", ["json"])[-1]
        if form not in _FORMATS:
            raise Problem(HTTPStatus.BAD_REQUEST, f"format={form} is not had here; it may be json or csv.")
        accepted = languages(request.headers.get("accept-language", ""))
        if form == "json" and name in _NETWORKS:
            form = form_of(request)
        task = partial(answer_analysis, name=name, given=given, accepted=accepted, form=form)
        return await responding.respond(request, task, (form, *json_tag(request)), BY_FORM)

    analysis.__doc__ = f"Answer {ANALYSES[name].asks}."
    return analysis


def answer_analysis(
    generation: Generation, name: str, given: Given, accepted: tuple[str, ...], form: str
) -> Reply:
    """Answer an analysis from one generation."""
    answer = analyse(name, generation.network, generation.store, given, accepted)
    if form == "csv":
        return Reply("text/csv", (as_csv(name, answer).encode(),))
    return network_reply(answer, form)


def _documented(analysis: Analysis) -> dict[str, Any]:
    own = own_parameters(analysis.parameters)
    names = {one["name"] for one in own}
    return {"parameters": own + [one for one in FILTERS if one["name"] not in names]}
