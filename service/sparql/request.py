"""What a request of the SPARQL 1.1 Protocol asks (section 2.1), read and checked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from math import inf, nan
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request

from koinon.graph.store.seam import WHOLE, Dataset
from koinon.graph.terms import IRI
from koinon.graph.updating import Update

from ..bodies import read_body
from ..negotiation import parse_media_type
from ..problems import Problem

QUERY_TYPE = "application/sparql-query"
UPDATE_TYPE = "application/sparql-update"
FORM_TYPE = "application/x-www-form-urlencoded"
METHODS = "GET, HEAD, POST, OPTIONS"
# A form holds the query and names of graphs; more fields than this are no honest form.
_FIELDS = 2_000
# Percent-encoding makes three bytes of one, and graphs are named beside the query.
_BODY_FACTOR = 4

# An address in angle brackets without a scheme.
_RELATIVE = re.compile(r"<[^\s<>:\"{}|^`\\]*+>")

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """A query, the dataset it is asked of, the form wanted by name, the seconds it may take.

    ``explain`` asks for an explanation in the place of the result.

    No query: tell of the service.
    """

    query: str | None
    dataset: Dataset = WHOLE
    format: str | None = None
    seconds: float | None = None
    explain: bool = False


async def read_request(request: Request, longest: int, longest_update: int) -> SparqlRequest | Update:
    """Read a request: a query of at most ``longest`` bytes, or an update.

    Raises:
        Problem: it is neither; the sentence says what would be.
    """
    given = _decode(request.scope["query_string"])
    if request.method == "GET":  # which HEAD comes as, too
        return _checked(given, longest)
    if request.method != "POST":
        raise Problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"SPARQL cannot be asked by {request.method}; possible are {METHODS}.",
            {"Allow": METHODS},
        )
    kind = _body_kind(request.headers.get("content-type", ""))
    if kind == UPDATE_TYPE:
        return _update(request, given, _text(await read_body(request, longest_update)))
    body = await _body(request, longest * _BODY_FACTOR)
    if kind == FORM_TYPE:
        return _form(request, _merged(given, _decode(body)), longest)
    if "query" in given:
        raise _malformed("A query sent as the body cannot be sent in the address as well.")
    return _checked({**given, "query": [_text(body)]}, longest)


def is_update(request: Request) -> bool:
    """Tell whether a request is by its media type an update, which need not be read where none is taken."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == UPDATE_TYPE


def _form(request: Request, given: Parameters, longest: int) -> SparqlRequest | Update:
    updates = given.get("update", ())
    if not updates:
        return _checked(given, longest)
    if len(updates) > 1:
        raise _malformed(f"There are {len(updates)} updates in one request; join them by “;”.")
    return _update(request, given, updates[0])


def _update(request: Request, given: Parameters, text: str) -> Update:
    """Read an update (section 2.2); relative addresses in it are resolved against the endpoint's."""
    if "query" in given:
        raise _malformed("A request holds a query or an update, not both.")
    using, named = _graphs(given, "using-graph-uri"), _graphs(given, "using-named-graph-uri")
    return Update(text, using or (), named or (), endpoint_of(request))


def endpoint_of(request: Request) -> str:
    """Give the endpoint's own address, as the client knows it."""
    return str(request.url.replace(query="", fragment=""))


def with_base(request: Request, query: str) -> str:
    """Let relative addresses in a query, if it may hold any, be resolved against the endpoint's."""
    return f"BASE <{endpoint_of(request)}> {query}" if _RELATIVE.search(query) else query


def _body_kind(content_type: str) -> str:
    try:
        kind, parameters = parse_media_type(content_type)
    except ValueError:
        kind, parameters = "", {}
    if kind not in {QUERY_TYPE, UPDATE_TYPE, FORM_TYPE}:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"A query is posted as {QUERY_TYPE} or {FORM_TYPE}, an update as {UPDATE_TYPE}, "
            f"not as “{content_type}”.",
            {"Accept-Post": f"{QUERY_TYPE}, {UPDATE_TYPE}, {FORM_TYPE}"},
        )
    charset = parameters.get("charset", "utf-8").lower()
    if charset not in {"utf-8", "utf8", "us-ascii"}:
        raise Problem(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            f"What is asked is sent in UTF-8, not in the charset “{charset}”.",
        )
    return kind


async def _body(request: Request, longest: int) -> bytes:
    pieces, length = [], 0
    async for piece in request.stream():
        length += len(piece)
        if length > longest:
            raise _too_long(longest)
        pieces.append(piece)
    return b"".join(pieces)


def _decode(encoded: bytes) -> dict[str, list[str]]:
    try:
        pairs = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            encoding="utf-8",
            errors="strict",
            max_num_fields=_FIELDS,
        )
    except UnicodeError:
        raise _malformed("The parameters are not UTF-8 in percent-encoding.") from None
    except ValueError:
        raise _malformed(f"There are more than {_FIELDS} parameters.") from None
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _merged(one: Parameters, other: Parameters) -> Parameters:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in {*one, *other}}


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("The query is not in UTF-8.") from None


def _checked(given: Parameters, longest: int) -> SparqlRequest:
    if "update" in given:
        raise _malformed("An update is sent by POST, in the body.")
    queries = given.get("query", ())
    if len(queries) > 1:
        raise _malformed(f"There are {len(queries)} queries in one request; send one at a time.")
    query = queries[0] if queries else None
    if query is not None and len(query.encode()) > longest:
        raise _too_long(longest)
    dataset = Dataset(_graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri"))
    form = next(iter(given.get("format", ())), None) or None
    explain = _is_on(given.get("explain", ()))
    return SparqlRequest(query, _closed(dataset), form, _seconds(given), explain)


def _is_on(values: Sequence[str]) -> bool:
    return bool(values) and values[0].strip().lower() not in {"", "0", "false", "no"}


def _seconds(given: Parameters) -> float | None:
    for value in given.get("timeout", ()):
        try:
            seconds = float(value)
        except ValueError:
            seconds = nan
        if not 0 < seconds < inf:
            raise _malformed(f"The timeout “{value}” is not a number of seconds above 0.")
        return seconds
    return None


def _graphs(given: Parameters, name: str) -> tuple[IRI, ...] | None:
    for value in given.get(name, ()):
        if not urlsplit(value).scheme or any(letter in value for letter in ' <>"{}|\\^`'):
            raise _malformed(f"The {name} “{value}” is not an absolute IRI.")
    return tuple(IRI(value) for value in given.get(name, ())) or None


def _closed(dataset: Dataset) -> Dataset:
    # Whoever names one half of the dataset has named all of it (SPARQL 1.1 Query, section 13.2).
    if dataset == WHOLE:
        return WHOLE
    return Dataset(dataset.default or (), dataset.named or ())


def _malformed(sentence: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, sentence)


def _too_long(longest: int) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A query may be {longest:,} bytes long, and this one is longer."
    )
