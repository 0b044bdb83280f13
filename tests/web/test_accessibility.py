"""No screen breaks a rule that axe-core can check (WCAG 2.2, levels A and AA), in light and in dark."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

_AXE = Path(__file__).parents[2] / "service/web/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_COUNTRY = "http://publications.europa.eu/resource/authority/country/"
_PAIR = f"tie={_COUNTRY}KAZ&tie={_COUNTRY}UZB"
#: Screens of the explorer, and what must stand there before they are judged.
SCREENS = {
    "picture": ("/", ".canvas"),
    "table": ("/?show=table", ".sheet tbody tr"),
    "node": ("/?node=organisation/moscow-office-unesco-vsfws5vh", ".panel .partners"),
    "map": ("/?screen=map", ".canvas.map[data-ground=fine]"),
    "pair": (f"/?screen=map&{_PAIR}", ".panel blockquote"),
    "map-table": ("/?screen=map&show=table", ".sheet tbody tr"),
    "nowhere": ("/?screen=map&at=nowhere", ".panel .shared"),
    "nothing": ("/?from=1900&to=1901", ".nothing h2"),
}
#: Pages that the server writes.
PAGES = {
    "organisation": "/organisation/moscow-office-unesco-vsfws5vh",
    "country": "/country/AZE",
    "role": "/role/organiser",
    "heritage type": "/heritage-type/museology",
    "questions": "/questions",
    "question": "/questions/03-partners-of-an-organisation",
    "sources": "/sources",
    "vocabulary": "/ns",
    "API": "/docs",
    "query": "/sparql?query=SELECT%20*%20%7B%3Fs%20a%20%3Fc%7D%20LIMIT%205",
}


@pytest.fixture(scope="session")
def axe() -> str:
    """The rules, as the script that checks them."""
    if not _AXE.is_file():
        pytest.skip("axe-core is not installed (make web)")
    return _AXE.read_text()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", SCREENS)
def test_no_rule_is_broken(
    page: Page, address: str, axe: str, name: str, colours: Literal["light", "dark"]
) -> None:
    path, awaited = SCREENS[name]
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    page.goto(address + path)
    expect(page.locator(awaited).first).to_be_visible()
    expect(page.locator(".rail .facet").first).to_be_attached()
    assert broken(page, axe) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_rule_is_broken_on_a_page(
    page: Page, address: str, axe: str, name: str, colours: Literal["light", "dark"]
) -> None:
    judge(page, axe, address + PAGES[name], colours)


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("what", ["activity", "involvement", "passage", "row"])
def test_no_rule_is_broken_where_words_stand(
    page: Page, address: str, axe: str, places: dict[str, str], what: str, colours: Literal["light", "dark"]
) -> None:
    """The page of what makes a tie; of words, the page of their source: a text, or a table."""
    judge(page, axe, address + places[what], colours)


def judge(page: Page, axe: str, address: str, colours: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert broken(page, axe) == []
    # Nothing is wider than the screen, so that nobody must scroll in two directions (WCAG 2.2, 1.4.10).
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def broken(page: Page, axe: str) -> list[str]:
    """Check a page, and tell each rule that is broken with the first element that breaks it."""
    # Playwright evaluates outside the page's content policy, which would refuse a script put into the page.
    page.evaluate(axe)
    found: list[dict[str, Any]] = page.evaluate(
        "rules => axe.run(document, {runOnly: rules}).then(result => result.violations)", _RULES
    )
    return [f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}" for one in found]


#: The SPARQL screen, before anything is asked, with a question, as a picture, and where nothing is found.
ASKING = {
    "sparql": ("/sparql", ".begin"),
    "question": ("/questions/02-who-works-together-most", ".sheet tbody tr"),
    "result as network": ("/questions/27-network-of-a-country#network", ".drawnresult canvas"),
    "result as chart": ("/questions/04-countries-by-year#chart", ".chart rect"),
    "nothing found": ("/sparql?query=SELECT%20*%20%7B%20%3Fx%20a%20%3Curn:none%3E%20%7D", ".tried"),
}


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("name", ASKING)
def test_no_rule_is_broken_where_queries_are_asked(
    page: Page, address: str, axe: str, name: str, colours: Literal["light", "dark"]
) -> None:
    path, awaited = ASKING[name]
    page.emulate_media(color_scheme=colours, reduced_motion="reduce")
    page.goto(address + path)
    expect(page.locator(".editor.ready")).to_be_visible()
    expect(page.locator(awaited).first).to_be_visible()
    expect(page.locator(".termlist li").first).to_be_attached()
    assert broken(page, axe) == []
