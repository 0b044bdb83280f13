"""A mapping proposed for a file of unknown layout, from the names of its columns and a sample of cells."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

from ..errors import DocumentError
from .mapping import suiting
from .readers import FORMATS, Record, open_table
from .values import country_of, date_of, number_of

_SAMPLE: Final = 50
_SHARE: Final = 0.8
# Of each field: what the name of its column is like, the likeliest first.
_NAMES: Final = {
    "title": ("project title", "operation name", "activity", "^title$", "titre|título|название", "title"),
    "identifier": ("project (number|code|id)", "^id$", "identifier", "reference", r"\bcode\b"),
    "start": ("start", "begin|début|inicio|начал", "date from"),
    "end": (r"\bend|enddate", r"\bfin|оконч", "date to", "completion"),
    "organisation": (
        "organi[sz]ation",
        "beneficiary( name)?$",
        "lead(ing)? partner",
        "coordinator",
        "institution",
        "^name$",
    ),
    "organisation_country": ("organi[sz]ation.*country", "country", "pays|país|страна"),
    "role": (r"\brole", r"rôle|\brol\b|роль"),
    "amount": ("contribution", "amount", "grant", "budget", "cost", "montant|importe"),
}
_FORMATS: Final = ("%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d-%m-%Y", "%m/%d/%Y")


def propose(path: Path) -> str:
    """Propose a mapping in TOML, with a word of each column that it leaves unread.

    Raises:
        DocumentError: the file cannot be read, or has no columns.
    """
    form = FORMATS.get((path.with_suffix("") if path.suffix == ".gz" else path).suffix.lower(), "")
    opened = open_table(path, lambda header: suiting(header, form) is not None)
    sample = list(islice(opened.records, _SAMPLE))
    if not opened.columns or not sample:
        raise DocumentError(f"{path.name} has no columns with anything in them.")
    known = suiting(opened.columns, opened.format)
    chosen = _chosen(opened.columns, sample)
    lines = [f"# Proposed for {path.name}: see whether each column is what it is taken for."]
    if known:
        lines.append(f"# The shipped mapping {known.name} reads this layout already.")
    lines += [f"title = {_quoted(path.stem)}", f"formats = [{_quoted(opened.format)}]", "", "[activity]"]
    lines += _activity(chosen, opened.columns, sample)
    lines += ["", "[[involvement]]", *_involvement(chosen, sample)]
    unread = [column for column in opened.columns if column not in chosen.values()]
    lines += ["", "# Not read:", *(_remark(column, sample) for column in unread)]
    return "\n".join(lines) + "\n"


def _chosen(columns: Sequence[str], sample: Sequence[Record]) -> dict[str, str]:
    """Choose for each field the column that is named most like it, and holds what it must."""
    chosen: dict[str, str] = {}
    for field, likenesses in _NAMES.items():
        for likeness in likenesses:
            found = next(
                (
                    column
                    for column in columns
                    if column not in chosen.values()
                    and re.search(likeness, column.replace("_", " "), re.IGNORECASE)
                    and _fits(field, column, sample)
                ),
                None,
            )
            if found is not None:
                chosen[field] = found
                break
    return chosen


def _fits(field: str, column: str, sample: Sequence[Record]) -> bool:
    words = [value for record in sample if (value := record.cells.get(column))]
    if field in ("start", "end"):
        return _reads(words, lambda value: date_of(value, _FORMATS))
    if field == "amount":
        return _reads(words, number_of)
    if field == "organisation_country":
        return _reads(words, country_of)
    if field == "role":
        return 0 < len(set(words)) <= 12
    return any(words)


def _reads(words: Sequence[str], read: Callable[[str], object]) -> bool:
    def can(value: str) -> bool:
        try:
            read(value)
        except ValueError:
            return False
        return True

    return bool(words) and sum(map(can, words)) >= _SHARE * len(words)


def _activity(chosen: Mapping[str, str], columns: Sequence[str], sample: Sequence[Record]) -> list[str]:
    lines = [f"title = {_quoted(chosen.get('title', columns[0]))}"]
    if "identifier" in chosen:
        lines.append(f'identifier = {{ column = {_quoted(chosen["identifier"])}, prefix = "project:" }}')
    lines.append('kind = { value = "project" }')
    for field in ("start", "end"):
        if field in chosen:
            formats = _date_formats(chosen[field], sample)
            lines.append(f"{field} = {{ column = {_quoted(chosen[field])}, optional = true{formats} }}")
    return lines


def _date_formats(column: str, sample: Sequence[Record]) -> str:
    words = [value for record in sample if (value := record.cells.get(column))]
    for form in ((), *((one,) for one in _FORMATS)):
        if _reads(words, partial(date_of, formats=form)):
            return f", formats = [{_quoted(form[0])}]" if form else ""
    return ""


def _involvement(chosen: Mapping[str, str], sample: Sequence[Record]) -> list[str]:
    if "organisation" not in chosen:
        return [
            'organisation = "…"  # no column looks like the name of an organisation',
            'role = { value = "partner" }',
        ]
    lines = [f"organisation = {_quoted(chosen['organisation'])}"]
    lines += (
        f"{field} = {{ column = {_quoted(chosen[field])}, optional = true }}"
        for field in ("organisation_country", "amount")
        if field in chosen
    )
    if "role" not in chosen:
        return [*lines, 'role = { value = "partner" }']
    words = dict.fromkeys(value for record in sample if (value := record.cells.get(chosen["role"])))
    values = ", ".join(f'{_quoted(word)} = "{_role(word)}"' for word in words)
    return [*lines, f"role = {{ column = {_quoted(chosen['role'])}, values = {{ {values} }} }}"]


def _role(word: str) -> str:
    plain = word.casefold()
    if re.search(r"coord|lead|\blp\b|chef", plain):
        return "coordinator"
    if re.search(r"fund|donor|financ", plain):
        return "funder"
    return "beneficiary" if "benefici" in plain or "recipient" in plain else "partner"


def _remark(column: str, sample: Sequence[Record]) -> str:
    word = next((value for record in sample if (value := record.cells.get(column))), "")
    short = " ".join(word.split())
    return f"# {column}: {short[:60]}{'…' if len(short) > 60 else ''}".rstrip()


def _quoted(words: str) -> str:
    """Quote words as TOML and JSON both do."""
    return json.dumps(words, ensure_ascii=False)
