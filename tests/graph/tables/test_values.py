from decimal import Decimal

import pytest

from koinon.graph.tables.values import country_of, date_of, number_of


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("200000.00", "200000"),
        ("4743458,33", "4743458.33"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("€ 1 234,5", "1234.5"),
        ("-7", "-7"),
        ("0,125", "0.125"),
    ],
)
def test_numbers_are_read_with_either_mark(words: str, number: str) -> None:
    assert number_of(words) == Decimal(number)


@pytest.mark.parametrize("words", ["No data", "1,234", "", "1e9", "12.3.4,5,6", "9" * 40, "NaN"])
def test_what_is_no_number_or_two_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="“"):
        number_of(words)


def test_a_mark_that_is_given_decides() -> None:
    assert number_of("1,234", ",") == Decimal("1.234")
    assert number_of("1,234", ".") == Decimal(1234)


@pytest.mark.parametrize(
    ("words", "code"),
    [("EL", "GR"), ("uk", "GB"), ("POL", "PL"), ("Czech Republic", "CZ"), ("ITALY", "IT"), ("Россия", "RU")],
)
def test_countries_are_read_from_codes_and_names(words: str, code: str) -> None:
    assert country_of(words) == code


@pytest.mark.parametrize("words", ["XK", "Atlantis", "", "ZZ"])
def test_what_is_no_country_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match="no country"):
        country_of(words)


def test_dates_are_as_precise_as_they_are_written() -> None:
    assert date_of("2011") == "2011"
    assert date_of("2018-01-31T21:00:00.000Z") == "2018-01-31"
    assert date_of("1 October 2012", ("%d %B %Y",)) == "2012-10-01"
    assert date_of("10/2012", ("%m/%Y",)) == "2012-10"
    for words in ("20.10.2010", "soon", "2011-13"):
        with pytest.raises(ValueError, match="“"):
            date_of(words)


def test_seconds_are_the_day_in_brussels_that_they_are_midnight_of() -> None:
    # 2014-01-01 begins there at 23 o'clock UTC, 2014-07-01 at 22.
    assert date_of("1388530800", ("seconds",)) == "2014-01-01"
    assert date_of("1404165600", ("seconds",)) == "2014-07-01"
    with pytest.raises(ValueError, match="no number of seconds"):
        date_of("99999999999", ("seconds",))
