"""Sitemaps: every page of a thing, for crawlers (sitemaps.org protocol 0.90)."""

from collections.abc import Iterator
from typing import Final
from xml.sax.saxutils import escape

from koinon.graph.network.scan import Scan
from koinon.graph.store.seam import Store

from ..addressing import Addressing

#: Pages in one sitemap; the protocol allows 50,000.
MOST: Final = 40_000
_CLASSES: Final = ("Organisation", "Activity", "Place", "Source")
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMLNS: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PAGES: Final = ("", "sources", "questions", "sparql", "ns")


def paths(store: Store, addressing: Addressing) -> list[str]:
    """List the paths of all pages, in order."""
    scan = Scan(store)
    things = {thing for name in _CLASSES for thing in scan.instances(name).to_list()}
    shown = (addressing.path(thing) for thing in things)
    return [*(f"/{page}" for page in _PAGES), *sorted(path for path in shown if path)]


def sitemap_index(pages: int, service: str) -> bytes:
    """Write the index of so many pages' sitemaps."""
    numbers = range(1, max(1, -(-pages // MOST)) + 1)
    entries = "".join(
        f"<sitemap><loc>{escape(service)}sitemaps/{number}.xml</loc></sitemap>\n" for number in numbers
    )
    return f"{_HEAD}<sitemapindex {_XMLNS}>\n{entries}</sitemapindex>\n".encode()


def sitemap(every: list[str], number: int, service: str) -> Iterator[bytes]:
    """Write one sitemap, counted from 1."""
    yield f"{_HEAD}<urlset {_XMLNS}>\n".encode()
    for path in every[(number - 1) * MOST : number * MOST]:
        yield f"<url><loc>{escape(service.rstrip('/') + path)}</loc></url>\n".encode()
    yield b"</urlset>\n"
