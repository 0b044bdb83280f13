from decimal import Decimal

import pytest

from koinon.graph.documents import Document
from koinon.graph.reading import read_account
from koinon.graph.reading.amounts import find_sums
from koinon.graph.records import Source


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a grant of £47,839 in all", "47839", "GBP"),
        ("$808,333: better security", "808333", "USD"),
        ("325,299.00 €", "325299.00", "EUR"),
        ("EUR 1 000.50", "1000.50", "EUR"),
        ("CHF 12.000", "12000", "CHF"),
    ],
)
def test_a_sum_is_read_with_its_currency(text: str, amount: str, currency: str) -> None:
    (found,) = find_sums(text)
    assert (found.amount, found.currency) == (Decimal(amount), currency)


def test_a_number_without_a_currency_is_no_sum() -> None:
    assert find_sums("20,600 objects in 2013") == []


def test_a_funder_keeps_the_sum_it_gave() -> None:
    text = (
        "The restoration of the Old Mill began in 2012. "
        "The Millstone Trust gave £40,000 and the Fund for Rivers contributed €15,000."
    )
    account = read_account(Document(text, Source("mill.txt", "")))
    names = {each.key: each.name for each in account.organisations}
    given = {names[each.organisation or ""]: (each.amount, each.currency) for each in account.involvements}
    assert given == {
        "Millstone Trust": (Decimal(40000), "GBP"),
        "Fund for Rivers": (Decimal(15000), "EUR"),
    }
