"""Who takes part in what, as all the sources together say it: what the rules read."""

from collections.abc import Iterator
from typing import NamedTuple

from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI


class Participation(NamedTuple):
    """An involvement with an agent. A delegation that only represents a country is none."""

    activity: IRI
    involvement: IRI
    agent: IRI
    role: IRI | None = None


def participations(store: Store) -> Iterator[Participation]:
    """Yield every involvement with an agent; one with several roles or agents comes once for each."""
    for row in store.select(query("participations")):
        role = row.get("role")
        yield Participation(
            IRI(row["activity"]),
            IRI(row["involvement"]),
            IRI(row["agent"]),
            role if isinstance(role, IRI) else None,
        )
