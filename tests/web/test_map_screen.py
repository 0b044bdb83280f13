"""The story of the map, from a cold start to a link that opens the same view."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

COUNTRY = "http://publications.europa.eu/resource/authority/country/"
PAIR = f"tie={COUNTRY}KAZ&tie={COUNTRY}UZB"
# So many are listed at once; the page says that there are more.
MOST_ACTIVITIES, MOST_ROWS = 50, 200
BAKU = "place/geonames-587084"


def open_map(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/?screen=map{query}")
    expect(page.locator(".strip .meta")).to_contain_text("data version 1")


_FIRST_ARC = """
() => {
    const map = document.querySelector('.canvas.map');
    const box = map.getBoundingClientRect();
    for (let y = box.top + 8; y < box.bottom; y += 6) {
        for (let x = box.left + 8; x < box.right; x += 6) {
            const found = document.elementFromPoint(x, y);
            if (!found || !map.contains(found)) continue;
            const moved = {clientX: x, clientY: y, pointerId: 7, bubbles: true};
            map.dispatchEvent(new PointerEvent('pointermove', moved));
            if (map.dataset.meets === 'link') return [x, y];
        }
    }
    return null;
}
"""


def click_an_arc(page: Page) -> None:
    """Click the first arc that the pointer meets on its way over the map, line by line."""
    picture = page.locator(".canvas.map[data-ground=fine]")
    picture.scroll_into_view_if_needed()
    place = page.evaluate(_FIRST_ARC)
    assert place is not None, "There is no arc on the map."
    page.mouse.click(*place)


def test_from_an_arc_to_a_link_that_opens_the_same(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.get_by_role("link", name="Map & time").click()
    expect(page).to_have_url(re.compile(r"\?screen=map$"))
    strip = page.locator(".strip .meta")
    expect(strip).to_have_text(re.compile(r"^\d+ activities, \d+ places, \d+ pairs of countries"))
    whole, shown = page.locator(".roleyears strong").inner_text(), strip.inner_text()

    click_an_arc(page)
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.locator("blockquote").first).to_be_visible()
    expect(panel.get_by_role("link", name="Read it in its text").first).to_have_attribute(
        "href", re.compile(r"^/source/[^/#]+#(passage-|row-)?\d")
    )
    title = panel.get_by_role("heading", level=2).inner_text()

    bars = page.locator(".roleyears .bars")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box is not None
    middle = box["y"] + box["height"] / 3
    page.mouse.move(box["x"] + box["width"] * 0.19, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, middle, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"screen=map&from=\d{4}&to=\d{4}&tie="))
    expect(page.locator(".roleyears strong")).not_to_have_text(whole)
    chosen = page.locator(".roleyears strong").inner_text()
    assert re.fullmatch(r"\d{4}–\d{4}", chosen)
    expect(strip).not_to_have_text(shown)

    before = page.url
    page.reload()
    expect(panel.get_by_role("heading", level=2)).to_have_text(title)
    expect(page.locator(".roleyears strong")).to_have_text(chosen)
    assert page.url == before
    page.go_back()
    expect(page.locator(".roleyears strong")).to_have_text(whole)


def test_what_has_no_place_is_counted_and_listed(page: Page, address: str) -> None:
    open_map(page, address)
    button = page.get_by_role("button", name=re.compile(r"^\d+ activities without a place"))
    count = int(button.inner_text().split()[0])
    button.click()
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.get_by_role("heading", name=f"{count} activities", exact=True)).to_be_visible()
    expect(panel.locator(".shared")).to_have_count(min(count, MOST_ACTIVITIES))
    panel.locator(".shared summary").first.click()
    expect(panel.locator("blockquote").first).to_be_visible()


def test_a_place_opens_what_took_place_there(page: Page, address: str) -> None:
    open_map(page, address, f"&node={BAKU}")
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.get_by_role("heading", level=2)).to_have_text("Baku")
    expect(panel.locator(".shared")).to_have_count(2)


def test_the_table_tells_what_the_map_shows(page: Page, address: str) -> None:
    open_map(page, address, "&show=table")
    rows = page.locator(".sheet tbody tr")
    tables = page.get_by_role("group", name="Table")
    for name in ("Places", "Countries", "Pairs of countries"):
        button = tables.get_by_role("button", name=re.compile(rf"^{name} \d+$"))
        button.click()
        expect(rows).to_have_count(min(int(button.inner_text().split()[-1]), MOST_ROWS))
    rows.first.get_by_role("button").click()
    expect(page.locator(".panel blockquote").first).to_be_visible()


def test_filters_and_choice_are_those_of_the_network(page: Page, address: str) -> None:
    page.goto(f"{address}/?kind=training&node=organisation/moscow-office-unesco-vsfws5vh")
    expect(page.locator(".panel h2")).to_have_text("UNESCO Office in Moscow")
    page.get_by_role("link", name="Map & time").click()
    expect(page).to_have_url(re.compile(r"\?screen=map&kind=training&node=organisation/moscow"))
    expect(page.locator(".panel .shared").first).to_be_visible()
    page.get_by_role("link", name="Network", exact=True).click()
    expect(page.locator(".panel .partners li").first).to_be_visible()


def test_what_can_be_taken_away(page: Page, address: str) -> None:
    open_map(page, address, "&kind=training")
    expect(page.locator(".canvas.map[data-ground=fine]")).to_be_visible()
    page.locator(".menu summary").click()
    for name, begins in (
        ("Picture for print (SVG)", b"<svg"),
        ("Picture (PNG)", b"\x89PNG"),
        ("Map data (GeoJSON)", b'{"type":"FeatureCollection"'),
        ("Places (CSV)", b"id,label"),
        ("Ties (CSV)", b"source"),
    ):
        with page.expect_download() as kept:
            page.locator(".menu").get_by_text(name, exact=True).click()
        content = Path(kept.value.path()).read_bytes().lstrip(b"\xef\xbb\xbf")
        assert content.startswith(begins), name
        if name.endswith("(GeoJSON)"):
            kinds = {one["geometry"]["type"] for one in json.loads(content)["features"]}
            assert kinds == {"Point", "LineString"}
    page.get_by_role("button", name="Cite this view").click()
    expect(page.get_by_role("dialog", name="Cite this view")).to_contain_text(
        "Map of cooperation under kind training. Data version 1."
    )


def test_the_map_becomes_a_query(page: Page, address: str) -> None:
    open_map(page, address, "&kind=training")
    page.get_by_role("link", name="Show as SPARQL").click()
    expect(page).to_have_url(re.compile(r"/sparql\?query="))
    expect(page.get_by_text("SELECT ?place ?point").first).to_be_attached()


def test_keys_of_the_map(page: Page, address: str) -> None:
    open_map(page, address)
    page.keyboard.press("b")
    expect(page).to_have_url(re.compile("borders=no"))
    expect(page.get_by_text("no borders are drawn")).to_be_visible()
    page.keyboard.press("b")
    expect(page).not_to_have_url(re.compile("borders=no"))
    page.get_by_role("button", name="Zoom in").click()
    expect(page).to_have_url(re.compile(r"look=-?\d+\.\d\d,-?\d+\.\d\d,\d+\.\d\d"))
    page.keyboard.press("f")
    expect(page).not_to_have_url(re.compile("look="))
    page.keyboard.press("t")
    expect(page.locator(".sheet")).to_be_visible()
    page.keyboard.press("m")
    expect(page).not_to_have_url(re.compile("screen=map"))
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("screen=map"))


@pytest.mark.parametrize("language", ["fr", "ru", "es"])
def test_the_map_speaks(page: Page, address: str, language: str) -> None:
    open_map(page, address)
    page.locator(".tools select").select_option(language)
    said = {"fr": "activités sans lieu", "ru": r"мероприяти.+ без места", "es": "actividades sin lugar"}
    expect(page.get_by_role("button", name=re.compile(rf"^\d+ {said[language]}"))).to_be_visible()


def test_without_land_places_stand_where_they_are(page: Page, address: str, faults: list[str]) -> None:
    page.route("**/countries-*.json", lambda route: route.abort())
    open_map(page, address)
    expect(page.get_by_text("The outlines of the land could not be had")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile(r"^\d+ activities without a place"))).to_be_visible()
    assert faults
    faults.clear()
