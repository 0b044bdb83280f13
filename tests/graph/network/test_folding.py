"""What can be drawn: all of a network, the strongest of it, or its communities."""

from collections.abc import Callable, Mapping

import pytest

from koinon.graph.network import Filters, Network, NetworkIndex, build_index
from koinon.graph.network.folding import Room, folded
from koinon.graph.network.meta import MetaNetwork, community_network
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
#: Two triangles and what joins them: a is the strongest.
MEETINGS = ("ab", "ab", "ac", "bc", "de", "df", "ef", "ad")


@pytest.fixture(scope="module", name="index")
def indexed(make_store: MakeStore) -> NetworkIndex:
    turtle = []
    for number, members in enumerate(MEETINGS):
        turtle.append(f"<activity/{number}> a hp:Activity .")
        for member in members:
            one = f"<involvement/{number}{member}>"
            turtle.append(
                f"<activity/{number}> hp:involvement {one} . {one} hp:agent <organisation/{member}> ."
            )
    return build_index(make_store({"one": "\n".join(turtle)}))


def names(network: Network | MetaNetwork) -> str:
    assert isinstance(network, Network)
    return "".join(node.id[-1] for node in network.nodes)


def test_what_there_is_room_for_is_given_whole(index: NetworkIndex) -> None:
    found = folded(index, Filters(), room=Room(6, 7))
    assert names(found) == "adbcef"
    assert isinstance(found, Network)
    assert not found.truncated


@pytest.mark.parametrize("room", [Room(5, 7), Room(6, 6)])
def test_too_many_nodes_or_ties_are_folded_into_communities(index: NetworkIndex, room: Room) -> None:
    found = folded(index, Filters(), room=room)
    assert isinstance(found, MetaNetwork)
    assert (found.total_nodes, found.total_edges) == (6, 7)
    assert [one.members for one in found.communities] == [3, 3]
    assert found.edges == ((0, 1, 1.0),)


def test_whoever_asks_for_the_strongest_gets_as_many_as_there_is_room_for(index: NetworkIndex) -> None:
    assert names(folded(index, Filters(limit=3), room=Room(5, 7))) == "adb"
    assert names(folded(index, Filters(limit=6), room=Room(5, 7))) == "adbce"
    found = folded(index, Filters(limit=6), room=Room(6, 4))
    assert names(found) == "adbc"
    assert isinstance(found, Network)
    assert (len(found.edges), found.truncated) == (4, True)


def test_an_opened_community_keeps_what_there_is_room_for(index: NetworkIndex) -> None:
    whole = community_network(index, 0, keep=Room().strongest)
    assert names(whole) == "abc"
    assert names(community_network(index, 0, keep=Room(3, 2).strongest)) == "ab"
