"""Templates filled in. Everything that comes from data is escaped."""

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from ..addressing import Addressing

_ROW = re.compile(r"/row/([0-9]{1,9})(?:/|$)")


class Pages:
    """Renders the templates of ``service/templates``."""

    def __init__(self, addressing: Addressing) -> None:
        self.base = addressing.base
        self._environment = Environment(
            loader=PackageLoader("koinon.service", "templates"),
            autoescape=select_autoescape(default=True),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["href"] = addressing.href
        self._environment.filters["number"] = lambda value: f"{value:,}".replace(",", " ")
        self._environment.filters["anchor"] = anchor

    def render(self, template: str, **values: Any) -> str:
        """Fill in one template."""
        return self._environment.get_template(template).render(values)


def anchor(iri: str) -> str:
    """Name the place of a passage within the page of its source: ``passage-120-180``."""
    return "-".join(iri.rsplit("/", 2)[-2:])


def row_of(iri: str) -> int | None:
    """Give the row of a table that the address of a passage names."""
    found = _ROW.search(iri)
    return int(found[1]) if found else None
