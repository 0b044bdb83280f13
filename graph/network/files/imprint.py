"""Imprint: what a file says of itself, so that a figure made of it can be cited."""

import json
from dataclasses import dataclass
from typing import Final

from ..captions import meaning, size
from ..network import Edge, Network

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Imprint:
    """Title, description, generation, filters (a query string), licence and citation of a network."""

    title: str
    description: str
    generation: int
    filters: str
    licence: str
    citation: str

    @classmethod
    def of(cls, network: Network, licence: str = LICENCE) -> "Imprint":
        """Describe a network."""
        filters = network.filters.as_query()
        return cls(
            title="Cooperation network",
            description=f"{size(network)}, {meaning(network.filters)}",
            generation=network.generation,
            filters=filters,
            licence=licence,
            citation=f"Koinon, cooperation network, generation {network.generation}, {filters}, {licence}",
        )

    def values(self) -> dict[str, str | int]:
        """Give what the imprint says, by name."""
        return {
            "title": self.title,
            "description": self.description,
            "generation": self.generation,
            "filters": self.filters,
            "licence": self.licence,
            "citation": self.citation,
        }


#: Attributes of nodes that files give a type; the address is the identifier everywhere.
NODE_COLUMNS: Final[dict[str, type]] = {
    "label": str,
    "kind": str,
    "country": str,
    "degree": int,
    "strength": float,
    "community": int,
    "x": float,
    "y": float,
}
#: Attributes of edges. Roles are JSON: how often each pair of roles, from the source, which is the smaller
#: address (some readers forget which end was which), to the target.
EDGE_COLUMNS: Final[dict[str, type]] = {
    "weight": float,
    "activities": int,
    "first": int,
    "last": int,
    "roles": str,
    "sources": int,
}


def roles_text(edge: Edge) -> str:
    """Write the roles of a tie as JSON: ``[["organiser","partner",2]]``."""
    return json.dumps(edge.roles, ensure_ascii=False, separators=(",", ":"))


def edge_values(edge: Edge) -> dict[str, str | float | None]:
    """Give the attributes of an edge by column."""
    return {
        "weight": edge.weight,
        "activities": edge.activities,
        "first": edge.first,
        "last": edge.last,
        "roles": roles_text(edge),
        "sources": edge.sources,
    }
