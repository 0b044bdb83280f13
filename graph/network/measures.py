"""Measures of networks."""

from typing import Final

import networkx as nx

from .network import Network

_SEED: Final = 20081


def communities(network: Network) -> dict[str, int]:
    """Find groups of nodes with more ties inside than across, by modularity (Louvain).

    Blondel, Guillaume, Lambiotte & Lefebvre 2008, J. Stat. Mech. P10008, on the weights. The seed is
    fixed, so that a network always falls into the same groups. They are numbered from 0, the largest
    first, equals by their first node; a network truncated is divided as it is drawn.
    """
    # Integers, because sets of texts are walked in another order in every process.
    place = {node.id: number for number, node in enumerate(network.nodes)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(place)))
    numbered.add_weighted_edges_from(
        (place[edge.source], place[edge.target], edge.weight) for edge in network.edges
    )
    if not network.edges:
        groups = [{number} for number in place.values()]
    else:
        groups = nx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    ordered = sorted(groups, key=lambda group: (-len(group), min(group)))
    group_of = {member: number for number, group in enumerate(ordered) for member in group}
    return {node.id: group_of[place[node.id]] for node in network.nodes}
