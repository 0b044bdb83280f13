"""The story of the network screen, from a cold start to a link that opens the same view."""

import re
from pathlib import Path

from playwright.sync_api import Page, Route, expect

MOSCOW = "UNESCO Office in Moscow"
HERMITAGE = "State Hermitage Museum"
ALMATY = "UNESCO Office in Almaty"


def open_network(page: Page, address: str, query: str = "") -> None:
    page.goto(f"{address}/{query}")
    expect(page.locator(".strip").get_by_role("status")).to_contain_text("data version 1")


def open_filters(page: Page) -> None:
    if page.locator(".drawer").get_attribute("open") is None:
        page.locator(".drawer > summary").click()


def find(page: Page, name: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


_FIRST_NODE = """
() => {
    const layer = document.querySelector('.canvas canvas.sigma-mouse');
    const box = layer.getBoundingClientRect();
    for (let y = box.top + 8; y < box.bottom; y += 6) {
        for (let x = box.left + 8; x < box.right; x += 6) {
            layer.dispatchEvent(new MouseEvent('mousemove', {clientX: x, clientY: y, bubbles: true}));
            if (document.querySelector('.canvas').dataset.over) return [x, y];
        }
    }
    return null;
}
"""


def click_a_node(page: Page) -> None:
    """Click the first node that the pointer meets on its way over the picture, line by line."""
    page.locator(".canvas").scroll_into_view_if_needed()
    expect(page.locator(".canvas canvas.sigma-mouse")).to_be_visible()
    place = page.evaluate(_FIRST_NODE)
    assert place is not None, "There is no node in the picture."
    page.mouse.click(*place)


def test_from_a_filter_to_a_link_that_opens_the_same(page: Page, address: str) -> None:
    open_network(page, address)
    expect(page.get_by_role("status").last).to_be_attached()
    expect(page.locator(".strip .meta")).to_have_text(re.compile(r"^47 of 47 nodes, 180 ties"))

    open_filters(page)
    page.get_by_role("checkbox", name=re.compile(r"^training \d")).check()
    expect(page).to_have_url(re.compile(r"\?kind=training$"))
    expect(page.locator(".strip .meta")).not_to_contain_text("180 ties")

    click_a_node(page)
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.get_by_role("heading", level=2)).not_to_be_empty()
    panel.locator(".partners button").first.click()
    expect(panel.locator("blockquote mark.phrase").first).to_be_visible()
    expect(panel.get_by_role("link", name="Read it in its text").first).to_have_attribute(
        "href", re.compile(r"^/source/[^#]+#(passage|row)-\d")
    )

    find(page, HERMITAGE)
    expect(panel.get_by_role("heading", level=2)).to_have_text(HERMITAGE)
    page.keyboard.press("p")
    find(page, ALMATY)
    expect(panel.get_by_role("heading", level=2)).to_have_text(f"{HERMITAGE} → {ALMATY}")
    expect(panel.locator(".hops blockquote").first).to_be_visible()

    before = page.url
    page.reload()
    expect(panel.get_by_role("heading", level=2)).to_have_text(f"{HERMITAGE} → {ALMATY}")
    assert page.url == before
    page.go_back()
    expect(panel.get_by_role("heading", level=2)).to_have_text(HERMITAGE)


def test_a_tie_opens_the_words_in_their_text(page: Page, address: str) -> None:
    ends = ("moscow-office-unesco-vsfws5vh", "office-tashkent-unesco-4mrpbyhw")
    open_network(page, address, "?" + "&".join(f"tie=organisation/{end}" for end in ends))
    for kind in ("passage", "row"):
        page.locator(f".panel a[href*='#{kind}-']").first.click()
        expect(page).to_have_url(re.compile(rf"/source/[^#]+#{kind}-"))
        expect(page.locator(":target")).to_be_in_viewport()
        page.go_back()


def test_what_can_be_taken_away(page: Page, address: str) -> None:
    open_network(page, address, "?kind=training")
    page.locator(".menu summary").click()
    for name, begins in (
        ("Gephi (GEXF)", b"<?xml"),
        ("Ties (CSV)", b"source"),
        ("Picture for print (SVG)", b"<svg"),
        ("Picture (PNG)", b"\x89PNG"),
    ):
        with page.expect_download() as kept:
            page.locator(".menu").get_by_text(name, exact=True).click()
        assert Path(kept.value.path()).read_bytes().lstrip(b"\xef\xbb\xbf").startswith(begins), name

    page.get_by_role("button", name="Cite this view").click()
    dialog = page.get_by_role("dialog", name="Cite this view")
    expect(dialog).to_contain_text("Cooperation network under kind training. Data version 1.")
    dialog.get_by_role("button", name="Copy citation").click()
    assert "kind=training&data=1" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_link_tells_when_the_data_have_moved_on(page: Page, address: str) -> None:
    open_network(page, address, "?data=7")
    expect(page.get_by_text("it showed version 7, this is version 1")).to_be_visible()


def test_the_picture_becomes_a_query(page: Page, address: str) -> None:
    open_network(page, address, "?kind=training")
    page.get_by_role("link", name="Show as SPARQL").click()
    expect(page).to_have_url(re.compile(r"/sparql\?query="))
    expect(page.get_by_text("SELECT ").first).to_be_attached()


def test_the_table_tells_what_the_picture_shows(page: Page, address: str) -> None:
    open_network(page, address, "?show=table")
    rows = page.locator(".sheet tbody tr")
    expect(rows).to_have_count(47)
    expect(rows.first).to_contain_text(MOSCOW)
    page.get_by_role("button", name="Name").click()
    expect(page.locator(".sheet th[aria-sort=ascending]")).to_have_text("Name")
    page.get_by_role("group", name="Table").get_by_role("button", name="Ties").click()
    expect(rows).to_have_count(180)
    rows.first.get_by_role("button").click()
    expect(page.locator(".panel blockquote").first).to_be_visible()


def test_every_key_does_what_the_help_says(page: Page, address: str) -> None:
    open_network(page, address)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("copy the link")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Keys")).to_be_hidden()

    find(page, MOSCOW)
    for key, depth in (("e", "1"), ("2", "2"), ("3", "3"), ("1", "1")):
        page.keyboard.press(key)
        expect(page).to_have_url(re.compile(f"&depth={depth}$"))
    page.keyboard.press("e")
    expect(page).not_to_have_url(re.compile("depth="))
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("show=table"))
    expect(page.locator(".sheet")).to_be_visible()
    page.keyboard.press("t")
    expect(page.locator(".canvas")).to_be_visible()
    page.keyboard.press("f")
    page.keyboard.press("p")
    expect(page.get_by_text("Now choose the other end of the path.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Now choose the other end of the path.")).to_be_hidden()
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert "node=organisation/" in page.evaluate("navigator.clipboard.readText()")
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_have_count(0)


def test_the_page_speaks_four_languages(page: Page, address: str) -> None:
    open_network(page, address)
    for code, said in (("fr", "Réseau"), ("ru", "Сеть"), ("es", "Red"), ("en", "Network")):
        page.get_by_role("banner").get_by_role("combobox").last.select_option(code)
        expect(page.locator(".bar nav [aria-current]")).to_have_text(said)
        assert page.locator("html").get_attribute("lang") == code


def test_a_filter_that_leaves_nothing_says_what_to_do(page: Page, address: str) -> None:
    page.goto(f"{address}/?from=1900&to=1901")
    expect(page.get_by_role("heading", name="No two nodes are tied under these filters.")).to_be_visible()
    page.locator(".nothing").get_by_role("button", name="Clear all").click()
    expect(page.locator(".strip .meta")).to_contain_text("180 ties")


def test_a_filter_that_is_not_understood_is_told_in_a_sentence(
    page: Page, address: str, faults: list[str]
) -> None:
    page.goto(f"{address}/?from=2012&to=2010")
    expect(page.get_by_role("alert")).to_contain_text("from=2012 is later than to=2010")
    # The browser notes each answer that refuses.
    assert all("400" in fault for fault in faults)
    faults.clear()


def test_the_search_finds_what_the_picture_does_not_show(page: Page, address: str) -> None:
    open_network(page, address)
    page.keyboard.press("/")
    page.keyboard.type("Azerbaijn")  # a slip of the pen, and no organisation is called just so
    page.get_by_role("option", name=re.compile(r"^Azerbaijan country")).click()
    expect(page).to_have_url(re.compile("/country/|country/AZE"))


_FIRST_TIE = """
() => {
    const canvas = document.querySelector('.canvas'), layer = canvas.querySelector('canvas.sigma-mouse');
    const box = layer.getBoundingClientRect();
    for (let y = box.top + 60; y < box.bottom - 60; y += 4) {
        for (let x = box.left + 8; x < box.right - 8; x += 4) {
            layer.dispatchEvent(new MouseEvent('mousemove', {clientX: x, clientY: y, bubbles: true}));
            if (canvas.classList.contains('pointing') && !canvas.dataset.over) return [x, y];
        }
    }
    return null;
}
"""


def test_a_click_on_a_tie_opens_the_words_that_state_it(page: Page, address: str) -> None:
    open_network(page, address)
    page.locator(".canvas").scroll_into_view_if_needed()
    expect(page.locator(".canvas canvas.sigma-mouse")).to_be_visible()
    place = page.evaluate(_FIRST_TIE)
    assert place is not None, "There is no tie in the picture."
    page.mouse.click(*place)
    expect(page).to_have_url(re.compile("tie=organisation/.*&tie=organisation/"))
    expect(page.locator(".panel blockquote").first).to_be_visible()


def test_nodes_are_chosen_by_a_line_around_them(page: Page, address: str) -> None:
    open_network(page, address)
    canvas = page.locator(".canvas")
    canvas.scroll_into_view_if_needed()
    expect(page.locator(".canvas canvas.sigma-mouse")).to_be_visible()
    box = canvas.bounding_box()
    assert box is not None
    left, top, right, bottom = (
        box["x"] + 4,
        box["y"] + 4,
        box["x"] + box["width"] - 4,
        box["y"] + box["height"] - 4,
    )
    page.keyboard.down("Shift")
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        page.mouse.move(x, y, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.get_by_role("heading", level=2)).to_have_text("47 nodes chosen")
    expect(panel).to_contain_text("180 ties among them")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)


def test_nodes_are_chosen_in_the_table_and_shown_alone(page: Page, address: str) -> None:
    open_network(page, address, "?show=table")
    for name in (MOSCOW, ALMATY, HERMITAGE):
        page.get_by_role("checkbox", name=f"Choose {name}").check()
    panel = page.get_by_role("complementary", name="What is chosen")
    expect(panel.get_by_role("heading", level=2)).to_have_text("3 nodes chosen")
    panel.get_by_role("button", name="Only these").click()
    expect(page.locator(".sheet tbody tr")).to_have_count(3)
    expect(page.locator(".strip .meta")).to_contain_text("3 of 47 nodes")
    before = page.url
    page.reload()
    expect(page.locator(".sheet tbody tr")).to_have_count(3)
    assert page.url == before
    page.keyboard.press("Escape")
    expect(page.locator(".sheet tbody tr")).to_have_count(47)
    expect(page.get_by_role("checkbox", name=f"Choose {ALMATY}")).to_be_checked()


def test_a_network_too_large_to_draw_shows_communities_that_open(page: Page, address: str) -> None:
    # The shipped network is small: the service is asked to answer as it would for a large one.
    def fold(route: Route) -> None:
        answer = route.fetch(url=f"{address}/api/network/communities", headers={"Accept": "application/json"})
        route.fulfill(response=answer)

    page.route("**/api/network?fold=yes", fold)
    page.goto(f"{address}/")
    expect(page.get_by_text("too many to draw one by one")).to_be_visible()
    expect(page.locator(".strip .meta")).to_contain_text("communities with 47 of 47 nodes")
    click_a_node(page)
    expect(page).to_have_url(re.compile(r"\?community=\d+$"))
    expect(page.get_by_text("One community of the network.")).to_be_visible()
    expect(page.locator(".strip .meta")).to_have_text(re.compile(r"^(?!47)\d+ of \d+ nodes"))
    page.reload()
    expect(page.get_by_text("One community of the network.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("too many to draw one by one")).to_be_visible()
