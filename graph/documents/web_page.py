"""A page of the web → the text a visitor sees, with its menus and footers set aside."""

import re
from collections import Counter
from urllib.parse import urlsplit

from lxml import etree, html

from ..errors import DocumentError
from .content import Content
from .encoding import decode
from .furniture import Furniture
from .metadata import Metadata, date_or_none, language_code
from .plain_text import newlines
from .visible_text import VisibleText

#: A tree takes some twenty times its page; a page of this size is no announcement.
MOST_BYTES = 10_000_000
MOST_DEPTH = 500

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HIDDEN_TAGS = frozenset(
    "script style noscript template head svg math iframe object embed canvas audio video map select "
    "option datalist textarea input".split()
)
_HIDING = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_PARAGRAPHS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre article section main header footer nav aside form "
    "figure hr fieldset details".split()
)
_LINES = frozenset(
    "div li dt dd tr td th caption address figcaption legend summary br body option button label "
    "center".split()
)
_DATE_NAMES = frozenset(
    "article:published_time date dc.date dc.date.issued dcterms.date dcterms.issued datepublished "
    "citation_publication_date pubdate".split()
)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{2}-\d{2})')


def read_web_page(data: bytes, name: str) -> Content:
    """Read a page: each block on lines of its own, items of lists marked, nothing visible left out.

    Raises:
        DocumentError: the bytes are no text, their encoding cannot be told, or the page is too large.
    """
    if len(data) > MOST_BYTES:
        raise DocumentError(f"{name} is too large: a web page may have {MOST_BYTES // 1_000_000} MB at most.")
    declared = _CHARSET.search(data[:4096])
    text = newlines(decode(data, name, declared.group(1).decode("ascii") if declared else None))
    root = _parse(text, name)
    seen = _walk(root)
    return Content(seen.text, "text/html", _metadata(root), seen.set_aside)


def _parse(text: str, name: str) -> html.HtmlElement:
    # An XML declaration would contradict the text, which is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        # Without huge_tree the parser leaves out, silently, what is nested deeper than 256 elements.
        root = html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise DocumentError(f"{name} holds no page that can be read.") from None
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise DocumentError(f"{name} is nested more than {MOST_DEPTH} elements deep, as no page is.")
    return root


def _walk(root: html.HtmlElement) -> VisibleText:
    """Go through the page in order, without recursion: pages may be nested without end."""
    seen, furniture, items = VisibleText(), Furniture(root), Counter[html.HtmlElement]()
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start" and _is_hidden(element):
            walk.skip_subtree()
        elif event == "start":
            if element.tag == "li":
                seen.mark(_marker(element.getparent(), items))
            _open(seen, element, aside=element in furniture)
        else:
            if event == "end" and not _is_hidden(element):
                _close(seen, element, aside=element in furniture)
            seen.say(element.tail or "")
    return seen


def _open(seen: VisibleText, element: html.HtmlElement, aside: bool) -> None:
    seen.break_lines(_breaks(element))
    if aside:
        seen.begin_aside()
    if element.tag == "pre":
        seen.keep_lines += 1
    seen.say(element.text or "")


def _close(seen: VisibleText, element: html.HtmlElement, aside: bool) -> None:
    if element.tag == "pre":
        seen.keep_lines -= 1
    if aside:
        seen.end_aside()
    seen.break_lines(_breaks(element))


def _breaks(element: html.HtmlElement) -> int:
    if element.tag in _PARAGRAPHS:
        # A list within a list, or a paragraph within an item, is no paragraph of its own.
        parent = element.getparent()
        return 1 if parent is not None and parent.tag in {"li", "td", "th", "dd"} else 2
    return 1 if element.tag in _LINES else 0


def _marker(parent: html.HtmlElement | None, items: Counter[html.HtmlElement]) -> str:
    if parent is None or parent.tag != "ol":
        return "• "
    items[parent] += 1
    return f"{items[parent]}. "


def _is_hidden(element: html.HtmlElement) -> bool:
    return (
        element.tag in _HIDDEN_TAGS
        or "hidden" in element.attrib
        or element.get("aria-hidden") == "true"
        or bool(_HIDING.search(element.get("style") or ""))
    )


def _metadata(root: html.HtmlElement) -> Metadata:
    said = _said(root)
    return Metadata(
        title=said.get("og:title") or _only_heading(root) or _words(root.findtext(".//title")),
        language=language_code(root.get("lang") or said.get("content-language") or said.get("language")),
        address=_address(root, said),
        publisher=said.get("og:site_name") or said.get("publisher") or said.get("dc.publisher"),
        issued=next((date for key in sorted(_DATE_NAMES) if (date := date_or_none(said.get(key)))), None),
    )


def _said(root: html.HtmlElement) -> dict[str, str]:
    """Collect what the page's head says about it, the first saying of each name."""
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and (words := _words(meta.get("content"))):
            said.setdefault(name.casefold(), words)
    for time in root.iter("time"):
        if time.get("itemprop") == "datePublished" or "pubdate" in time.attrib:
            said.setdefault("pubdate", time.get("datetime") or "")
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json" and (found := _PUBLISHED.search(script.text or "")):
            said.setdefault("datepublished", found.group(1))
    return said


def _only_heading(root: html.HtmlElement) -> str | None:
    headings = [_words(heading.text_content()) for heading in root.iter("h1") if not _is_hidden(heading)]
    return headings[0] if len(headings) == 1 else None


def _address(root: html.HtmlElement, said: dict[str, str]) -> str | None:
    links = [link.get("href") for link in root.iter("link") if link.get("rel", "").lower() == "canonical"]
    for address in (*links, said.get("og:url")):
        if address and urlsplit(address.strip()).scheme in {"http", "https"}:
            return str(address.strip())
    return None


def _words(text: str | None) -> str | None:
    """Join words by single spaces, without the signs of links to a heading."""
    return " ".join(re.sub("[\ue000-\uf8ff¶]", "", text or "").split()) or None
