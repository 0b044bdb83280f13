import json

import pyoxigraph as ox

from koinon.graph.terms import IRI, Triple, text, to_oxigraph, typed
from koinon.service.entities.json_ld import json_ld

E = "http://e/"
ABOUT = IRI(E + "x")
CONTEXT = {
    "e": E,
    "id": "@id",
    "name": {"@id": "e:name", "@container": "@language"},
    "title": {"@id": "e:title", "@language": "en"},
    "knows": {"@id": "e:knows", "@type": "@id", "@container": "@set"},
    "age": {"@id": "e:age", "@type": "http://www.w3.org/2001/XMLSchema#integer"},
    "scoped": {"@id": "e:scoped", "@context": {"name": "e:other"}},
    "listed": {"@id": "e:listed", "@container": "@list"},
    "inverse": {"@reverse": "e:knows"},
}


def _written(*said: tuple[str, object]) -> tuple[dict[str, object], bytes]:
    triples = [Triple(ABOUT, IRI(E + name), value) for name, value in said]  # type: ignore[arg-type]
    content = json_ld(triples, ABOUT, CONTEXT)
    parsed = {quad.triple for quad in ox.parse(content, ox.RdfFormat.JSON_LD)}
    assert parsed == {ox.Triple(ox.NamedNode(s), ox.NamedNode(p), to_oxigraph(o)) for s, p, o in triples}
    return json.loads(content), content


def test_names_by_language_stand_under_their_language() -> None:
    said, _ = _written(("name", text("a", "en")), ("name", text("b", "fr")), ("name", text("c", "fr")))
    assert said["name"] == {"en": "a", "fr": ["b", "c"]}


def test_a_name_that_does_not_fit_a_value_is_not_used() -> None:
    said, _ = _written(("name", text("plain")), ("title", text("titre", "fr")), ("knows", text("nobody")))
    assert said["e:name"] == "plain"
    assert said["title"] == {"@value": "titre", "@language": "fr"}
    assert said["e:knows"] == "nobody"


def test_a_title_in_the_language_of_the_context_is_plain() -> None:
    said, _ = _written(("title", text("title", "en")))
    assert said["title"] == "title"


def test_references_are_addresses_and_numbers_are_numbers() -> None:
    said, _ = _written(
        ("knows", IRI(E + "y")), ("age", typed(12, "integer")), ("weight", typed("1.5", "decimal"))
    )
    assert said["knows"] == [E + "y"]
    assert said["age"] == 12
    assert said["e:weight"] == {"@value": "1.5", "@type": "http://www.w3.org/2001/XMLSchema#decimal"} or said[
        "e:weight"
    ] == {"@value": "1.5", "@type": "xsd:decimal"}


def test_containers_and_scopes_that_are_not_understood_are_passed_over() -> None:
    said, _ = _written(("scoped", text("a")), ("listed", text("b")))
    assert (said["e:scoped"], said["e:listed"]) == ("a", "b")


def test_the_context_holds_the_names_in_use_alone() -> None:
    said, _ = _written(("title", text("t", "en")))
    assert set(said["@context"]) == {"id", "e", "title"}  # type: ignore[call-overload]


def test_things_that_name_each_other_are_written_once() -> None:
    y = IRI(E + "y")
    triples = [Triple(ABOUT, IRI(E + "knows"), y), Triple(y, IRI(E + "knows"), ABOUT)]
    said = json.loads(json_ld(triples, ABOUT, CONTEXT))
    assert said["knows"] == [{"id": y, "knows": [ABOUT]}]


def test_what_nothing_reaches_stands_beside() -> None:
    triples = [
        Triple(ABOUT, IRI(E + "title"), text("t", "en")),
        Triple(IRI(E + "z"), IRI(E + "knows"), ABOUT),
    ]
    said = json.loads(json_ld(triples, ABOUT, CONTEXT))
    assert said["@included"] == [{"id": E + "z", "knows": [ABOUT]}]
