from urllib.parse import quote

LONG = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 200')}"
SHORT = f"/sparql?query={quote('ASK {}')}"
JSON = "application/sparql-results+json"


def test_answers_are_compressed_for_whoever_can_read_it(ask) -> None:  # type: ignore[no-untyped-def]
    plain = ask(LONG, JSON, Accept_Encoding="identity")
    packed = ask(LONG, JSON, Accept_Encoding="gzip")
    again = ask(LONG, JSON, Accept_Encoding="gzip")
    assert "content-encoding" not in plain.headers
    for answer in (packed, again):
        assert answer.headers["content-encoding"] == "gzip"
        assert int(answer.headers["content-length"]) < len(plain.content) / 4
        assert answer.json() == plain.json()
        assert answer.headers["etag"] == plain.headers["etag"]  # which is weak: the same statements
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.headers["vary"]


def test_pages_and_networks_are_compressed_too(ask) -> None:  # type: ignore[no-untyped-def]
    for address in ("/", "/api/network", "/ns"):
        assert ask(address, Accept_Encoding="gzip").headers["content-encoding"] == "gzip", address


def test_what_is_short_is_sent_as_it_is(ask) -> None:  # type: ignore[no-untyped-def]
    assert "content-encoding" not in ask(SHORT, JSON, Accept_Encoding="gzip").headers
