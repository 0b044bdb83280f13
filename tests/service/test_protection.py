import re
from html.parser import HTMLParser

import pytest

HTML = "text/html"
PAGES = [
    "/",
    "/questions",
    "/sources",
    "/sparql",
    "/docs",
    "/ns",
    "/nowhere",
    "/role/partner",
    "/country/AZE",
]
THINGS = ["activity", "organisation", "partner", "place", "source", "tie"]


class Scan(HTMLParser):
    """Notes scripts, styles and handlers that stand in a page, and the schemes of its links."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.inline: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        # A file of this server's own may run; what stands in the page may not.
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.scripts.append(given.get("type") or "text/javascript")
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.links += [given.get("href") or ""] if tag == "a" else []


@pytest.mark.parametrize("name", [*PAGES, *THINGS])
def test_a_page_runs_nothing_and_escapes_what_it_shows(name: str, ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths.get(name, name), HTML)
    scan = Scan()
    scan.feed(page.text)
    assert set(scan.scripts) <= {"application/ld+json", "application/json"}, "data, which nothing runs"
    assert scan.inline == []
    assert all(re.match(r"/|#|https?://|mailto:", link) for link in scan.links)
    assert page.headers["content-security-policy"].startswith("default-src 'self';")
    assert page.headers["x-content-type-options"] == "nosniff"


def test_a_label_with_markup_stands_as_text(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["partner"], HTML).text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_a_query_with_markup_stands_as_text(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask("/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(1)%3C/script%3E", HTML)
    assert page.status_code == 400
    assert "<script>" not in page.text


def test_the_figure_is_admitted_by_the_hash_of_its_style_alone(ask) -> None:  # type: ignore[no-untyped-def]
    policy = ask("/", HTML).headers["content-security-policy"]
    assert re.search(r"style-src 'self' 'sha256-[A-Za-z0-9+/=]+';", policy)
    assert "unsafe" not in policy


def test_any_page_may_read(ask) -> None:  # type: ignore[no-untyped-def]
    assert ask("/api/network").headers["access-control-allow-origin"] == "*"
    assert "ETag" in ask("/sparql").headers["access-control-expose-headers"]


def test_a_preflight_is_answered(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("/sparql", method="OPTIONS", Access_Control_Request_Method="POST")
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
