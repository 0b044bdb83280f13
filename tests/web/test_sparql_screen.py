"""The story of the SPARQL screen: a question, its fields, its result seen in several ways; a query."""

import json
import re
from pathlib import Path

import httpx
from playwright.sync_api import Browser, Page, expect

HP = "https://w3id.org/heritage-partnerships/ns#"
HTML = {"Accept": "text/html"}
PAIRS = "02-who-works-together-most"
#: A product of everything with everything with everything, which no machine counts within the limit.
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?j) }"


def open_sparql(page: Page, address: str, path: str = "/sparql") -> None:
    page.goto(address + path)
    expect(page.locator(".editor.ready .cm-content")).to_be_visible()
    expect(page.locator(".asked li").first).to_be_attached()


def write(page: Page, query: str) -> None:
    """Put a query in the place of what stands in the editor, as if pasted."""
    page.locator(".cm-content").click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def run(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("ControlOrMeta+Enter")


def rows(page: Page) -> int:
    told = page.locator(".resultbar .meta")
    expect(told).to_have_text(re.compile(r"^[\d,]+ (row|statement)"))
    return int(re.sub(r"\D", "", told.inner_text().split("·")[0]))


def open_questions(page: Page) -> None:
    if page.locator(".drawer").first.get_attribute("open") is None:
        page.locator(".drawer > summary").first.click()


def test_a_question_its_field_and_its_network(page: Page, address: str) -> None:
    open_sparql(page, address)
    open_questions(page)
    page.get_by_role("link", name="Which pairs of organisations have worked together most").click()
    expect(page).to_have_url(f"{address}/questions/{PAIRS}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Which pairs of organisations")
    few = rows(page)
    assert few == 3

    field = page.get_by_label("In how many activities at least")
    field.fill("3")
    field.press("Enter")
    expect(page).to_have_url(f"{address}/questions/{PAIRS}?least=3")
    expect(page.locator(".cm-content")).to_contain_text("VALUES ?least { 3 }")
    expect(page.locator(".resultbar .meta")).not_to_contain_text("3 rows")
    many = rows(page)
    assert many > few

    page.get_by_role("button", name="Network", exact=True).click()
    expect(page).to_have_url(f"{address}/questions/{PAIRS}?least=3#network")
    expect(page.locator(".drawnresult canvas.sigma-mouse")).to_be_visible()
    expect(page.locator(".legendline")).to_contain_text(f"{many} ties")
    expect(page.locator(".legendline")).to_contain_text("ties weigh shared")

    before = page.url
    page.reload()
    expect(page.locator(".drawnresult canvas.sigma-mouse")).to_be_visible()
    expect(page.get_by_label("In how many activities at least")).to_have_value("3")
    assert page.url == before
    page.go_back()
    expect(page.get_by_label("In how many activities at least")).to_have_value("5")


def test_a_result_opens_in_the_network(page: Page, address: str) -> None:
    query = """PREFIX hp: <https://w3id.org/heritage-partnerships/ns#>
SELECT ?one ?other ?shared WHERE {
  ?tie hp:between ?one , ?other ; hp:sharedActivities ?shared FILTER (STR(?one) < STR(?other))
}"""
    open_sparql(page, address)
    run(page, query)
    assert rows(page) == 180
    # Addresses are told by their names, which the query did not ask for.
    expect(page.locator(".sheet td a").first).to_have_text(re.compile(r"^[^/:]+$"))
    expect(page.locator(".sheet tbody tr")).to_have_count(100)
    page.get_by_role("button", name="Later rows").click()
    expect(page.locator(".pager [role=status]")).to_have_text("Rows 101–180 of 180")

    page.get_by_role("button", name="Network", exact=True).click()
    layer = page.locator(".drawnresult canvas.sigma-mouse")
    expect(layer).to_be_visible()
    expect(page.locator(".drawnresult .stage")).to_have_attribute("aria-busy", "false")
    layer.scroll_into_view_if_needed()
    place = page.evaluate(_FIRST_NODE)
    assert place is not None, "There is no node in the picture."
    page.mouse.click(*place)
    expect(page.locator(".chosen h2")).not_to_be_empty()
    page.get_by_role("link", name="Open in network").click()
    expect(page).to_have_url(re.compile(r"/\?node=organisation/"))
    expect(page.get_by_role("complementary", name="What is chosen")).to_be_visible()


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


def involvements(address: str) -> int:
    """Count the involvements in the data that ship."""
    query = "PREFIX hp: <https://w3id.org/heritage-partnerships/ns#> SELECT ?x { ?x a hp:Involvement }"
    answer = httpx.get(f"{address}/sparql", params={"query": query, "format": "csv"}, timeout=60)
    return len(answer.text.splitlines()) - 1


def test_completion_knows_the_data(page: Page, address: str) -> None:
    open_sparql(page, address)
    write(page, "SELECT * WHERE { ?x a ")
    page.keyboard.type("Invo")
    choice = page.locator(".cm-tooltip-autocomplete li").first
    expect(choice).to_contain_text("hp:Involvement")
    expect(choice).to_contain_text(str(involvements(address)))
    page.keyboard.press("Tab")
    content = page.locator(".cm-content")
    expect(content).to_contain_text("PREFIX hp: <https://w3id.org/heritage-partnerships/ns#>")
    page.keyboard.insert_text(" ; ")
    page.keyboard.type("hp:rol")
    expect(choice).to_contain_text("hp:role")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(" ")
    page.keyboard.press("Control+Space")
    expect(page.locator(".cm-tooltip-autocomplete li").filter(has_text="role:organiser")).to_be_visible()
    page.locator(".cm-tooltip-autocomplete li").filter(has_text="role:host").click()
    expect(content).to_contain_text("PREFIX role:")
    page.keyboard.insert_text(" }")
    page.keyboard.press("ControlOrMeta+Enter")
    assert rows(page) > 0


def test_a_query_is_stopped(page: Page, address: str) -> None:
    open_sparql(page, address)
    write(page, ENDLESS)
    page.get_by_role("button", name=re.compile("^Run")).click()
    expect(page.get_by_text("of at most 10 s")).to_be_visible()
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_text("Stopped after")).to_be_visible()
    # Whoever stops is free to ask the next question at once.
    run(page, "ASK { ?x ?y ?z }")
    expect(page.locator(".yes")).to_have_text("Yes.")


def test_an_error_is_told_in_a_sentence_and_its_line_is_marked(
    page: Page, address: str, faults: list[str]
) -> None:
    open_sparql(page, address)
    run(page, "SELECT ?x WHERE {\n  ?x a ?y .\n  FILTR (?x)\n}")
    expect(page.get_by_role("alert")).to_contain_text("The query is not SPARQL at line 3")
    expect(page.locator(".cm-fault")).to_contain_text("FILTR")
    page.get_by_role("button", name="Go to line 3").click()
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.type(" ")
    expect(page.locator(".cm-fault")).to_have_count(0)
    # The browser notes each answer that refuses.
    assert all("400" in fault for fault in faults)
    faults.clear()


def test_an_empty_result_is_explained_and_mended(page: Page, address: str) -> None:
    open_sparql(page, address)
    run(
        page,
        "PREFIX hp: <https://w3id.org/heritage-partnerships/ns#>\nSELECT * WHERE { ?x hp:involvment ?y }",
    )
    expect(page.locator(".empty")).to_contain_text("did you mean hp:involvement?")
    expect(page.locator(".empty .failed")).to_contain_text("?x hp:involvment ?y")
    page.get_by_role("button", name="Use hp:involvement instead").click()
    assert rows(page) == involvements(address)


def test_what_does_not_fit_says_why(page: Page, address: str) -> None:
    open_sparql(page, address, "/questions/04-countries-by-year")
    # It can be pressed all the same, to be told why: playwright takes it for one that cannot.
    page.get_by_role("button", name="Network", exact=True).click(force=True)
    expect(page.get_by_text("A network needs two columns of things")).to_be_visible()
    page.get_by_role("button", name="Chart", exact=True).click()
    expect(page.get_by_role("img", name="countries by year")).to_be_visible()
    expect(page.locator(".chart rect").first).to_be_visible()
    assert page.url.endswith("#chart")


def test_queries_are_saved_linked_and_given_to_programs(page: Page, address: str) -> None:
    open_sparql(page, address)
    query = "# How many are there?\nSELECT (COUNT(*) AS ?n) WHERE { ?x ?y ?z }"
    run(page, query)
    assert rows(page) == 1
    open_questions(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="How many are there?", exact=True)).to_be_visible()

    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}/sparql?query=")

    page.get_by_role("button", name="From a program").click()
    dialog = page.get_by_role("dialog", name="From a program")
    for tool in ("curl", "Python", "R"):
        dialog.get_by_role("button", name=tool, exact=True).click()
        expect(dialog.locator("pre")).to_contain_text(f"{address}/sparql")
    page.keyboard.press("Escape")

    page.goto(link)
    assert rows(page) == 1
    open_questions(page)
    page.get_by_role("button", name="Forget “How many are there?”").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()


def test_results_are_taken_away(page: Page, address: str) -> None:
    open_sparql(page, address, f"/questions/{PAIRS}")
    assert rows(page) == 3
    for form, begins in (("CSV", b"one,other"), ("JSON", b"{"), ("GEXF", b"<?xml")):
        with page.expect_download() as kept:
            page.get_by_role("button", name=form, exact=True).click()
        content = Path(kept.value.path()).read_bytes()
        assert content.startswith(begins), form
        assert b"UNESCO Office in Moscow" in content
    run(page, "CONSTRUCT { ?x a ?y } WHERE { ?x a ?y } LIMIT 5")
    assert rows(page) == 5
    with page.expect_download() as kept:
        page.get_by_role("button", name="TTL", exact=True).click()
    assert b" a " in Path(kept.value.path()).read_bytes() or b"rdf" in Path(kept.value.path()).read_bytes()


def test_every_key_does_what_the_help_says(page: Page, address: str) -> None:
    open_sparql(page, address, f"/questions/{PAIRS}")
    assert rows(page) == 3
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_contain_text("run the query")
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    expect(page).to_have_url(re.compile("#chart$"))
    page.keyboard.press("2")
    expect(page).to_have_url(re.compile("#network$"))
    page.keyboard.press("3")
    expect(page.get_by_text("A map needs a column of points")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator(".sheet")).to_be_visible()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Find a question")).to_be_focused()
    page.keyboard.press("Escape")
    page.locator("main").focus()
    page.keyboard.press("q")
    expect(page.locator(".cm-content")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cm-content")).not_to_be_focused()
    page.keyboard.press("l")
    expect(page.get_by_role("button", name="Copied", exact=True)).to_be_visible()


def test_the_screen_speaks_four_languages(page: Page, address: str) -> None:
    open_sparql(page, address)
    for code, said in (("fr", "Exécuter"), ("ru", "Выполнить"), ("es", "Ejecutar"), ("en", "Run")):
        page.get_by_role("banner").get_by_role("combobox").last.select_option(code)
        expect(page.locator(".toolbar .primary")).to_contain_text(said)


def test_the_page_is_read_without_a_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/questions/{PAIRS}?least=3")
    expect(page.get_by_role("table")).to_contain_text("UNESCO Office in Moscow")
    expect(page.get_by_label("In how many activities at least")).to_have_value("3")
    page.goto(f"{address}/sparql")
    page.locator("#query").fill("SELECT (1 + 1 AS ?two) {}")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_role("cell", name="2")).to_be_visible()
    expect(page.locator(".program pre")).to_contain_text(f"curl {address}/sparql")
    context.close()


def test_no_result_is_asked_for_twice(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    open_sparql(page, address, "/sparql?query=SELECT%20%2A%20%7B%20%3Fx%20%3Fy%20%3Fz%20%7D%20LIMIT%203")
    assert rows(page) == 3
    assert not [one for one in asked if one.startswith("POST")]


def test_what_the_script_is_told_cannot_leave_its_place(address: str) -> None:
    query = 'SELECT ("</script><script>alert(1)</script>" AS ?x) {}'
    page = httpx.get(f"{address}/sparql", params={"query": query}, headers=HTML, timeout=60)
    text = page.text
    told = re.search(r'<script type="application/json" id="told">(.*?)</script>', text, re.S)
    assert told is not None
    assert json.loads(told[1])["query"] == query
    assert "alert(1)</script>" not in text
