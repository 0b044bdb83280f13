"""Sums of money that stand beside those who give them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from ..records import Passage

_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB"}
_SIGN = r"US\$|[$€£¥₽]"
#: Codes of currencies, which are never names.
CURRENCIES = frozenset("EUR USD GBP CHF JPY RUB SEK NOK DKK PLN CAD AUD".split())
_CODE = r"EUR|USD|GBP|CHF|JPY|RUB|SEK|NOK|DKK|PLN|CAD|AUD"
_NUMBER = r"\d[\d.,\u00a0\u202f ]*\d|\d"
_SUM = re.compile(
    rf"(?P<before>{_SIGN}|\b(?:{_CODE})\b)\s?(?P<first>{_NUMBER})|(?P<second>{_NUMBER})\s?(?P<after>{_SIGN}|\b(?:{_CODE})\b)"
)
_DECIMALS = re.compile(r"[.,]\d{2}$")


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of money at its place; ``currency`` is an ISO 4217 code."""

    where: Passage
    amount: Decimal
    currency: str


def find_sums(text: str, start: int = 0, end: int | None = None) -> list[Sum]:
    """Find the sums of money in a range of a text: ``£47,839``, ``24.500 €``, ``EUR 1 000.50``."""
    found = []
    for match in _SUM.finditer(text, start, len(text) if end is None else end):
        sign = match["before"] or match["after"]
        amount = _amount(match["first"] or match["second"])
        if amount is not None:
            found.append(Sum(Passage(*match.span()), amount, _SIGNS.get(sign, sign)))
    return found


def nearest_sum(sums: Sequence[Sum], where: Passage, reach: int) -> Sum | None:
    """Choose the sum that stands nearest behind a passage, else the one before it, within reach."""
    behind = [each for each in sums if 0 <= each.where.start - where.end <= reach]
    before = [each for each in sums if 0 <= where.start - each.where.end <= reach]
    if behind:
        return behind[0]
    return before[-1] if before else None


def _amount(shown: str) -> Decimal | None:
    decimals = _DECIMALS.search(shown)
    whole = shown[: decimals.start()] if decimals else shown
    digits = re.sub(r"\D", "", whole) + (f".{decimals.group()[1:]}" if decimals else "")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None
