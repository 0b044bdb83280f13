"""Addresses are readable, stable, and made only of what identifies the thing."""

import pytest

from koinon.graph.addresses import Addresses, country, slug
from koinon.graph.errors import AddressError
from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Activity,
    ActivityKind,
    Organisation,
    OrganisationKind,
    Passage,
    Place,
    PlaceKind,
    Row,
    Source,
)

ADDRESSES = Addresses("http://example.org/")


def training(title: str, start: str) -> Activity:
    return Activity("a", title, ActivityKind.TRAINING, start=partial_date(start))


def test_a_slug_keeps_letters_of_any_script() -> None:
    assert slug("Museum “EkoSfera”, Baku") == "museum-ekosfera-baku"
    assert slug("Musée de l'Homme") == "musee-de-l-homme"
    assert slug("Музей истории Еревана") == "музей-истории-еревана"


def test_a_slug_ends_at_a_word() -> None:
    name = "National Commission of the Republic of Kazakhstan for the United Nations and many others"
    assert slug(name) == "national-commission-of-the-republic-of-kazakhstan-for-the"


def test_a_name_without_letters_still_has_an_address() -> None:
    assert slug("«…»") == "x"


def test_word_order_and_function_words_do_not_make_another_organisation() -> None:
    one = ADDRESSES.organisation(Organisation("a", "UNESCO Moscow Office"))
    other = ADDRESSES.organisation(Organisation("b", "UNESCO Office in Moscow"))
    assert one == other
    assert one.startswith("http://example.org/organisation/moscow-office-unesco-")


def test_a_place_that_geonames_knows_is_one_place_under_all_its_names() -> None:
    kiev = Place("a", "Kiev", PlaceKind.CITY, "UA", geonames="703448")
    kyiv = Place("b", "Kyiv", PlaceKind.CITY, "UA", geonames="703448")
    assert ADDRESSES.place(kiev) == ADDRESSES.place(kyiv) == "http://example.org/place/geonames-703448"


def test_an_office_is_not_its_parent() -> None:
    office = ADDRESSES.organisation(Organisation("a", "UNESCO Office in Moscow"))
    parent = ADDRESSES.organisation(Organisation("b", "UNESCO"))
    assert office != parent


def test_what_is_believed_of_an_organisation_does_not_move_it() -> None:
    plain = Organisation("a", "Russian Museum")
    known = Organisation("z", "Russian Museum", OrganisationKind.MUSEUM, "RU", ("GRM",))
    assert ADDRESSES.organisation(plain) == ADDRESSES.organisation(known)


def test_a_training_of_another_year_is_another_training() -> None:
    assert ADDRESSES.activity(training("Running a Museum", "2008-06-29")) != ADDRESSES.activity(
        training("Running a Museum", "2009-09-07")
    )
    assert ADDRESSES.activity(training("Running a Museum", "2008")) == ADDRESSES.activity(
        training("Running a Museum", "2008-06-29")
    )


def test_a_project_is_the_same_whatever_year_is_stated() -> None:
    one = Activity("a", "Running a Museum", ActivityKind.PROJECT, start=partial_date("2011"))
    other = Activity("b", "Running a Museum", ActivityKind.PROJECT)
    assert ADDRESSES.activity(one) == ADDRESSES.activity(other)


def test_a_country_lives_at_the_publications_office() -> None:
    azerbaijan = Place("az", "Azerbaijan", PlaceKind.COUNTRY, "AZ")
    assert ADDRESSES.place(azerbaijan) == country("AZ")
    assert country("az") == "http://publications.europa.eu/resource/authority/country/AZE"


def test_an_unknown_country_code_is_refused() -> None:
    with pytest.raises(AddressError, match="“XX” is not a country code"):
        country("XX")


@pytest.mark.parametrize("base", ["example.org/", "http://example.org", "ftp://example.org/", "http:///"])
def test_a_base_must_be_a_web_address_ending_in_a_slash(base: str) -> None:
    with pytest.raises(AddressError, match="must be an http"):
        Addresses(base)


def test_a_source_is_known_by_where_it_was_retrieved() -> None:
    here = Source("a.txt", "Title", address="http://example.org/news")
    there = Source("b.txt", "Title", address="http://example.org/news")
    assert ADDRESSES.source_id(here) == ADDRESSES.source_id(there)
    assert ADDRESSES.source_id(Source("a.txt", "Title")) != ADDRESSES.source_id(Source("b.txt", "Title"))


def test_passages_and_rows_are_addressed_by_position() -> None:
    assert ADDRESSES.passage("s", Passage(3, 9)) == "http://example.org/source/s/passage/3-9"
    assert ADDRESSES.passage("s", Row(4)) == "http://example.org/source/s/row/4"
    assert ADDRESSES.passage("s", Row(4, "Lead Partner")) == "http://example.org/source/s/row/4/lead-partner"


def test_a_tie_has_no_direction() -> None:
    one = ADDRESSES.organisation(Organisation("a", "ICOM"))
    other = ADDRESSES.organisation(Organisation("b", "ICCROM"))
    assert ADDRESSES.tie(one, other) == ADDRESSES.tie(other, one)
