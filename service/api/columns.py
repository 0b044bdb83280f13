"""Networks for the explorer and for whoever asks as it does: in columns, packed."""

import gzip
import json
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request

from koinon.graph.network.columns import COLUMNS_TYPE, as_columns

from ..evaluation import Reply
from ..negotiation import Form, ranked
from .answering import json_reply

_FORMS: Final = (Form("json", "application/json"), Form("columns", COLUMNS_TYPE))
#: Higher levels take twice as long and save a twentieth.
_LEVEL: Final = 5
#: What the answer depends on besides the address.
BY_FORM: Final = {"Vary": "Accept, Accept-Encoding, Accept-Language"}


def form_of(request: Request) -> str:
    """Tell how a network is to be written: ``json``, ``columns``, or these packed, ``columns.gz``."""
    forms = ranked(request.headers.get("accept"), _FORMS)
    if not forms or forms[0].name == "json":
        return "json"
    accepted = request.headers.get("accept-encoding", "")
    return "columns.gz" if "gzip" in accepted else "columns"


def network_reply(described: Mapping[str, Any], form: str) -> Reply:
    """Write a network as JSON of objects or of columns; what has no nodes is written as it is."""
    if form == "json":
        return json_reply(described)
    content = as_columns(described) if "nodes" in described else described
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if form == "columns":
        return Reply(COLUMNS_TYPE, (body,))
    return Reply(COLUMNS_TYPE, (gzip.compress(body, _LEVEL, mtime=0),), headers={"Content-Encoding": "gzip"})
