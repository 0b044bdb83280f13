"""Windows of time."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import pytest

from koinon.graph.errors import NetworkError
from koinon.graph.network import Filters, Network, NetworkIndex, build_index, project
from koinon.graph.network.windows import Windows, through_time
from koinon.graph.store.embedded import EmbeddedStore

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
YEARS = {"ab": ("2008", "2008"), "bc": ("2009", "2011"), "ca": ("2012", "2012"), "ad": (None, None)}


@pytest.fixture(name="index")
def made_index(make_store: MakeStore) -> NetworkIndex:
    lines = []
    for pair, (begin, end) in YEARS.items():
        lines.append(
            f"<activity/{pair}> a hp:Activity ; hp:involvement <i/{pair}1>, <i/{pair}2> ."
            f"<i/{pair}1> hp:agent <organisation/{pair[0]}> . <i/{pair}2> hp:agent <organisation/{pair[1]}> ."
        )
        if begin:
            lines.append(f'<activity/{pair}> hp:start "{begin}"^^xsd:gYear ; hp:end "{end}"^^xsd:gYear .')
    return build_index(make_store({"one": "\n".join(lines)}))


def pairs(network: Network) -> set[str]:
    return {"".join(sorted(edge.source[-1] + edge.target[-1])) for edge in network.edges}


def test_a_window_slides_over_the_years_of_the_data(index: NetworkIndex) -> None:
    seen = list(through_time(index, Windows(width=2)))
    spans = [(network.filters.from_year, network.filters.to_year) for network in seen]
    assert spans == [(2008, 2009), (2009, 2010), (2010, 2011), (2011, 2012)]
    assert [pairs(network) for network in seen] == [{"ab", "bc"}, {"bc"}, {"bc"}, {"ac", "bc"}]


def test_cumulative_windows_only_grow_and_end_with_everything_dated(index: NetworkIndex) -> None:
    seen = [pairs(network) for network in through_time(index, Windows(width=1, cumulative=True))]
    assert all(before <= after for before, after in pairwise(seen))
    assert seen[-1] == {"ab", "bc", "ac"}


def test_windows_of_a_year_add_up_to_the_network(index: NetworkIndex) -> None:
    yearly = [pairs(network) for network in through_time(index, Windows(width=1))]
    assert set().union(*yearly) == pairs(project(index, Filters(from_year=2008, to_year=2012)))


def test_filters_bound_the_windows(index: NetworkIndex) -> None:
    seen = list(through_time(index, Windows(width=10), Filters(from_year=2009, to_year=2010)))
    assert [pairs(network) for network in seen] == [{"bc"}]


def test_windows_that_cannot_be_are_refused(index: NetworkIndex) -> None:
    with pytest.raises(NetworkError, match="one year"):
        Windows(width=0)
    with pytest.raises(NetworkError, match="windows"):
        list(through_time(index, Windows(), Filters(from_year=1, to_year=2020)))


def test_data_without_years_have_no_windows(make_store: MakeStore) -> None:
    assert list(through_time(build_index(make_store({})), Windows())) == []
