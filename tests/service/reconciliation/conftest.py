"""The JSON schemas of the specification and of its draft, their references kept local."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

Validate = Callable[[str, Any], None]
# What the manifest's schema takes from Swagger 2.0, which the specification names and does not ship.
_SWAGGER = {"definitions": {"securityDefinitions": {"additionalProperties": {"type": "object"}}}}


@pytest.fixture(scope="session")
def valid(shared: Path) -> Validate:
    """Validate content against a schema of the Reconciliation Service API 0.2."""
    return _validator(shared / "specs" / "reconciliation" / "0.2" / "schemas")


@pytest.fixture(scope="session")
def valid_draft(shared: Path) -> Validate:
    """Validate content against a schema of the draft of version 1.0."""
    return _validator(shared / "specs" / "reconciliation" / "1.0-draft" / "schemas")


def _validator(folder: Path) -> Validate:
    schemas = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}
    schemas.pop("openapi.json", None)  # Swagger's own, which is under another address than it is known by
    known = [
        (schema["$id"], DRAFT7.create_resource(schema)) for schema in schemas.values() if "$id" in schema
    ]
    known.append(("http://swagger.io/v2/schema.json", DRAFT7.create_resource(_SWAGGER)))
    registry: Registry[Any] = Registry().with_resources(known)

    def validate(schema: str, content: Any) -> None:
        Draft7Validator(schemas[f"{schema}.json"], registry=registry).validate(content)

    return validate
