"""The endpoint in the OpenAPI document, which the framework knows nothing of."""

from typing import Any, Final

from ..forms import RDF, RESULTS
from .request import FORM_TYPE, QUERY_TYPE, UPDATE_TYPE

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "number", "exclusiveMinimum": 0}
_TEXTS: Final = {"type": "array", "items": _TEXT}
_PARAMETERS: Final[list[dict[str, Any]]] = [
    {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
    for name, description, schema in (
        ("query", "A query of SPARQL 1.1; without one, the service describes itself.", _TEXT),
        ("default-graph-uri", "Graphs whose union is the default graph.", _TEXTS),
        ("named-graph-uri", "Graphs that GRAPH may find.", _TEXTS),
        ("format", "Form of the result, in the place of Accept.", _TEXT),
        ("explain", "Give 1 to have the query explained in the place of its result.", _TEXT),
        ("timeout", "Seconds the query may take, where these are fewer than it may anyway.", _NUMBER),
    )
]
_RESPONSES: Final = {
    "200": {
        "description": "The result.",
        "content": {form.media_type: {"schema": _TEXT} for form in (*RESULTS, *RDF)},
    }
}
#: What the document says of ``/sparql``.
SPARQL_PATH: Final[dict[str, Any]] = {
    "get": {
        "tags": ["SPARQL"],
        "summary": "Ask a query",
        "description": (
            "Answer a query of the SPARQL 1.1 Protocol. The default graph is the union of all named graphs; "
            "naming a default or a named graph narrows the dataset to what is named."
        ),
        "operationId": "sparql",
        "parameters": _PARAMETERS,
        "responses": _RESPONSES,
    },
    "post": {
        "tags": ["SPARQL"],
        "summary": "Ask a query by POST",
        "description": "Answer a query that is sent as a form, or as the body itself; carry out an update.",
        "operationId": "sparql_post",
        "parameters": _PARAMETERS[1:],
        "requestBody": {
            "content": {
                QUERY_TYPE: {"schema": _TEXT},
                UPDATE_TYPE: {"schema": _TEXT},
                FORM_TYPE: {"schema": {"type": "object"}},
            }
        },
        "responses": {**_RESPONSES, "204": {"description": "The update is carried out, and on the disk."}},
    },
}
