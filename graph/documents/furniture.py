"""What of a page is furniture: menus, footers, banners, bars for sharing. It is set aside, not read."""

import re
from dataclasses import dataclass

from lxml import etree, html

_TAGS = frozenset("nav footer aside button dialog menu".split())
_ROLES = frozenset(
    "navigation contentinfo complementary search menu menubar toolbar dialog alertdialog".split()
)
#: Words that name furniture within a class or an id, such as ``cookie-banner`` or ``siteFooter``.
_HINTS = frozenset(
    "nav navbar navigation menu menus submenu breadcrumb breadcrumbs footer cookie cookies consent gdpr "
    "share sharing social sharebar addthis sidebar pagination pager newsletter subscribe skip skiplink "
    "advert advertisement ads popup modal toolbar related imprint backtotop".split()
)
_LISTS = frozenset("ul ol div p table section".split())
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")
_MAIN_LETTERS = 200


@dataclass(slots=True)
class _Weight:
    """Letters within an element, those of its links, and how many links it has."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    inner: int = 0


class Furniture:
    """Tells whether an element of a page is furniture."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._weights = _weigh(root)
        self._all = self._weights[root].letters
        self._main = self._find_main(root)
        self._held = _ancestors_of_what_is_read(root, self._main)

    def __contains__(self, element: html.HtmlElement) -> bool:
        """Tell whether the element is furniture; what holds the main text or the title never is."""
        if element in self._held:
            return False
        if element.tag in _TAGS or element.get("role") in _ROLES:
            return True
        if self._is_page_header(element) or self._is_named(element):
            return True
        if self._main is not None:
            return self._is_beside_main(element)
        return self._is_menu(element)

    def _find_main(self, root: html.HtmlElement) -> html.HtmlElement | None:
        """Find the one element that the page itself calls its main text."""
        for path in (".//main | .//*[@role='main']", ".//article"):
            found = [one for one in root.xpath(path) if self._weights[one].letters >= _MAIN_LETTERS]
            if len(found) == 1:
                return found[0]
        return None

    def _is_beside_main(self, element: html.HtmlElement) -> bool:
        parent = element.getparent()
        return parent in self._held and parent is not self._main and not self._inside_main(parent)

    def _inside_main(self, element: html.HtmlElement) -> bool:
        return any(one is self._main for one in element.iterancestors())

    def _is_page_header(self, element: html.HtmlElement) -> bool:
        if element.tag != "header" and element.get("role") != "banner":
            return False
        return not any(one.tag in {"article", "main"} for one in element.iterancestors())

    def _is_named(self, element: html.HtmlElement) -> bool:
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if names == " " or _HINTS.isdisjoint(word.lower() for word in _WORD.findall(names)):
            return False
        return self._weights[element].letters * 2 < self._all

    def _is_menu(self, element: html.HtmlElement) -> bool:
        """Tell a list of links within the site; partners in a list are linked to sites of their own."""
        weight = self._weights[element]
        return (
            element.tag in _LISTS
            and weight.links >= 3
            and weight.inner * 2 > weight.links
            and weight.linked >= 0.8 * weight.letters
            and weight.letters <= 40 * weight.links
        )


def _weigh(root: html.HtmlElement) -> dict[html.HtmlElement, _Weight]:
    weights: dict[html.HtmlElement, _Weight] = {}
    for _, element in etree.iterwalk(root, events=("end",)):
        weight = weights[element] = _Weight(letters=len((element.text or "").strip()))
        for child in element:
            weight.letters += len((child.tail or "").strip())
            if (inside := weights.get(child)) and child.tag not in {"script", "style"}:
                _add(weight, inside)
        if element.tag == "a" and element.get("href"):
            weight.linked, weight.links = weight.letters, 1
            weight.inner = int(not re.match(r"(?:https?:)?//", element.get("href")))
    return weights


def _add(weight: _Weight, inside: _Weight) -> None:
    weight.letters += inside.letters
    weight.linked += inside.linked
    weight.links += inside.links
    weight.inner += inside.inner


def _ancestors_of_what_is_read(
    root: html.HtmlElement, main: html.HtmlElement | None
) -> frozenset[html.HtmlElement]:
    """Gather main and the first heading outside of menus, with all that they stand in."""
    held = {root}
    if main is not None:
        held |= {main, *main.iterancestors()}
    for heading in root.xpath(".//h1[not(ancestor::nav or ancestor::footer or ancestor::aside)]"):
        held |= {heading, *heading.iterancestors()}
    return frozenset(held)
