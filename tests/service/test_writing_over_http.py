"""Updates and graphs over HTTP: who may, what comes back, and what is refused."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import anyio.from_thread
import httpx
import pytest

from koinon.graph.store import create_store, current_generation
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.scopes import Scope
from koinon.service.sessions import Sessions
from koinon.service.settings import Settings, SettingsError
from koinon.service.tokens import Tokens
from koinon.service.writing.client import Writer, writer_options

BASE = "http://koinon.test/"
UPDATE = "application/sparql-update"
TURTLE = "text/turtle"
INSERT = f"INSERT DATA {{ GRAPH <{BASE}graphs/a> {{ <{BASE}s> <{BASE}p> 1 }} }}"


class Service:
    """A service of a store of its own, asked from a test."""

    def __init__(self, path: Path, portal: Any, **settings: Any) -> None:
        create_store(path, BASE)
        self.path = path
        self.tokens = {scope: Tokens(path).new(scope) for scope in Scope}
        self.sessions = Sessions()
        self._portal = portal
        chosen = Settings(store=path, upload_bytes=200_000, **settings)
        self.writer = Writer(writer_options(chosen))
        app = create_app(Generations.at(path), chosen, writer=self.writer, sessions=self.sessions)
        self.client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=BASE)

    def ask(
        self,
        method: str,
        url: str,
        content: bytes | str = b"",
        kind: str | None = None,
        scope: Scope | None = Scope.WRITE,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        sent |= {"Content-Type": kind} if kind else {}
        sent |= {"Authorization": f"Bearer {self.tokens[scope]}"} if scope else {}

        async def request() -> httpx.Response:
            return await self.client.request(method, url, headers=sent, content=content)

        answer: httpx.Response = self._portal.call(request)
        return answer

    def stop(self) -> None:
        self._portal.call(self.client.aclose)
        self._portal.call(self.writer.stop)


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Service]]:
    with anyio.from_thread.start_blocking_portal() as portal:
        services: list[Service] = []

        def make(**settings: Any) -> Service:
            services.append(Service(tmp_path_factory.mktemp("http") / "store", portal, **settings))
            return services[-1]

        yield make
        for service in services:
            service.stop()


@pytest.fixture(scope="module")
def service(serve: Callable[..., Service]) -> Service:
    return serve()


def test_without_any_token_the_service_is_read_only_and_says_so(serve: Callable[..., Service]) -> None:
    service = serve()
    for token in Tokens(service.path).all():
        Tokens(service.path).revoke(token.name)
    for method, url, kind in (
        ("POST", "/sparql", UPDATE),
        ("PUT", "/graphs/a", TURTLE),
        ("DELETE", "/graphs/a", None),
    ):
        answer = service.ask(method, url, INSERT, kind)
        assert answer.status_code == 403
        assert "read-only" in answer.json()["detail"]
        assert "koinon token new" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 401),
        ({"Authorization": "Bearer nothing"}, 401),
        ({"Authorization": "Basic dXNlcjpwYXNz"}, 401),
        ({"Cookie": "koinon_session=guess", "Sec-Fetch-Site": "same-origin"}, 401),
    ],
)
def test_to_write_takes_a_token(service: Service, headers: dict[str, str], status: int) -> None:
    answer = service.ask("POST", "/sparql", INSERT, UPDATE, scope=None, headers=headers)
    assert answer.status_code == status
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_a_token_in_an_address_is_no_token(service: Service) -> None:
    token = service.tokens[Scope.ADMIN]
    assert service.ask("POST", f"/sparql?access_token={token}", INSERT, UPDATE, scope=None).status_code == 401


def test_a_token_to_read_does_not_write(service: Service) -> None:
    answer = service.ask("POST", "/sparql", INSERT, UPDATE, Scope.READ)
    assert answer.status_code == 403
    assert "insufficient_scope" in answer.headers["www-authenticate"]


def test_a_token_counts_from_the_moment_it_is_made_until_it_is_revoked(service: Service) -> None:
    token = Tokens(service.path).new(Scope.WRITE)
    headers = {"Authorization": f"Bearer {token}"}
    assert service.ask("POST", "/sparql", INSERT, UPDATE, None, headers).status_code == 204
    Tokens(service.path).revoke(Tokens(service.path).all()[-1].name)
    assert service.ask("POST", "/sparql", INSERT, UPDATE, None, headers).status_code == 401


def test_tokens_of_a_deployment_come_from_its_settings(serve: Callable[..., Service]) -> None:
    token = "a-token-of-the-deployment-1234567890"
    service = serve(token_admin=token)
    headers = {"Authorization": f"Bearer {token}"}
    assert service.ask("POST", "/sparql", "CLEAR ALL", UPDATE, None, headers).status_code == 204


def test_a_token_that_could_be_guessed_is_not_taken(serve: Callable[..., Service]) -> None:
    with pytest.raises(SettingsError, match="too short"):
        serve(token_write="secret")
    assert "secret-1234567890" not in repr(Settings(token_admin="secret-1234567890"))  # type: ignore[arg-type]


def test_the_link_works_once_and_for_this_site_only(service: Service) -> None:
    link = service.sessions.link()
    opened = service.ask("GET", link, scope=None)
    assert opened.status_code == 303
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    again = service.ask("GET", link, scope=None)
    assert again.status_code == 403
    service.client.cookies.clear()
    sent = {"Cookie": cookie.partition(";")[0]}
    clear, form = "update=CLEAR+GRAPH+%3Ca%3Ab%3E", "application/x-www-form-urlencoded"

    def status(**said: str) -> int:
        headers = {**sent, **{name.replace("_", "-"): value for name, value in said.items()}}
        return service.ask("POST", "/sparql", clear, form, None, headers).status_code

    assert status(Origin="http://koinon.test") == 204
    assert status(Sec_Fetch_Site="same-origin") == 204
    assert status(Origin="http://evil.test") == 401
    assert status(Origin="null") == 401
    assert status(Sec_Fetch_Site="cross-site") == 401
    assert status() == 401


def test_an_update_is_there_as_soon_as_it_is_acknowledged(service: Service) -> None:
    answer = service.ask("POST", "/sparql", INSERT, UPDATE)
    assert answer.status_code == 204
    assert int(answer.headers["koinon-generation"]) == current_generation(service.path)
    read = service.ask("GET", "/graphs/a", scope=None, headers={"Accept": TURTLE})
    assert read.status_code == 200
    assert f"{BASE}p" in read.text or "p>" in read.text
    assert read.headers["koinon-generation"] == answer.headers["koinon-generation"]


def test_the_same_key_is_the_same_write(service: Service) -> None:
    key = {"Idempotency-Key": "key-1"}
    posted = [service.ask("POST", "/graphs", "[] <a:p> 1 .", TURTLE, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in posted] == [201, 201]
    assert posted[0].headers["location"] == posted[1].headers["location"]
    assert posted[0].headers["koinon-generation"] == posted[1].headers["koinon-generation"]
    other = service.ask("POST", "/sparql", INSERT, UPDATE, headers=key)
    assert other.status_code == 422
    assert service.ask("POST", "/sparql", INSERT, UPDATE, headers={"Idempotency-Key": ""}).status_code == 400


@pytest.mark.parametrize(
    ("content", "kind", "status", "words"),
    [
        ("INSERT DATA { <a:s> <a:p> 1 }", UPDATE, 403, "union of all"),
        ("NONSENSE", UPDATE, 400, "not SPARQL"),
        ("LOAD <http://127.0.0.1/>", UPDATE, 400, "LOAD"),
        (b"\xff", UPDATE, 400, "UTF-8"),
        (f"CLEAR GRAPH <{BASE}graphs/inferred>", UPDATE, 204, ""),
        (
            f"INSERT DATA {{ GRAPH <{BASE}graphs/source/x> {{ <a:b> a "
            "<https://w3id.org/heritage-partnerships/ns#Activity> } }",
            UPDATE,
            422,
            "Nothing was written",
        ),
        ("query=ASK%7B%7D&update=CLEAR+ALL", "application/x-www-form-urlencoded", 400, "not both"),
        ("#" * 300_000, UPDATE, 413, "long"),
    ],
)
def test_what_cannot_be_carried_out_is_told(
    service: Service, content: str | bytes, kind: str, status: int, words: str
) -> None:
    answer = service.ask("POST", "/sparql", content, kind)
    assert answer.status_code == status, answer.text
    if words:
        assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    ("method", "url", "content", "kind", "status"),
    [
        ("PUT", "/graphs/new", "<s> <p> 1 .", TURTLE, 201),
        ("PUT", "/graphs/new", "<s> <p> 2 .", TURTLE, 204),
        ("POST", "/graphs/new", "<s> <p> 3 .", TURTLE, 204),
        ("PATCH", "/graphs/new", "DELETE WHERE { ?s ?p 2 }", UPDATE, 204),
        ("PATCH", "/graphs/new", "INSERT DATA { GRAPH <a:other> { <a:s> <a:p> 1 } }", UPDATE, 403),
        ("PATCH", "/graphs/new", "x", TURTLE, 415),
        ("PUT", "/graphs/new", "<s> <p>", TURTLE, 400),
        ("PUT", "/graphs/new", "x", "text/html", 415),
        ("PUT", "/graphs/new", "<s> <p> 1 .", None, 415),
        ("PUT", "/graphs/new", "<s> <p> 1 .", "text/turtle; charset=utf-16", 415),
        ("PUT", "/graphs?default", "<s> <p> 1 .", TURTLE, 403),
        ("PUT", "/graphs?default&graph=a:b", "<s> <p> 1 .", TURTLE, 400),
        ("PUT", "/graphs?graph=relative", "<s> <p> 1 .", TURTLE, 400),
        ("PUT", "/graphs", "<s> <p> 1 .", TURTLE, 400),
        ("PUT", "/graphs/inferred", "<s> <p> 1 .", TURTLE, 403),
        ("PUT", "/graphs/ontology", "<s> <p> 1 .", TURTLE, 403),
        ("POST", "/graphs/provenance", "<s> <p> 1 .", TURTLE, 403),
        ("POST", "/graphs/new", "x", "multipart/form-data; boundary=b", 400),
        ("POST", "/graphs/new", "x", "multipart/form-data", 400),
        ("DELETE", "/graphs/new", "", None, 204),
        ("DELETE", "/graphs/new", "", None, 404),
        ("GET", "/graphs/new", "", None, 404),
        ("HEAD", "/graphs/new", "", None, 404),
        ("PUT", "/sparql", "", None, 405),
    ],
)
def test_every_answer_has_the_status_of_the_protocol(
    service: Service, method: str, url: str, content: str, kind: str | None, status: int
) -> None:
    answer = service.ask(method, url, content, kind)
    assert answer.status_code == status, answer.text


def test_graphs_that_come_compressed_are_unpacked_within_bounds(service: Service) -> None:
    def status(content: bytes, coding: str = "gzip") -> int:
        headers = {"Content-Encoding": coding}
        return service.ask("PUT", "/graphs/zip", content, TURTLE, headers=headers).status_code

    packed = gzip.compress(b"<s> <p> 1 .")
    assert status(packed) == 201
    assert status(gzip.compress(b" " * 100_000_000)) == 413
    assert status(packed[:-6]) == 400
    assert status(b"<s> <p> 1 .") == 400
    assert status(packed, "br") == 415


def test_a_hostile_upload_ends_alone(serve: Callable[..., Service]) -> None:
    service = serve(write_seconds=3.0)
    assert service.ask("PUT", "/graphs/fine", "<s> <p> 1 .", TURTLE).status_code == 201
    deep = "<s> <p> " + "[ <p> " * 30_000
    answer = service.ask("PUT", "/graphs/deep", deep, TURTLE)
    assert answer.status_code in {400, 503}
    assert service.ask("PUT", "/graphs/fine", "<s> <p> 2 .", TURTLE).status_code == 204


def test_the_union_is_read_as_the_default_graph(service: Service) -> None:
    service.ask("PUT", "/graphs/one", f"<{BASE}one> <{BASE}p> 1 .", TURTLE)
    service.ask("PUT", "/graphs/two", f"<{BASE}two> <{BASE}p> 2 .", TURTLE)
    read = service.ask("GET", "/graphs?default", scope=None, headers={"Accept": "application/n-triples"}).text
    assert f"<{BASE}one>" in read and f"<{BASE}two>" in read


def test_the_service_tells_that_it_takes_updates(service: Service) -> None:
    assert "SPARQL11Update" in service.ask("GET", "/sparql", scope=None, headers={"Accept": TURTLE}).text
