"""A SPARQL endpoint asked by CONSTRUCT, page by page of the solutions, into one file of N-Triples."""

from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..errors import PortalError
from ..store.datasets import is_word
from ..store.tokens import Token, TokenKind, tokens
from .asking import Asking
from .cache import Kept
from .landing import Landing, Provenance
from .outcome import Fetched
from .portal import Portal

_PAGE: Final = 5_000
_ACCEPT: Final = "application/n-triples, text/turtle;q=0.9"
_FORMS: Final = (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.TURTLE)


def fetch_sparql(portal: Portal, folder: Path, asking: Asking) -> Iterator[Fetched]:
    """Fetch what a CONSTRUCT gives.

    Raises:
        PortalError: the query cannot be asked by pages, or the endpoint does not answer, or not with RDF.
    """
    check_construct(portal.construct)
    size = portal.page or _PAGE
    today = asking.clock.date().date().isoformat()
    # An endpoint tells no editions: what a break left over is gone on with on the same day only.
    stamp = sha256(f"{today} {portal.address} {size} {portal.construct}".encode()).hexdigest()
    with Landing(folder, f"{portal.name}.nt", stamp) as landing:
        while triples := _page(portal, landing.upto, size, asking):
            landing.add(triples, landing.upto + size)
        if not landing.upto:
            raise PortalError(f"{portal.address} found nothing for the CONSTRUCT of {portal.name}.")
        provenance = Provenance(
            f"{portal.address}#{portal.name}",
            portal.title or portal.name,
            portal.publisher,
            portal.licence,
            portal.language,
            request=portal.construct.strip(),
        )
        fresh = landing.finish(provenance, today)
    yield Fetched(folder / f"{portal.name}.nt", provenance.title, fresh)


def check_construct(query: str) -> None:
    """Hold a query to be a CONSTRUCT whose solutions come in an order, and all of them.

    Raises:
        PortalError: it is not.
    """
    try:
        ox.Store().query(query)
    except SyntaxError as error:
        raise PortalError(f"The CONSTRUCT is not SPARQL: {error}.") from None
    except (OSError, RuntimeError):
        pass  # it names others by SERVICE, which is for the endpoint to know
    outside = list(_outside_braces(query))
    if not any(is_word(token, "construct") for token in outside):
        raise PortalError("An endpoint is asked by CONSTRUCT only.")
    if any(is_word(token, word) for token in outside for word in ("limit", "offset")):
        raise PortalError("The CONSTRUCT is asked by pages; leave LIMIT and OFFSET out.")
    if not any(is_word(one, "order") and is_word(two, "by") for one, two in pairwise(outside)):
        raise PortalError("The CONSTRUCT is asked by pages, which need an order: end it with ORDER BY.")


def _outside_braces(query: str) -> Iterator[Token]:
    depth = 0
    for token in tokens(query):
        if token.kind is TokenKind.SIGN and token.text in "{}":
            depth += 1 if token.text == "{" else -1
        elif depth == 0:
            yield token


def _page(portal: Portal, offset: int, size: int, asking: Asking) -> bytes:
    # A comment at the end of the query must not swallow what is added.
    query = f"{portal.construct}\nLIMIT {size} OFFSET {offset}"
    return _as_lines(asking.get(portal.address, _ACCEPT, {"query": query}), portal, offset)


def _as_lines(kept: Kept, portal: Portal, offset: int) -> bytes:
    """Give an answer as N-Triples; blank nodes of different pages are different ones."""
    form = ox.RdfFormat.from_media_type(kept.type)
    if form not in _FORMS:
        said = kept.type or "no media type"
        raise PortalError(f"{portal.address} answered with {said}, not with N-Triples or Turtle.")
    try:
        found = dict.fromkeys(quad.triple for quad in ox.parse(path=kept.body, format=form))
    except SyntaxError as error:
        raise PortalError(f"{portal.address} answered with damaged {form.name}: {error}.") from None
    return b"".join(f"{_told_apart(triple, offset)} .\n".encode() for triple in found)


def _told_apart(triple: ox.Triple, offset: int) -> str:
    def term(of: object) -> str:
        return f"_:p{offset}{of.value}" if isinstance(of, ox.BlankNode) else str(of)

    return f"{term(triple.subject)} {triple.predicate} {term(triple.object)}"
