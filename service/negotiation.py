"""Content negotiation: which of our forms a request would rather have (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from koinon.graph.errors import NotAcceptable

_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_RANGE = re.compile(rf"\s*({_WORD})/({_WORD})\s*")
# Longest Accept header whose order of forms is remembered.
_REMEMBERED: Final = 200
_PARAMETER = re.compile(rf'\s*;\s*(?:({_WORD})\s*=\s*("(?:[^"\\]|\\.)*"|{_WORD}))?\s*')
_QUALITY = re.compile(r"0(?:\.\d{0,3})?|1(?:\.0{0,3})?")
# A member of a list ends at a comma outside quotes.
_MEMBER = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*")+')


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which something is served.

    ``name`` is what ``?format=`` calls it; ``media_type`` what is sent; ``aliases`` are further media
    types by which it may be asked for.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One member of an Accept header: what it covers and how much it is liked, from 0 to 1."""

    type: str
    subtype: str
    parameters: frozenset[tuple[str, str]]
    quality: float

    @property
    def specificity(self) -> tuple[int, int]:
        """Order ranges: ``*/*`` before ``text/*`` before ``text/html`` before ``text/html;level=1``."""
        return (2 if self.subtype != "*" else 1 if self.type != "*" else 0), len(self.parameters)

    def covers(self, media_type: str, parameters: frozenset[tuple[str, str]]) -> bool:
        """Say whether a media type with its parameters falls into the range."""
        type_, _, subtype = media_type.partition("/")
        named = self.type in {"*", type_} and self.subtype in {"*", subtype}
        return named and self.parameters <= parameters


def parse_media_type(text: str) -> tuple[str, dict[str, str]]:
    """Split ``text/turtle; charset=utf-8`` into its type, in lower case, and its parameters.

    Raises:
        ValueError: the text is not a media type.
    """
    match = _RANGE.match(text)
    if not match:
        raise ValueError(f"“{text}” is not a media type.")
    parameters, position = {}, match.end()
    while position < len(text):
        parameter = _PARAMETER.match(text, position)
        if not parameter:
            raise ValueError(f"“{text}” is not a media type.")
        if parameter[1]:
            parameters[parameter[1].lower()] = _unquoted(parameter[2])
        position = parameter.end()
    return f"{match[1]}/{match[2]}".lower(), parameters


def parse_accept(header: str) -> tuple[MediaRange, ...]:
    """Parse an Accept header; members that are no media range are passed over."""
    found = []
    for member in _MEMBER.findall(header):
        try:
            found.append(_media_range(member))
        except ValueError:
            continue
    return tuple(found)


def _media_range(text: str) -> MediaRange:
    media_type, parameters = parse_media_type(text)
    weight = parameters.pop("q", "1")
    type_, _, subtype = media_type.partition("/")
    if not _QUALITY.fullmatch(weight) or (type_ == "*" and subtype != "*"):
        raise ValueError(f"“{text}” is not a media range.")
    wanted = frozenset((name, value.lower()) for name, value in parameters.items() if name != "charset")
    return MediaRange(type_, subtype, wanted, float(weight))


def ranked(accept: str | None, forms: Sequence[Form]) -> tuple[Form, ...]:
    """Put the acceptable forms in order: the best liked first, our own order where nothing decides.

    For each form the most specific range that covers it tells its quality, and 0 excludes it. Among forms
    equally liked, one that is named goes before one that a wildcard let in. Without a header, or where
    nothing of it can be understood, every form is acceptable.
    """
    if accept is None:
        return tuple(forms)
    # Programs send the same few headers again and again; longer ones are people's browsers at most.
    known = _ranked if len(accept) <= _REMEMBERED else _ranked.__wrapped__
    return known(accept, tuple(forms))


@lru_cache(1_000)
def _ranked(accept: str, forms: tuple[Form, ...]) -> tuple[Form, ...]:
    ranges = parse_accept(accept)
    if not ranges:
        return forms
    liked = [(rank, form) for form in forms if (rank := _rank(form, ranges))[0] > 0]
    return tuple(form for _, form in sorted(liked, key=lambda pair: pair[0], reverse=True))


def choose(accept: str | None, name: str | None, forms: Sequence[Form]) -> Form:
    """Choose one form, by its name where a request gives one, else by its Accept header.

    Raises:
        NotAcceptable: there is no such form, or none is acceptable.
    """
    if name:
        return named(name, forms)
    order = ranked(accept, forms)
    if not order:
        raise NotAcceptable(f"Nothing of “{accept}” can be served here; {possible(forms)}.")
    return order[0]


def named(name: str, forms: Sequence[Form]) -> Form:
    """Find a form by its short name or its media type.

    Raises:
        NotAcceptable: there is no such form.
    """
    for form in forms:
        if name.lower() in {form.name, form.media_type}:
            return form
    raise NotAcceptable(f"There is no format “{name}” here; {possible(forms)}.")


def possible(forms: Sequence[Form]) -> str:
    """Say which forms there are."""
    return "possible are " + ", ".join(f"{form.media_type} (format={form.name})" for form in forms)


def _rank(form: Form, ranges: Sequence[MediaRange]) -> tuple[float, tuple[int, int]]:
    # What a range such as text/* lets in must itself be of that kind; an alias has to be named.
    by_name = [one for one in ranges if one.subtype != "*"]
    aliases = [_quality(alias, by_name) for alias in form.aliases]
    return max([_quality(form.media_type, ranges), *aliases])


def _quality(text: str, ranges: Sequence[MediaRange]) -> tuple[float, tuple[int, int]]:
    media_type, parameters = parse_media_type(text)
    given = frozenset((name, value.lower()) for name, value in parameters.items())
    covering = [one for one in ranges if one.covers(media_type, given)]
    best = max(covering, key=lambda one: one.specificity, default=None)
    return (best.quality, best.specificity) if best else (0.0, (0, 0))


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
