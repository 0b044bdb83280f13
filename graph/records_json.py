"""Records as JSON, every one with the words it was read from."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from .records import Account, DatedPassage, Evidence, Passage, Row


def account_as_json(account: Account) -> dict[str, Any]:
    """Give all records of a source as plain values, with offsets and quoted words, without empty fields."""
    return {
        "source": _plain(account.source),
        "activities": [_record(record, account.text) for record in account.activities],
        "organisations": [_record(record, account.text) for record in account.organisations],
        "involvements": [_record(record, account.text) for record in account.involvements],
        "places": [_record(record, account.text) for record in account.places],
        "dates": [_dated(date, account.text) for date in account.dates],
    }


def _record(record: Any, text: str) -> dict[str, Any]:
    fields = _plain(record)
    if record.evidence:
        fields["evidence"] = [_evidence(item, text) for item in record.evidence]
    return fields


def _plain(record: Any) -> dict[str, Any]:
    return {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in asdict(record).items()
        if value not in (None, "", ())
    }


def _evidence(evidence: Evidence, text: str) -> dict[str, Any]:
    found: dict[str, Any] = {"field": evidence.field}
    if evidence.value:
        found["value"] = evidence.value
    return {**found, **_where(evidence.where, text), "rule": evidence.rule}


def _dated(date: DatedPassage, text: str) -> dict[str, Any]:
    return {"value": date.value, **_where(date.where, text)}


def _where(where: Passage | Row, text: str) -> dict[str, Any]:
    if isinstance(where, Passage):
        return {"start": where.start, "end": where.end, "words": where.words(text)}
    return {"row": where.number, **({"column": where.column} if where.column else {})}
