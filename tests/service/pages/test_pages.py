"""Pages as a reader meets them."""

import re

import pytest

from koinon.service.pages.sheets import sheet

HTML = "text/html"


def _plain(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def test_an_organisation_shows_its_ties_by_role_with_the_words(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["organisation"], HTML).text
    assert "Бюро ЮНЕСКО" in page
    assert page.index(">organiser</a>") < page.index('<li id="year-2013">') < page.index("<blockquote")
    assert '<mark class="phrase">organized by</mark>' in page
    assert '<mark class="organisation">UNESCO Moscow Office</mark>' in page
    assert f'href="{paths["tie"]}"' in page
    assert f'href="{paths["partner"]}"' in page


def test_an_organisation_shows_its_years_and_places_and_what_can_be_taken_away(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["organisation"], HTML).text
    assert '<a href="#year-2013" aria-label="2013: 1 activity">' in page
    assert f'<a href="{paths["place"]}" aria-label="Baku: 1">' in page
    assert f'href="{paths["organisation"]}?format=jsonld"' in page
    assert "Koinon, data version 0." in _plain(page)
    taken = re.search(r'href="(/api/network/ego[^"]+format=csv)"', page)
    assert taken
    assert "Centre “EkoSfera”" in ask(taken[1].replace("&amp;", "&")).text


def test_a_place_names_what_it_is_called_elsewhere_and_shows_where_it_lies(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["place"], HTML).text
    assert '<a href="https://www.geonames.org/587084">587084</a>' in page
    assert '<svg class="locator"' in page
    assert '<svg class="locator"' in ask("/country/AZE", HTML).text
    assert '<svg class="locator"' in ask(paths["activity"], HTML).text


def test_pages_hold_no_script_and_no_style_of_their_own(ask, paths) -> None:  # type: ignore[no-untyped-def]
    for path in (*paths.values(), "/sparql?query=ASK{}", "/sources", "/questions"):
        page = ask(path, HTML).text
        # Data, which nothing runs, and files of this server's own.
        own = r'<script type="(?:application/(?:ld\+)?json"(?: id="\w+")?|module" src="/static/[\w./-]+")>'
        assert all(re.fullmatch(own, script) for script in re.findall(r"<script[^>]*>", page))
        assert not re.search(r"<style|\sstyle=|\son\w+=", page)


def test_an_activity_shows_who_took_part_when_and_where(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["activity"], HTML).text
    assert "30 October – 3 November 2013" in page
    assert f'href="{paths["place"]}"' in page
    assert page.index(">organiser</a>") < page.index(">partner</a>")
    assert '<q class="phrase" dir="auto">in partnership with</q>' in page
    assert 'href="/country/BLR"' in page
    assert "Experts from Belarus took part." in _plain(page)


def test_every_statement_shows_its_words_source_and_rule(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["activity"], HTML).text
    table = page[page.index("Every statement") :]
    row = next(row for row in table.split("<tr>") if "2013-10-30" in row)
    assert "30 October to 3 November 2013" in row
    assert "dates.range" in row
    assert paths["source"] in row


def test_a_source_shows_its_text_with_everything_marked(ask, paths, account) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["source"], HTML).text
    text = page[page.index('<div class="text"') : page.index("<aside")]
    assert (
        re.sub(r"<[^>]+>", "", text)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .strip()
        .startswith(account.text)
    )
    for kind in ("organisation", "phrase", "activity", "date", "place"):
        assert f'<mark class="{kind}"' in text
    targets = re.findall(r'class="back" href="#([^"]+)"', page)
    assert len(targets) >= 6
    for target in targets:
        assert f'id="{target}"' in text


def test_the_words_of_a_source_lead_to_its_facts(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["source"], HTML).text
    led = re.findall(r'<mark class="(\w+)" id="[^"]+"><a href="#fact-(\d+)">([^<]+)</a>', page)
    assert {(what, words) for what, _, words in led} >= {
        ("phrase", "organized by"),
        ("organisation", "UNESCO Moscow Office"),
        ("date", "30 October to 3 November 2013"),
        ("place", "Baku"),
    }
    facts = dict(re.findall(r'<li id="fact-(\d+)" class="fact">(.*?)</li>', page, re.S))
    numbers = {words: number for _, number, words in led}
    assert numbers["organized by"] == numbers["UNESCO Moscow Office"]
    assert "organiser" in facts[numbers["organized by"]]
    assert f'href="{paths["organisation"]}"' in facts[numbers["organized by"]]
    assert f'href="{paths["place"]}"' in facts[numbers["Baku"]]
    assert "30 October 2013" in facts[numbers["30 October to 3 November 2013"]]


def test_words_that_run_from_right_to_left_are_set_so(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["source"], HTML).text
    assert re.search(r'<div class="text" dir="auto"[^>]*>', page)
    assert re.search(r'<q class="\w+" dir="auto">', page)


def test_a_source_that_was_a_table_shows_a_table_whose_cells_facts_point_to() -> None:
    shown = sheet('activity,heritage type\n\n"Fair, small",crafts\nTalk,\n')
    assert shown is not None
    assert shown.columns == ("activity", "heritage type")
    assert [(number, [cell.text for cell in cells]) for number, cells in shown.rows] == [
        (1, ["Fair, small", "crafts"]),
        (2, ["Talk", ""]),
    ]
    assert shown.rows[0][1][1].place == "1-heritage-type"
    assert sheet("One line of prose.") is None


def test_a_tie_shows_what_makes_it(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(paths["tie"], HTML).text
    assert "worked together in 1 activity" in _plain(page)
    assert f'href="{paths["activity"]}"' in page
    assert page.count("<blockquote ") == 2


def test_a_place_and_its_country_show_what_took_place(ask, paths) -> None:  # type: ignore[no-untyped-def]
    place, country = ask(paths["place"], HTML).text, ask("/country/AZE", HTML).text
    assert "40.38° N, 49.89° E" in place
    for page in (place, country):
        assert f'href="{paths["activity"]}"' in page
    assert f'href="{paths["partner"]}"' in country


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("/role/partner", "partner"),
        ("/organisation-kind/ngo", "partner"),
        ("/heritage-type/museums", "activity"),
    ],
)
def test_a_concept_shows_what_it_is_used_of(address: str, named: str, ask, paths) -> None:  # type: ignore[no-untyped-def]
    assert f'href="{paths[named]}"' in ask(address, HTML).text


def test_the_first_page_counts_draws_and_quotes(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask("/", HTML).text
    assert "<dt>organisations</dt><dd>2</dd>" in page
    assert "<dt>years</dt><dd>2013</dd>" in page
    assert "<svg" in page
    assert f'href="{paths["organisation"]}"' in page
    assert '<mark class="phrase">in partnership with</mark>' in page


def test_names_follow_the_language_of_the_reader(ask, paths) -> None:  # type: ignore[no-untyped-def]
    assert ">Biélorussie</a>" in ask(paths["activity"], HTML, Accept_Language="fr, en;q=0.5").text
    assert ">Belarus</a>" in ask(paths["activity"], HTML, Accept_Language="de").text


def test_the_api_page_tells_every_operation(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask("/docs", HTML).text
    for path in ask("/openapi.json").json()["paths"]:
        assert f" {path}</h2>" in page


def test_a_question_shows_its_query_and_its_answer(ask) -> None:  # type: ignore[no-untyped-def]
    listed = ask("/api/questions").json()["questions"]
    if not listed:
        pytest.skip("the vocabulary ships no questions")
    page = ask(f"/questions/{listed[0]['name']}", HTML)
    assert page.status_code == 200
    assert "SELECT" in page.text
    assert ask("/questions/none", HTML).status_code == 404


def test_the_vocabulary_lists_its_terms(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask("/ns", HTML).text
    assert '<div id="Involvement">' in page
    assert "hp:agent" in page


def test_a_question_can_be_asked_again_with_other_values_in_its_fields(ask) -> None:  # type: ignore[no-untyped-def]
    name = "17-activities-of-a-country"
    page = ask(f"/questions/{name}?country=Belarus", HTML)
    assert page.status_code == 200
    assert 'name="country" value="Belarus"' in page.text
    assert "VALUES ?country { country:BLR }" in page.text
    assert '<option value="Belarus">' in page.text
    assert ask(f"/questions/{name}?country=AZ", HTML).text != page.text
    refused = ask(f"/questions/{name}?country=Atlantis", HTML)
    assert refused.status_code == 400
    assert "cannot hold “Atlantis”" in refused.text
    told = ask(f"/api/questions/{name}?country=Belarus").json()
    assert told["parameters"] == [
        {"name": "country", "label": "The country", "kind": "countries", "value": "Belarus"}
    ]
    assert ask(f"/api/questions/{name}?colour=red").status_code == 400


def test_the_page_of_sparql_begins_with_questions_whose_fields_can_be_changed(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask("/sparql", HTML).text
    assert page.count('<form class="fields"') >= 20
    assert 'action="/questions/17-activities-of-a-country"' in page
    assert page.index('<textarea id="query"') < page.index('id="examples"')
    assert "curl http://koinon.test/sparql" in page


def test_things_in_a_result_go_by_their_names(ask, paths) -> None:  # type: ignore[no-untyped-def]
    page = ask(
        "/sparql?query=SELECT ?s { ?s a <https://w3id.org/heritage-partnerships/ns%23Training> }", HTML
    )
    assert f'<td><a href="{paths["activity"]}">Museum Service</a></td>' in page.text


def test_the_page_of_a_query_shows_it_as_it_was_written(ask) -> None:  # type: ignore[no-untyped-def]
    page = ask("/sparql?query=SELECT+%2A+%7B+%3Csource%3E+%3Fp+%3Fo+%7D", HTML).text
    assert "SELECT * { &lt;source&gt; ?p ?o }</textarea>" in page
