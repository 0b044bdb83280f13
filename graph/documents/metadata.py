"""What a document, or a description beside it, says about itself as a source."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from ..errors import DocumentError
from ..partial_dates import PartialDate, partial_date
from ..records import Source
from .language import guess_language

_TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about a source; what is not known is None."""

    title: str | None = None
    language: str | None = None
    address: str | None = None
    publisher: str | None = None
    issued: PartialDate | None = None
    retrieved: PartialDate | None = None
    licence: str | None = None

    def else_from(self, other: "Metadata") -> "Metadata":
        """Fill what is not known here from another description."""
        return Metadata(*(getattr(self, one.name) or getattr(other, one.name) for one in fields(self)))


def describe(known: Metadata, text: str, name: str, media_type: str) -> Source:
    """Describe a source by what is known; title and language are read off the text where they are not."""
    return Source(
        name=name,
        title=known.title or _first_line(text) or name,
        language=known.language or guess_language(text),
        address=known.address,
        publisher=known.publisher,
        issued=known.issued,
        retrieved=known.retrieved,
        licence=known.licence,
        media_type=media_type,
    )


def from_fields(values: Mapping[str, object], where: str) -> Metadata:
    """Read a description from named values, as ``NAME.source.json`` holds them.

    Raises:
        DocumentError: a value is no text, or a date is none of the calendar.
    """
    texts = {name.casefold(): _text(name, value, where) for name, value in values.items() if name in _NAMES}
    return Metadata(
        title=texts.get("title"),
        language=language_code(texts.get("language")),
        address=texts.get("url") or texts.get("address"),
        publisher=texts.get("publisher"),
        issued=_date(texts.get("issued") or texts.get("date"), where),
        retrieved=_date(texts.get("retrieved"), where),
        licence=texts.get("licence") or texts.get("license"),
    )


_NAMES = frozenset("title language url address publisher issued date retrieved licence license".split())


def read_description(path: Path) -> Metadata | None:
    """Read the description that lies beside a file: ``000.source.json`` beside ``000.txt``.

    Raises:
        DocumentError: the description is not a JSON object of texts.
    """
    beside = path.with_suffix(".source.json")
    if not beside.is_file():
        return None
    try:
        values = json.loads(beside.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        raise DocumentError(f"The description {beside} cannot be read as JSON.") from None
    if not isinstance(values, dict):
        raise DocumentError(f"The description {beside} must be a JSON object.")
    return from_fields(values, str(beside))


def language_code(tag: str | None) -> str | None:
    """Reduce a language tag to its primary subtag, in lower case: ``en-GB`` is ``en`` (RFC 5646, 2.1)."""
    match = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", tag.strip()) if tag else None
    return match.group().lower() if match else None


def date_or_none(text: str | None) -> PartialDate | None:
    """Read a calendar date off the start of a timestamp, or nothing."""
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?!\d)", text.strip()) if text else None
    try:
        return partial_date(match.group()) if match else None
    except ValueError:
        return None


def _date(text: str | None, where: str) -> PartialDate | None:
    try:
        return partial_date(text[:10]) if text else None
    except ValueError as error:
        raise DocumentError(f"In {where}, {error}") from None


def _text(name: str, value: object, where: str) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise DocumentError(f"In {where}, “{name}” must be a text.")
    return value.strip() or None


def _first_line(text: str) -> str:
    """Give the first line that holds a word, cut between words where it is a whole paragraph."""
    line = next((line.strip() for line in text.split("\n") if re.search(r"\w", line)), "")
    if len(line) <= _TITLE_LENGTH:
        return line
    return line[:_TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
