"""Analyses: what can be asked of networks, each one plain function from parameters to plain data.

``analyse`` is all that the web, the command line and workers need: the index and the store of one
generation, the name of an analysis and the parameters of a query string go in; what can be written as JSON,
or as a table, comes out.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from ..errors import NetworkError
from ..store.seam import Store
from .activity_list import Behind, activity_list
from .bipartite import bipartite
from .cohesion import assortativity, backbone_of, cohesion, component_sizes
from .ego import MOST_DEPTH, ego_network
from .facets import facets
from .filters import Filters
from .folding import ROOM
from .geography import geography
from .index import NetworkIndex
from .measures import Care
from .meta import communities_of, community_network
from .network import Network
from .parameters import Parameters
from .paths import MOST_ALTERNATIVES, Journey, Length, NetworkPath, find_paths
from .prediction import GUESS, back_test, guess_partners
from .projection import arranged, draw
from .rankings import brokerage_table, measure_table, survival
from .tie import tie_evidence
from .whole import whole
from .windows import Windows, through_time

#: Nodes or rows of an answer where nothing else is asked for.
LIMIT: Final = 300
#: Activities that are opened in one answer.
MOST_ACTIVITIES: Final = 200
#: Ties beyond which bridges are not looked for.
_MANY: Final = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What an analysis is computed from."""

    index: NetworkIndex
    store: Store
    parameters: Parameters
    languages: Sequence[str]

    @property
    def filters(self) -> Filters:
        """Give the filters, with a limit in any case."""
        filters = self.parameters.filters
        return replace(filters, limit=LIMIT) if filters.limit is None else filters


@dataclass(frozen=True, slots=True)
class Analysis:
    """A question of networks: what it asks, its own parameters, and where its table stands in the answer."""

    asks: str
    parameters: Mapping[str, str]
    answer: Callable[[Asked], dict[str, Any]]
    table: str = "nodes"


def analyse(
    name: str,
    index: NetworkIndex,
    store: Store,
    given: Mapping[str, Iterable[str]],
    languages: Sequence[str] = (),
) -> dict[str, Any]:
    """Answer an analysis.

    Raises:
        NetworkError: there is no such analysis, or a parameter cannot be understood.
    """
    analysis = analysis_of(name)
    return analysis.answer(Asked(index, store, Parameters.parse(analysis.parameters, given), languages))


def analysis_of(name: str) -> Analysis:
    """Find an analysis.

    Raises:
        NetworkError: there is none of that name.
    """
    if name not in ANALYSES:
        raise NetworkError(f"There is no analysis “{name}”; analyses are {', '.join(ANALYSES)}.")
    return ANALYSES[name]


def as_csv(name: str, answer: Mapping[str, Any]) -> str:
    """Write the table of an answer as CSV (RFC 4180); what is nested stands as JSON in its cell."""
    # An opened community has edges where the meta-network has communities.
    rows = answer.get(analysis_of(name).table, answer.get("edges", []))
    if name == "windows":
        rows = [{"from": row["from"], "to": row["to"], **row["total"]} for row in rows]
    if isinstance(rows, Mapping):  # facets: tables by filter
        rows = [{"filter": key} | row for key, values in rows.items() for row in values]
    written = io.StringIO()
    header = list(dict.fromkeys(key for row in rows for key in row))
    table = csv.DictWriter(written, header)
    table.writeheader()
    for row in rows:
        table.writerow({key: _cell(value) for key, value in row.items()})
    return written.getvalue()


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) else value


def _ego(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    depth, layout = own.number("depth", 1, most=MOST_DEPTH), own.flag("layout")
    network = ego_network(asked.index, own.text("of"), depth, asked.filters, asked.languages)
    return (arranged(network) if layout else network).as_dict()


def _path(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    journey = Journey(
        own.text("from"),
        own.text("to"),
        own.texts("avoid"),
        own.number("alternatives", 1, most=MOST_ALTERNATIVES),
        own.choice("length", Length, Length.HOPS),
    )
    found = find_paths(asked.index, journey, own.filters, asked.languages)
    return {
        "generation": asked.index.generation,
        "filters": own.filters.as_dict(),
        "paths": [_opened(asked, path) for path in found],
    }


def _opened(asked: Asked, path: NetworkPath) -> dict[str, Any]:
    """Open every hop of a path to its activities, roles and passages."""
    described, filters = path.as_dict(), asked.parameters.filters
    for hop in described["hops"]:
        ends = hop["source"], hop["target"]
        found = tie_evidence(asked.store, asked.index, *ends, filters, asked.languages).as_dict()
        hop["shared"] = found["activities"]
    return described


def _measures(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    care = own.choice("care", Care, Care.AUTO)
    return measure_table(asked.index, asked.filters, own.texts("measure"), care, asked.languages)


def _survival(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    care = own.choice("care", Care, Care.AUTO)
    return survival(asked.index, asked.filters, own.text("measure", "strength"), care, asked.languages)


def _brokerage(asked: Asked) -> dict[str, Any]:
    by = asked.parameters.text("by", "country")
    return brokerage_table(asked.index, asked.filters, by, asked.languages)


def _backbone(asked: Asked) -> dict[str, Any]:
    level = asked.parameters.share("level", 0.05)
    kept = backbone_of(whole(asked.index, asked.filters), level)
    places = kept.strongest(asked.filters.limit)
    network = arranged(draw(asked.index, asked.filters, kept, places, asked.languages))
    return network.as_dict() | {"level": level}


def _windows(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    windows = Windows(own.number("width", 3), own.number("step", 1), own.flag("cumulative"))
    found = through_time(asked.index, windows, asked.filters, asked.languages)
    return {
        "generation": asked.index.generation,
        "filters": own.filters.as_dict(),
        "windows": [_window(network) for network in found],
    }


def _window(network: Network) -> dict[str, Any]:
    described = network.as_dict()
    years = {"from": network.filters.from_year, "to": network.filters.to_year}
    return years | {name: described[name] for name in ("total", "truncated", "nodes", "edges")}


def _communities(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    number = own.text("number", "")
    if number:
        fold = own.flag("fold")
        network = community_network(
            asked.index,
            own.number("number", 0, least=0),
            own.filters if fold else asked.filters,
            asked.languages,
            ROOM.strongest if fold else None,
        )
        return network.as_dict() | {"number": int(number)}
    compare = own.flag("compare")
    return communities_of(asked.index, asked.filters, asked.languages, compare=compare).as_dict()


def _cohesion(asked: Asked) -> dict[str, Any]:
    held = whole(asked.index, asked.filters)
    sizes = component_sizes(held.adjacency())
    answer: dict[str, Any] = {
        "generation": asked.index.generation,
        "filters": asked.filters.as_dict(),
        "total": {"nodes": len(held.nodes), "edges": len(held.ties)},
        "components": [{"nodes": size} for size in sizes[: asked.filters.limit]],
        "component_count": len(sizes),
    }
    if len(held.ties) > _MANY:
        note = (
            f"Bridges are looked for in networks of up to {_MANY:,} ties; narrow this one with more filters."
        )
        return answer | {"note": note}
    network = draw(asked.index, asked.filters, held, held.strongest(), asked.languages)
    found = cohesion(network)
    mixing = {
        by: assortativity(network, {node.id: getattr(node, by) for node in network.nodes})
        for by in ("country", "kind")
    }
    return answer | {
        "articulation_points": list(found.articulation_points),
        "bridges": [list(pair) for pair in found.bridges],
        "assortativity": mixing,
    }


def _prediction(asked: Asked) -> dict[str, Any]:
    of = asked.parameters.text("of")
    return guess_partners(asked.index, of, asked.filters, asked.languages).as_dict()


def _back_test(asked: Asked) -> dict[str, Any]:
    found = back_test(asked.index, asked.parameters.number("hidden", 2, most=50), asked.parameters.filters)
    return {
        "generation": asked.index.generation,
        "filters": asked.parameters.filters.as_dict(),
        "note": GUESS,
        "until": found.until,
        "pairs": found.pairs,
        "scores": [{"score": name, "auc": value} for name, value in found.auc.items()],
    }


def _bipartite(asked: Asked) -> dict[str, Any]:
    return bipartite(asked.index, asked.filters, asked.languages).as_dict()


def _map(asked: Asked) -> dict[str, Any]:
    of = asked.parameters.text("of", "") or None
    return geography(asked.index, asked.parameters.filters, asked.languages, of).as_dict()


def _activities(asked: Asked) -> dict[str, Any]:
    own = asked.parameters
    behind = Behind(own.text("of", "") or None, own.text("at", "") or None)
    first, count = own.number("first", 0, least=0), own.number("count", 50, most=MOST_ACTIVITIES)
    return activity_list(
        asked.store, asked.index, own.filters, behind, asked.languages, first, count
    ).as_dict()


def _facets(asked: Asked) -> dict[str, Any]:
    return facets(asked.index, asked.parameters.filters, asked.languages).as_dict()


_CARE: Final = {"care": "exact, sampled, or auto (exact where that is quick)"}

#: Analyses by the name they are asked for.
ANALYSES: Final[Mapping[str, Analysis]] = MappingProxyType(
    {
        "ego": Analysis(
            "the network around one node",
            {
                "of": "address of the node",
                "depth": "how many ties away: 1, 2 or 3",
                "layout": "yes: communities and positions too, which takes a moment",
            },
            _ego,
        ),
        "path": Analysis(
            "how one node reaches another, each hop with what it is made of",
            {
                "from": "address of the node to start from",
                "to": "address of the node to reach",
                "avoid": "address of a node to go round; repeatable",
                "alternatives": "how many paths",
                "length": "hops, or weight (1/weight a tie)",
            },
            _path,
            "paths",
        ),
        "measures": Analysis(
            "how nodes stand in the whole network",
            {"measure": "name of a measure; repeatable", **_CARE},
            _measures,
        ),
        "survival": Analysis(
            "whether a ranking survives the loss of what without= names",
            {"measure": "name of the measure", **_CARE},
            _survival,
        ),
        "brokerage": Analysis(
            "who stands between groups, in which roles", {"by": "country or kind"}, _brokerage
        ),
        "backbone": Analysis(
            "the ties that weigh more than chance would have it",
            {"level": "significance, by default 0.05"},
            _backbone,
            "edges",
        ),
        "windows": Analysis(
            "the network window by window",
            {"width": "years of a window", "step": "years to the next", "cumulative": "yes or no"},
            _windows,
            "windows",
        ),
        "communities": Analysis(
            "the meta-network of communities, or one of them opened",
            {
                "number": "the community to open",
                "compare": "yes: report stability over seeds",
                "fold": "yes: of an opened community as much as can be drawn",
            },
            _communities,
            "communities",
        ),
        "cohesion": Analysis(
            "components, bridges, articulation points, and who mixes with whom", {}, _cohesion, "components"
        ),
        "prediction": Analysis(
            "who a node might work with next: a guess", {"of": "address of the node"}, _prediction, "partners"
        ),
        "back-test": Analysis(
            "how well the guesses would have foretold the last years",
            {"hidden": "years to hide"},
            _back_test,
            "scores",
        ),
        "bipartite": Analysis("who takes part in what, unprojected", {}, _bipartite, "memberships"),
        "map": Analysis(
            "where what the filters leave takes place, which countries share it, and when in which roles",
            {"of": "address of an organisation, country, place or heritage type: only what it is part of"},
            _map,
            "places",
        ),
        "activities": Analysis(
            "the activities that the filters leave, each with the words that state it",
            {
                "of": "address of an organisation, country, place or heritage type that is part of them",
                "at": "address of the place at whose point they stand, or of a country where no point is "
                "known, or nowhere",
                "first": "how many to pass over",
                "count": f"how many, by default 50, at most {MOST_ACTIVITIES}",
            },
            _activities,
            "activities",
        ),
        "facets": Analysis("what the filters leave, counted by every filter", {}, _facets, "facets"),
    }
)
