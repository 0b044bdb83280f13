"""Updates at ``/sparql`` (SPARQL 1.1 Protocol, section 2.2)."""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from koinon.graph.updating import Update

from ..accepting import Accepting
from ..caching import generation_headers
from ..scopes import Scope
from ..writing.requests import UpdateWrite


async def update_response(request: Request, update: Update, accepting: Accepting, scope: Scope) -> Response:
    """Carry out an update and answer when it is on the disk.

    Raises:
        KoinonError: it was not carried out; the sentence says why.
    """
    outcome = await accepting.write(request, UpdateWrite(update, scope))
    return Response(status_code=HTTPStatus.NO_CONTENT, headers=generation_headers(outcome.generation))
