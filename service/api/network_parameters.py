"""The filters of networks, as the API documents them."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.requests import Request

from koinon.graph.network import Rollup, Unit, Via, Weight
from koinon.graph.records import ActivityKind, Role

Parameter = dict[str, Any]


def _text(name: str, description: str, *, repeatable: bool = False, required: bool = False) -> Parameter:
    return _parameter(name, description, {"type": "string"}, repeatable, required)


def _choice(name: str, description: str, options: Iterable[str], *, repeatable: bool = False) -> Parameter:
    return _parameter(name, description, {"type": "string", "enum": list(options)}, repeatable, False)


def _number(name: str, description: str, kind: str = "integer") -> Parameter:
    return _parameter(name, description, {"type": kind}, False, False)


def _parameter(name: str, description: str, schema: Parameter, repeatable: bool, required: bool) -> Parameter:
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": description,
        "schema": {"type": "array", "items": schema} if repeatable else schema,
    }


#: The two ends of a tie.
ENDS: Final = [
    _text("source", "Address of one end.", required=True),
    _text("target", "Address of the other end.", required=True),
]
#: What is given in place of too much.
FOLD: Final = _choice(
    "fold",
    "Give the communities in place of the nodes where all of them are too many to draw.",
    ("yes", "no"),
)
#: The filters, the same for every network.
FILTERS: Final = [
    _choice("unit", "What the nodes are.", Unit),
    _choice("via", "What two nodes share where they are tied.", Via),
    _choice("role", "Role of one end.", Role, repeatable=True),
    _choice("with-role", "Role of the other end.", Role, repeatable=True),
    _number("from", "First year."),
    _number("to", "Last year."),
    _text("country", "Country that takes part or is the place, two letters.", repeatable=True),
    _choice("kind", "Kind of activity.", ActivityKind, repeatable=True),
    _text("heritage-type", "Heritage type, with all narrower ones.", repeatable=True),
    _text("source", "Source that states it.", repeatable=True),
    _text("without", "Address of an activity or a source to leave out.", repeatable=True),
    _text("stated-by", "The same as source, where source is the end of a tie.", repeatable=True),
    _number("from-year", "The same as from, where from is the end of a path."),
    _number("to-year", "The same as to, where to is the end of a path."),
    _choice("rollup", "Whether an office counts as the body it belongs to.", Rollup),
    _choice("weight", "What makes a tie strong.", Weight),
    _number("min-weight", "Leave out weaker ties.", "number"),
    _number("limit", "Keep so many nodes, the strongest."),
]
#: Parameters of analyses that may be given several times.
_REPEATABLE: Final = frozenset({"measure", "avoid"})


def own_parameters(described: Mapping[str, str]) -> list[Parameter]:
    """Document the parameters that an analysis has besides the filters."""
    own = [
        _text(name, f"{said[0].upper()}{said[1:]}.", repeatable=name in _REPEATABLE)
        for name, said in described.items()
    ]
    return [*own, _choice("format", "JSON, or the table of the answer as CSV.", ("json", "csv"))]


def parameters(request: Request) -> dict[str, list[str]]:
    """Give the parameters of a request, each with all its values."""
    given = request.query_params
    return {name: given.getlist(name) for name in given}


def documented(described: list[Parameter]) -> dict[str, Any]:
    """Give parameters as a route takes them for its documentation."""
    return {"parameters": described}
