"""A network and its query are the same, over the graph that ships."""

import csv
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path

import pytest

from koinon.data import announcements, tables
from koinon.graph.addresses import DEFAULT_BASE
from koinon.graph.documents import read_document
from koinon.graph.errors import NetworkError, NotExpressible
from koinon.graph.ingest import ingest
from koinon.graph.network import Filters, NetworkIndex, as_sparql, build_index, map_as_sparql, project
from koinon.graph.network.geography import geography
from koinon.graph.reading import read_account
from koinon.graph.store import Store, create_store, open_store
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.tables import read_table

MakeStore = Callable[[Mapping[str, str]], EmbeddedStore]
Tie = tuple[str, str, int]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("shipped") / "store"
    create_store(path, DEFAULT_BASE)
    accounts = [read_account(read_document(text)) for text in announcements()]
    ingest(path, [*accounts, *(read_table(table).account for table in tables())])
    opened = open_store(path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def index(store: Store) -> NetworkIndex:
    return build_index(store)


def asked(store: Store, query: str) -> list[Tie]:
    answer = b"".join(store.answer(query, ["text/csv"]).chunks).decode()
    return [
        (row["source"], row["target"], int(row["activities"])) for row in csv.DictReader(StringIO(answer))
    ]


def projected(index: NetworkIndex, filters: Filters) -> list[Tie]:
    return [(edge.source, edge.target, edge.activities) for edge in project(index, filters).edges]


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "role=partner",
        "with-role=organiser",
        "role=organiser&with-role=partner",
        "role=partner&role=cooperating&with-role=partner",
        "from=2011",
        "to=2009",
        "from=2009&to=2011",
        "country=AZ",
        "country=RU&country=BY",
        "country=NZ",
        "kind=training",
        "kind=training&kind=conference",
        "kind=other",
        "kind=other&kind=project",
        "heritage-type=museums",
        "rollup=parent",
        "min-weight=2",
        "min-weight=1.5&from=2008",
        "country=AZ&role=host&from=2010&kind=training",
    ],
)
def test_a_network_and_its_query_give_the_same_ties(
    parameters: str, store: Store, index: NetworkIndex
) -> None:
    given: dict[str, list[str]] = {}
    for pair in filter(None, parameters.split("&")):
        name, value = pair.split("=")
        given.setdefault(name, []).append(value)
    filters = Filters.parse(given)
    assert asked(store, as_sparql(index, filters)) == projected(index, filters)


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "role=host",
        "role=host&with-role=author",
        "from=2011",
        "country=AZ&kind=training",
        "source=nothing",
    ],
)
def test_a_map_and_its_query_give_the_same_places(parameters: str, store: Store, index: NetworkIndex) -> None:
    given = {
        name: [value] for name, value in (pair.split("=") for pair in filter(None, parameters.split("&")))
    }
    if given.get("source"):
        given["source"] = [index.sources.addresses[0]]
    filters = Filters.parse(given)
    answer = b"".join(store.answer(map_as_sparql(index, filters), ["text/csv"]).chunks).decode()
    found = [(row["place"], int(row["activities"])) for row in csv.DictReader(StringIO(answer))]
    assert found == [(one.id, one.activities) for one in geography(index, filters).places]


def test_the_shipped_network_is_not_empty(store: Store, index: NetworkIndex) -> None:
    assert len(asked(store, as_sparql(index, Filters()))) > 100


def test_sources_and_activities_narrow_a_query_as_they_do_a_network(
    store: Store, index: NetworkIndex
) -> None:
    sources, activities = index.sources.addresses, index.activities.things.addresses
    for filters in (
        *(Filters(source=(source,)) for source in sources),
        *(Filters(without=(source,)) for source in sources),
        Filters(source=tuple([*sources][:4]), from_year=2009),
        *(Filters(without=(activity,)) for activity in [*activities][:8]),
    ):
        assert asked(store, as_sparql(index, filters)) == projected(index, filters)


def test_years_are_those_of_the_involvement_then_of_the_activity_in_its_source(make_store: MakeStore) -> None:
    ends = (
        "<i/{0}1> hp:agent <organisation/a> ; hp:role role:partner . "
        "<i/{0}2> hp:agent <organisation/b> ; hp:role role:partner ."
    )
    told = "<activity/{0}> a hp:Activity ; hp:start {1} ; hp:involvement <i/{0}1>, <i/{0}2> . " + ends
    store = make_store(
        {
            "one": told.format("x", '"2008"^^xsd:gYear')
            + '<i/x1> hp:start "2012-05-01"^^xsd:date ; hp:end "2013"^^xsd:gYear .',
            "two": told.format("y", '"2010-02"^^xsd:gYearMonth'),
            "three": '<activity/x> hp:start "2015"^^xsd:gYear .',
            "four": told.format("z", '"2009"^^xsd:gYear').replace(' hp:start "2009"^^xsd:gYear ;', ""),
        }
    )
    index = build_index(store)
    found = {}
    for first in range(2007, 2017):
        for last in range(first, 2017):
            filters = Filters(from_year=first, to_year=last)
            found[first, last] = asked(store, as_sparql(index, filters))
            assert found[first, last] == projected(index, filters)
    assert found[2008, 2008] == []
    assert [tie[2] for tie in found[2008, 2012]] == [2]


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        ({"unit": ["country"]}, "unit=country"),
        ({"via": ["project"]}, "via=project"),
        ({"weight": ["newman"]}, "weight=newman"),
        ({"limit": ["300"]}, "limit="),
    ],
)
def test_what_cannot_be_said_in_a_query_is_refused_in_one_sentence(
    filters: dict[str, list[str]], named: str, index: NetworkIndex
) -> None:
    with pytest.raises(NotExpressible) as refusal:
        as_sparql(index, Filters.parse(filters))
    assert named in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_source_that_is_not_there_is_refused_as_by_the_network(index: NetworkIndex) -> None:
    with pytest.raises(NetworkError, match="source=none"):
        as_sparql(index, Filters(source=("none",)))
