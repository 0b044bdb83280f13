"""Networks for programs: as JSON, and as files that other tools open."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, project, tie_evidence
from koinon.graph.network.files import FORMATS, network_file

from ..caching import entity_tag, generation_headers, is_known, not_modified
from ..generations import Generations
from ..pages.naming import languages
from .answering import answer_json
from .network_parameters import ENDS, FILTERS

_NAME = "koinon-network"


def network_routes(generations: Generations) -> APIRouter:
    """Serve the projected network, the evidence of one tie, and the network as files."""
    router = APIRouter(tags=["network"])

    @router.get("/api/network", operation_id="network", openapi_extra=_documented(FILTERS))
    def network(request: Request) -> Response:
        """Give the network under the filters: nodes strongest first, edges heaviest first."""
        filters, generation = Filters.parse(_parameters(request)), generations.current()
        accepted = _languages(request)
        return answer_json(
            request, generation, lambda: project(generation.network, filters, accepted).as_dict()
        )

    @router.get(
        "/api/network/tie",
        operation_id="tie_evidence",
        openapi_extra=_documented([*ENDS, *(one for one in FILTERS if one["name"] != "source")]),
    )
    def evidence(request: Request) -> Response:
        """Give what makes one tie: the shared activities, each end's roles, and the words that state them."""
        given = _parameters(request)
        source, target = _end(given, "source"), _end(given, "target")
        rest = {name: values for name, values in given.items() if name not in {"source", "target"}}
        filters, generation = Filters.parse(rest), generations.current()
        accepted = _languages(request)
        return answer_json(
            request,
            generation,
            lambda: tie_evidence(
                generation.store, generation.network, source, target, filters, accepted
            ).as_dict(),
        )

    @router.get(
        "/api/network.{form}",
        operation_id="network_file",
        openapi_extra=_documented(FILTERS),
    )
    def file(request: Request, form: str) -> Response:
        """Give the network as a file: gexf, graphml, net, cx2, csv (ties), nodes.csv or json."""
        if form not in FORMATS:
            forms = ", ".join(f".{name}" for name in FORMATS)
            raise NetworkError(f"A network cannot be had as “.{form}”; possible are {forms}.")
        filters, generation = Filters.parse(_parameters(request)), generations.current()
        tag = entity_tag(generation.number, form, request.url.query, *_languages(request))
        if is_known(request, tag):
            return not_modified(generation.number, tag)
        body = network_file(project(generation.network, filters, _languages(request)), form)
        headers = generation_headers(generation.number, tag) | {
            "Content-Disposition": f'attachment; filename="{_NAME}.{form}"',
            "Vary": "Accept-Language",
        }
        return StreamingResponse(body, HTTPStatus.OK, headers, FORMATS[form].media_type)

    return router


def _parameters(request: Request) -> dict[str, list[str]]:
    given = request.query_params
    return {name: given.getlist(name) for name in given}


def _end(given: Mapping[str, list[str]], name: str) -> str:
    values = [value for value in given.get(name, ()) if value]
    if len(values) != 1:
        raise NetworkError(f"A tie has one {name}: give the address of a node as {name}=.")
    return values[0]


def _languages(request: Request) -> tuple[str, ...]:
    return languages(request.headers.get("accept-language", ""))


def _documented(parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"parameters": parameters}
