"""The older tests of the Graph Store Protocol, which the W3C deprecated in favour of real requests.

Each entry is a request and its response, written out in a comment; they build on one another, in their order.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

Send = Callable[[str, str, dict[str, str], bytes], httpx.Response]

#: What is not as these tests say, and why. A test that begins to hold must be taken from the list.
DECLARED = {
    "post__existing_graph": "the body is not Turtle: its last statement does not end",
    "get_of_post__existing_graph": "it expects what stood there before the graph was replaced",
    "post__multipart_formdata": "the parts are not Turtle: their last statements do not end",
    "get_of_post__multipart_formdata": "it expects what the two tests before it could not add",
}
PATHS = {"$GRAPHSTORE$": "/graphs", "/$GRAPHSTORE$": "/graphs", "$HOST$": "www.example"}


@pytest.fixture(scope="module")
def made(send: Send) -> Iterator[dict[str, str]]:
    """Addresses that services choose, by what the tests call them; and the graph that one test deletes."""
    send("POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL")
    send("PUT", "/graphs/person/2.ttl", {"Content-Type": "text/turtle"}, b"[] <http://e/p> 1 .")
    yield {}


def test_the_older_tests_hold_but_for_what_is_declared(
    deprecated: Any, send: Send, made: dict[str, str]
) -> None:
    if deprecated.name not in DECLARED:
        hold(deprecated.comment, send, made)
        return
    with pytest.raises(AssertionError):
        hold(deprecated.comment, send, made)


def hold(comment: str, send: Send, made: dict[str, str]) -> None:
    request, response = re.split(r"#### Response", comment.partition("#### Request")[2])
    method, path, headers, body = _request(_resolved(request, made))
    multipart = "multipart" in headers.get("Content-Type", "")
    answer = send(method, path, headers, (body.replace("\n", "\r\n") if multipart else body).encode())
    status, expected, turtle = _response(_resolved(response, made))
    # The tests that took the place of these admit 200 and 204 alike.
    assert answer.status_code == status or {answer.status_code, status} == {200, 204}, answer.text
    for name, value in expected.items():
        if value.startswith("$"):
            made[value] = answer.headers[name].removeprefix("http://www.example")
        elif value != "...":
            assert answer.headers[name].replace(" ", "") == value.replace(" ", "")
    if turtle.strip() and method != "HEAD":
        found = Graph().parse(data=answer.text, format="turtle")
        assert isomorphic(found, Graph().parse(data=turtle, format="turtle"))


def _resolved(text: str, made: dict[str, str]) -> str:
    for name, value in {**PATHS, **made}.items():
        # In addresses a slash stands before the name, whose value begins with one.
        text = text.replace(f"/{name}", value) if value.startswith("/") else text
        text = text.replace(name, value)
    return text


def _request(text: str) -> tuple[str, str, dict[str, str], str]:
    first, headers, body = _message(text)
    method, path, _ = first.split()
    return method, path, {name: value for name, value in headers.items() if name != "Host"}, body


def _response(text: str) -> tuple[int, dict[str, str], str]:
    first, headers, body = _message(text)
    return int(first.split()[0]), headers, body


def _message(text: str) -> tuple[str, dict[str, str], str]:
    lines = [line.removeprefix("    ") for line in text.strip("\n").splitlines()]
    while lines and not lines[0].strip():
        lines.pop(0)
    end = next((place for place, line in enumerate(lines) if not line.strip()), len(lines))
    headers = dict(line.split(": ", 1) for line in lines[1:end])
    return lines[0], headers, "\n".join(lines[end + 1 :])
