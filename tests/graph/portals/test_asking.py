"""Portals are asked with patience, within bounds, and not twice for the same."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from koinon.graph.errors import PortalError
from koinon.graph.portals import Asking, Manners
from koinon.graph.portals.cache import Cache

from .conftest import Asked, Reply, StandIn, Still

MANNERS = Manners("Koinon/1 (mailto:a@example.org)", delay=2, seconds=100, longest=10_000)


class Run:
    """Runs of the same program, one after the other, over one cache."""

    def __init__(self, portal: StandIn, folder: Path, clock: Still) -> None:
        self._portal, self._folder, self._clock = portal, folder, clock

    def __call__(self, path: str = "/a", manners: Manners = MANNERS) -> bytes:
        cache = Cache(self._folder)
        with Asking(self._portal.address, cache, manners, self._clock) as asking:
            return Path(asking.get(self._portal.address + path).body).read_bytes()


@pytest.fixture
def run(portal: StandIn, tmp_path: Path, clock: Still) -> Run:
    return Run(portal, tmp_path / "cache", clock)


def in_turn(*replies: Reply) -> Iterator[Reply]:
    yield from replies
    while True:
        yield replies[-1]


def test_who_asks_is_said_and_hosts_get_their_pauses(portal: StandIn, run: Run, clock: Still) -> None:
    portal.answers["/a"] = lambda _: Reply(b"one")
    assert run() == b"one"
    assert [one.path for one in portal.asked] == ["/robots.txt", "/a"]
    assert {one.headers["user-agent"] for one in portal.asked} == {MANNERS.agent}
    assert clock.pauses == [2]


def test_what_has_not_changed_is_not_sent_again(portal: StandIn, run: Run) -> None:
    portal.answers["/a"] = lambda _: Reply(b"one", headers={"ETag": '"1"', "Last-Modified": "then"})
    assert (run(), run()) == (b"one", b"one")
    last = portal.asked[-1].headers
    assert (last["if-none-match"], last["if-modified-since"]) == ('"1"', "then")
    portal.answers["/a"] = lambda _: Reply(b"two", headers={"ETag": '"2"'})
    assert run() == b"two"


def test_an_answer_that_was_damaged_on_disk_is_asked_for_anew(
    portal: StandIn, run: Run, tmp_path: Path
) -> None:
    portal.answers["/a"] = lambda _: Reply(b"one", headers={"ETag": '"1"'})
    run()
    for body in (tmp_path / "cache").glob("*.body"):
        body.write_bytes(b"half")
    assert run() == b"one"


def test_a_portal_that_is_busy_is_waited_for_as_it_asks(portal: StandIn, run: Run, clock: Still) -> None:
    replies = in_turn(
        Reply(status=429, headers={"Retry-After": "7"}),
        Reply(status=503, headers={"Retry-After": "Sun, 01 Mar 2026 00:00:40 GMT"}),
        Reply(b"one"),
    )
    portal.answers["/a"] = lambda _: next(replies)
    assert run() == b"one"
    # Two seconds between requests, seven as asked, then until forty seconds past midnight.
    assert clock.pauses == [2, 7, 31]


def test_a_portal_that_asks_for_too_much_patience_is_left_alone(portal: StandIn, run: Run) -> None:
    portal.answers["/a"] = lambda _: Reply(status=503, headers={"Retry-After": "3600"})
    with pytest.raises(PortalError, match="3,600 seconds"):
        run()
    assert portal.paths() == ["/a"]


@pytest.mark.parametrize("fault", [Reply(status=500), Reply(b"a" * 100, cut=True)])
def test_failures_are_tried_again_with_growing_pauses_and_not_for_ever(
    portal: StandIn, run: Run, clock: Still, fault: Reply
) -> None:
    portal.answers["/a"] = lambda _: fault
    with pytest.raises(PortalError, match="4 times in vain"):
        run()
    assert portal.paths() == ["/a"] * 4
    growing = clock.pauses[1:]
    assert growing == sorted(growing)
    assert growing[0] >= 2
    assert growing[-1] >= 8


def test_what_is_wrong_for_good_is_not_tried_again(portal: StandIn, run: Run) -> None:
    with pytest.raises(PortalError, match="status 404"):
        run()
    assert portal.paths() == ["/a"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"a" * 10_001),
        Reply(gzip.compress(b"a" * 10_000_000), headers={"Content-Encoding": "gzip"}),
    ],
)
def test_no_more_is_taken_than_may_be(portal: StandIn, run: Run, tmp_path: Path, reply: Reply) -> None:
    portal.answers["/a"] = lambda _: reply
    with pytest.raises(PortalError, match="10,000 bytes"):
        run()
    assert [path.name for path in (tmp_path / "cache").glob("*.json")] == []


def test_robots_are_heard(portal: StandIn, run: Run, clock: Still) -> None:
    rules = b"User-agent: *\nCrawl-delay: 9\nDisallow: /private\n"
    portal.answers["/robots.txt"] = lambda _: Reply(rules, "text/plain")
    portal.answers["/a"] = portal.answers["/private/a"] = lambda _: Reply(b"one")
    run()
    assert clock.pauses == [9]
    with pytest.raises(PortalError, match="--despite-robots"):
        run("/private/a")
    assert portal.paths() == ["/a"]
    assert run("/private/a", Manners(robots=False)) == b"one"


def test_redirects_are_followed_but_not_for_ever(portal: StandIn, run: Run) -> None:
    portal.answers["/a"] = lambda _: Reply(status=302, headers={"Location": "/b"})
    portal.answers["/b"] = lambda _: Reply(b"one")
    assert run() == b"one"
    portal.answers["/b"] = lambda _: Reply(status=302, headers={"Location": "/a"})
    with pytest.raises(PortalError, match="given up after 5"):
        run()


@pytest.mark.parametrize("target", ["http://localhost:1/x", "http://169.254.169.254/x", "file:///etc/passwd"])
def test_a_portal_does_not_send_into_private_networks(portal: StandIn, run: Run, target: str) -> None:
    portal.answers["/a"] = lambda _: Reply(status=302, headers={"Location": target})
    with pytest.raises(PortalError, match=r"private network|no address of the web"):
        run()


def test_a_long_query_goes_by_post_and_is_no_other_one(portal: StandIn, tmp_path: Path, clock: Still) -> None:
    def told(asked: Asked) -> Reply:
        return Reply(f"{asked.method} {asked.parameters['query'][-1]}".encode())

    portal.answers["/sparql"] = told
    with Asking(portal.address, Cache(tmp_path), MANNERS, clock) as asking:
        kept = [
            asking.get(f"{portal.address}/sparql", parameters={"query": "x" * length + end})
            for length, end in ((10, "1"), (3_000, "1"), (3_000, "2"))
        ]
    assert [Path(one.body).read_text() for one in kept] == ["GET 1", "POST 1", "POST 2"]
