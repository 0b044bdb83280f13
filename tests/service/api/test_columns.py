"""Networks as the explorer asks for them: in columns, packed, folded."""

import gzip
import json

from koinon.graph.network.columns import COLUMNS_TYPE, as_objects
from koinon.service.api.columns import network_reply


def test_columns_are_had_by_their_media_type_and_say_the_same(ask, paths) -> None:  # type: ignore[no-untyped-def]
    around = f"/api/network/ego?of=http://127.0.0.1:8000{paths['organisation']}&layout=yes"
    for address in ("/api/network", "/api/network?fold=yes", around, "/api/network/communities?number=0"):
        plain = ask(address)
        packed = ask(address, COLUMNS_TYPE, accept_encoding="gzip")
        assert plain.headers["content-type"] == "application/json"
        assert (packed.headers["content-type"], packed.headers["content-encoding"]) == (COLUMNS_TYPE, "gzip")
        assert "Accept" in packed.headers["vary"]
        assert plain.headers["etag"] != packed.headers["etag"]
        assert as_objects(packed.json()) == plain.json()


def test_columns_come_unpacked_to_whoever_cannot_unpack(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("/api/network", COLUMNS_TYPE, accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert as_objects(json.loads(answer.content)) == ask("/api/network").json()


def test_the_same_network_is_packed_into_the_same_bytes() -> None:
    network: dict[str, list[str]] = {"nodes": [], "edges": []}
    once, again = (b"".join(network_reply(network, "columns.gz").content) for _ in range(2))
    assert once == again
    assert json.loads(gzip.decompress(once))["edges"] == {}
