"""The API told from its own OpenAPI document, so that the page can never say something else."""

from collections.abc import Mapping
from typing import Any

from .looking import View


def api_reference(document: Mapping[str, Any]) -> View:
    """Give the operations of an OpenAPI document, by path."""
    operations = [
        _operation(path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method != "head"
    ]
    return {"operations": operations, "version": document["info"]["version"]}


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> View:
    return {
        "path": path,
        "method": method.upper(),
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": [_parameter(one) for one in operation.get("parameters", ())],
    }


def _parameter(parameter: Mapping[str, Any]) -> View:
    schema = parameter.get("schema", {})
    options = [option for option in schema.get("anyOf", [schema]) if option.get("type") != "null"]
    chosen = options[0] if options else {}
    inner = chosen.get("items", chosen)
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "description": parameter.get("description", ""),
        "repeatable": chosen.get("type") == "array",
        "values": [str(value) for value in inner.get("enum", ())],
    }
