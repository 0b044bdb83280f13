"""The terms for completion and the names of addresses, over HTTP."""

from urllib.parse import quote

from koinon.ontology.namespaces import HP, ORG, ROLE, SKOS

from ..conftest import BASE, Ask


def test_terms_come_with_how_often_they_are_used(ask: Ask) -> None:
    said = ask("/api/terms").json()
    assert said["prefixes"]["hp"] == HP
    classes = {one["id"]: one for one in said["classes"]}
    counted = ask(f"/sparql?format=json&query={quote(f'SELECT ?x {{ ?x a <{HP}Involvement> }}')}").json()
    assert classes[HP + "Involvement"]["count"] == len(counted["results"]["bindings"]) > 0
    properties = {one["id"]: one for one in said["properties"]}
    assert properties[SKOS + "prefLabel"]["count"] > 0
    assert properties[ORG + "classification"]["label"] == "kind of organisation"


def test_the_most_used_terms_come_first_and_those_of_the_vocabulary_in_any_case(ask: Ask) -> None:
    for kind in ("classes", "properties"):
        listed = ask("/api/terms").json()[kind]
        assert [one["count"] for one in listed] == sorted((one["count"] for one in listed), reverse=True)
        unused = [one for one in listed if not one["count"]]
        assert unused
        assert all(one["id"].startswith(HP) for one in unused)
        assert any(one["comment"] for one in unused)


def test_concepts_are_counted_by_what_leads_to_them(ask: Ask) -> None:
    counts = {one["id"]: one["count"] for one in ask("/api/terms").json()["concepts"]}
    assert counts[ROLE + "organiser"] > counts[ROLE + "funder"]


def test_things_are_named_in_the_language_of_the_reader(ask: Ask, paths: dict[str, str]) -> None:
    short = paths["organisation"].strip("/")
    things = (short, BASE + short, "http://publications.europa.eu/resource/authority/country/AZE")
    asked = "&".join(f"id={quote(one)}" for one in things)
    english = ask(f"/api/labels?{asked}", Accept_Language="en").json()["labels"]
    assert english == dict(
        zip(things, ("UNESCO Moscow Office", "UNESCO Moscow Office", "Azerbaijan"), strict=True)
    )
    russian = ask(f"/api/labels?{asked}", Accept_Language="ru").json()["labels"]
    assert russian[things[2]] == "Азербайджан"


def test_what_has_no_name_goes_by_the_end_of_its_address(ask: Ask) -> None:
    thing = "https://example.org/nothing/here"
    assert ask(f"/api/labels?id={quote(thing)}").json()["labels"] == {thing: "here"}


def test_too_many_things_or_none_are_refused(ask: Ask) -> None:
    for asked in ("", "?" + "&".join(["id=organisation/x"] * 301)):
        answer = ask(f"/api/labels{asked}")
        assert answer.status_code == 400
        assert "between 1 and 300" in answer.json()["detail"]
