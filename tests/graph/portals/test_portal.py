"""Data sets are named by a name, an address or a description."""

from pathlib import Path

import pytest

from koinon.graph.errors import PortalError
from koinon.graph.portals import known_portals, portal_of
from koinon.graph.portals.portal import PortalKind


def test_shipped_data_sets_are_those_that_mappings_read() -> None:
    known = known_portals()
    assert set(known) == {"whc001", "ich001", "mab001", "eg0001"}
    assert all(one.key and one.title and one.dataset == name for name, one in known.items())


@pytest.mark.parametrize(
    ("address", "kind", "home", "dataset", "resource"),
    [
        ("https://data.e.org/explore/dataset/a-b/table/", "opendatasoft", "https://data.e.org", "a-b", ""),
        ("https://e.org/api/explore/v2.1/catalog/datasets/x", "opendatasoft", "https://e.org", "x", ""),
        ("https://e.org/open/dataset/x?y=1", "ckan", "https://e.org/open", "x", ""),
        (
            "https://e.org/dataset/x/resource/0a1b2c3d-0000-4000-8000-000000000001",
            "ckan",
            "https://e.org",
            "x",
            "0a1b2c3d-0000-4000-8000-000000000001",
        ),
    ],
)
def test_addresses_that_people_copy_are_understood(
    address: str, kind: str, home: str, dataset: str, resource: str
) -> None:
    found = portal_of(address)
    assert (found.kind, found.address, found.dataset, found.resource) == (kind, home, dataset, resource)


def test_the_address_of_a_known_data_set_is_that_data_set() -> None:
    found = portal_of("https://data.unesco.org/explore/dataset/whc001/information/")
    assert found == known_portals()["whc001"]


def test_a_data_set_may_be_described(tmp_path: Path) -> None:
    path = tmp_path / "museums.toml"
    path.write_text('kind = "sparql"\naddress = "https://e.org/sparql"\nconstruct = "…"\npage = 100\n')
    found = portal_of(str(path))
    assert (found.name, found.kind, found.page) == ("museums", PortalKind.SPARQL, 100)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "lacks “kind”"),
        ('kind = "ckan"\naddress = "https://e.org"', "lacks “dataset”"),
        ('kind = "sparql"\naddress = "https://e.org"', "lacks “construct”"),
        ('kind = "ftp"\naddress = "https://e.org"', "none of opendatasoft"),
        ('kind = "ckan"\naddres = "https://e.org"', "which no portal has"),
        ('kind = "ckan"\naddress = "https://e.org"\npage = "3"', "cannot be '3'"),
        ('kind = "ckan"\naddress = "https://e.org"\npage = 0', "cannot be 0"),
        ("kind", "not valid TOML"),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, said: str, sentence: str) -> None:
    (tmp_path / "x.toml").write_text(said)
    with pytest.raises(PortalError, match=sentence):
        portal_of(str(tmp_path / "x.toml"))


@pytest.mark.parametrize("said", ["none", "https://e.org/", "none.toml", "https://e.org/dataset/"])
def test_what_is_no_data_set_is_told(said: str) -> None:
    with pytest.raises(PortalError):
        portal_of(said)


def test_a_name_of_a_data_set_never_leads_out_of_the_folder() -> None:
    assert portal_of("https://e.org/dataset/..").name == "--"
    assert "/" not in portal_of("https://e.org/dataset/a%2F..%2Fb").name
