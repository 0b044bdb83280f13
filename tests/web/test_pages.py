"""The pages that the server writes: read, clicked through, without any script."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

#: Two organisations that have worked together, the first the one that did so most.
MOSCOW, TASHKENT = "UNESCO Office in Moscow", "UNESCO Office in Tashkent"


def test_a_fact_leads_to_its_words_and_the_words_to_their_fact(
    page: Page, address: str, places: dict[str, str]
) -> None:
    page.goto(f"{address}{places['passage'].partition('/passage/')[0]}")
    fact = page.locator(".fact:has(a.back)").first
    words = fact.locator("a.back").get_attribute("href")
    fact.locator("a.back").click()
    expect(page).to_have_url(re.compile(re.escape(str(words)) + "$"))
    marked = page.locator(":target")
    expect(marked).to_be_in_viewport()
    expect(marked.locator("a").first).to_be_visible()

    marked.locator("a").first.click()
    expect(page).to_have_url(re.compile(r"#fact-\d+$"))
    expect(page.locator(".fact:target")).to_be_in_viewport()


@pytest.mark.parametrize("what", ["passage", "row"])
def test_the_address_of_words_opens_them_in_their_source(
    page: Page, address: str, places: dict[str, str], what: str
) -> None:
    page.goto(address + places[what])
    expect(page).to_have_url(re.compile(r"/source/[^/#]+#"))
    expect(page.locator(":target")).to_be_in_viewport()


def test_from_an_organisation_to_its_partner(page: Page, address: str, places: dict[str, str]) -> None:
    page.goto(address + places["organisation"])
    expect(page.get_by_role("heading", level=1)).to_have_text(MOSCOW)
    page.get_by_role("link", name=TASHKENT).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TASHKENT)


def test_a_question_is_answered(page: Page, address: str) -> None:
    page.goto(f"{address}/questions")
    page.locator("main a[href^='/questions/']").first.click()
    expect(page).to_have_url(re.compile("/questions/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("table tbody tr").first).to_be_visible()


def test_all_is_read_without_scripts(browser: Browser, address: str, places: dict[str, str]) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in ("/", places["organisation"], places["activity"], "/sources"):
        page.goto(address + path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("main")).to_be_visible()
    context.close()
