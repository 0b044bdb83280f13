"""What the service can do, told to its clients (section 3 of the specification)."""

from typing import Any, Final

from ..version import VERSION
from .extending import SETTINGS
from .kinds import TYPES

#: Width and height of a preview, in pixels.
WIDTH, HEIGHT = 420, 200
#: What the service is called.
NAME: Final = "Koinon: cooperation in heritage"


def manifest(base: str, schema: str, service: str) -> dict[str, Any]:
    """Describe the service.

    Args:
        base: what the identifiers continue.
        schema: the namespace of types and properties.
        service: where the service is, as its client knows it, without a slash at the end.
    """
    suggest = {
        kind: {
            "service_url": service,
            "service_path": f"/reconcile/suggest/{kind}",
            "flyout_service_url": service,
            "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        "name": NAME,
        "identifierSpace": base,
        "schemaSpace": schema,
        "documentation": f"{service}/docs",
        "serviceVersion": VERSION,
        "logo": f"{service}/assets/mark.svg",
        "defaultTypes": [{"id": one.id, "name": one.name, "description": one.description} for one in TYPES],
        "view": {"url": f"{service}/{{{{id}}}}"},
        "preview": {
            "url": f"{service}/reconcile/preview?id={{{{id}}}}",
            "width": WIDTH,
            "height": HEIGHT,
        },
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/reconcile/properties"},
            "property_settings": SETTINGS,
        },
    }
