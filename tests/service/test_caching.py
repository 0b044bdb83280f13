from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.seam import Change
from koinon.graph.terms import IRI, Quad, text
from koinon.service.caching import entity_tag

SELECT = "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%201"


def test_a_tag_is_weak_and_names_the_generation() -> None:
    assert entity_tag(12, "x").startswith('W/"12-')
    assert entity_tag(12, "x") != entity_tag(12, "y")


def test_what_the_client_holds_is_not_sent_again(ask, paths) -> None:  # type: ignore[no-untyped-def]
    for address in (
        SELECT,
        "/",
        paths["organisation"],
        paths["graph"],
        "/api/network",
        "/api/sources",
        "/ns",
    ):
        first = ask(address)
        again = ask(address, If_None_Match=f'"other", {first.headers["etag"]}')
        assert (first.status_code, again.status_code) == (200, 304), address
        assert again.content == b""
        assert again.headers["koinon-generation"] == first.headers["koinon-generation"]


def test_another_form_has_another_tag(ask, paths) -> None:  # type: ignore[no-untyped-def]
    turtle, json_ld = (ask(paths["place"], kind) for kind in ("text/turtle", "application/ld+json"))
    assert turtle.headers["etag"] != json_ld.headers["etag"]


def test_a_new_generation_is_served_at_once(ask, store: EmbeddedStore) -> None:  # type: ignore[no-untyped-def]
    before = ask(SELECT)
    label = Quad(IRI("http://e/s"), IRI("http://e/p"), text("new"), IRI("http://e/g"))
    store.apply(Change(added=frozenset({label})))
    after = ask(SELECT, If_None_Match=before.headers["etag"])
    assert after.status_code == 200
    assert int(after.headers["koinon-generation"]) == int(before.headers["koinon-generation"]) + 1


def test_what_is_new_each_time_has_no_tag(ask) -> None:  # type: ignore[no-untyped-def]
    assert "etag" not in ask("/sparql?query=SELECT%20(NOW()%20AS%20%3Fn)%20%7B%7D").headers
