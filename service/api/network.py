"""Networks for programs: as JSON, and as files that other tools open."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import Response

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, project, tie_evidence
from koinon.graph.network.analyses import LIMIT
from koinon.graph.network.files import FORMATS, network_file
from koinon.graph.network.folding import folded
from koinon.graph.network.parameters import Parameters

from ..evaluation import Reply
from ..generations import Generation
from ..pages.naming import languages
from ..responding import Responding
from ..spreadsheets import SPREADSHEET, SPREADSHEET_TYPE, for_spreadsheets
from .answering import BY_LANGUAGE, json_reply, json_tag
from .columns import BY_FORM, form_of, network_reply
from .network_parameters import ENDS, FILTERS, FOLD, documented, parameters

_NAME = "koinon-network"
_EXCEL = SPREADSHEET.removeprefix("csv")


def network_routes(responding: Responding) -> APIRouter:
    """Serve the projected network, the evidence of one tie, and the network as files."""
    router = APIRouter(tags=["network"])

    @router.get("/api/network", operation_id="network", openapi_extra=documented([FOLD, *FILTERS]))
    async def network(request: Request) -> Response:
        """Give the network under the filters: nodes strongest first, edges heaviest first."""
        own = Parameters.parse(("fold",), parameters(request))
        form = form_of(request)
        task = partial(
            _network, filters=own.filters, accepted=_languages(request), fold=own.flag("fold"), form=form
        )
        return await responding.respond(request, task, (form, *json_tag(request)), BY_FORM)

    @router.get(
        "/api/network/tie",
        operation_id="tie_evidence",
        openapi_extra=documented([*ENDS, *FILTERS]),
    )
    async def evidence(request: Request) -> Response:
        """Give what makes one tie: the shared activities, each end's roles, and the words that state them."""
        given = parameters(request)
        source, target = _end(given, "source"), _end(given, "target")
        rest = {name: values for name, values in given.items() if name not in {"source", "target"}}
        filters, accepted = Filters.parse(rest), _languages(request)
        task = partial(_evidence, source=source, target=target, filters=filters, accepted=accepted)
        return await responding.respond(request, task, json_tag(request), BY_LANGUAGE)

    @router.get(
        "/api/network.{form}",
        operation_id="network_file",
        openapi_extra=documented(FILTERS),
    )
    async def file(request: Request, form: str) -> Response:
        """Give the network as a file: gexf, graphml, net, cx2, csv (ties), nodes.csv or json.

        csv-excel and nodes.csv-excel are for spreadsheets, which take no cell of theirs for a formula.
        """
        plain = form.removesuffix(_EXCEL)
        safe = plain != form and plain.endswith("csv")
        if (plain if safe else form) not in FORMATS:
            forms = ", ".join(f".{name}" for name in (*FORMATS, SPREADSHEET, f"nodes.{SPREADSHEET}"))
            raise NetworkError(f"A network cannot be had as “.{form}”; possible are {forms}.")
        filters, accepted = Filters.parse(parameters(request)), _languages(request)
        headers = BY_LANGUAGE | {"Content-Disposition": f'attachment; filename="{_NAME}.{plain}"'}
        task = partial(_file, form=plain, filters=filters, accepted=accepted, safe=safe)
        return await responding.respond(request, task, (form, request.url.query, *accepted), headers)

    return router


def _network(
    generation: Generation, filters: Filters, accepted: tuple[str, ...], fold: bool, form: str
) -> Reply:
    if fold:
        return network_reply(folded(generation.network, filters, accepted).as_dict(), form)
    # So many can be looked at; whoever wants all of them says how many, or takes a file.
    limited = replace(filters, limit=LIMIT) if filters.limit is None else filters
    return network_reply(project(generation.network, limited, accepted).as_dict(), form)


def _evidence(
    generation: Generation, source: str, target: str, filters: Filters, accepted: tuple[str, ...]
) -> Reply:
    found = tie_evidence(generation.store, generation.network, source, target, filters, accepted)
    return json_reply(found.as_dict())


def _file(
    generation: Generation, form: str, filters: Filters, accepted: tuple[str, ...], safe: bool
) -> Reply:
    content = network_file(project(generation.network, filters, accepted), form)
    if safe:
        return Reply(SPREADSHEET_TYPE, for_spreadsheets(content))
    return Reply(FORMATS[form].media_type, content)


def _end(given: Mapping[str, list[str]], name: str) -> str:
    values = [value for value in given.get(name, ()) if value]
    if len(values) != 1:
        raise NetworkError(f"A tie has one {name}: give the address of a node as {name}=.")
    return values[0]


def _languages(request: Request) -> tuple[str, ...]:
    return languages(request.headers.get("accept-language", ""))
