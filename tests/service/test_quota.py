import pytest

from koinon.service.problems import Problem
from koinon.service.quota import Quota, client_name


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_client_that_has_used_its_seconds_waits_until_they_come_back() -> None:
    clock = Clock()
    quota = Quota(60, 100, clock)
    quota.charge("a", 75)
    with pytest.raises(Problem) as refused:
        quota.admit("a")
    assert refused.value.status == 429
    assert refused.value.headers["Retry-After"] == "15"
    quota.admit("b")
    clock.now = 15.5
    quota.admit("a")


def test_a_client_that_only_errs_is_sent_away_for_a_while() -> None:
    clock = Clock()
    quota = Quota(60, 3, clock)
    for _ in range(3):
        quota.admit("a")
        quota.fault("a")
    with pytest.raises(Problem, match="3 queries that fail"):
        quota.admit("a")
    clock.now = 21
    quota.admit("a")


def test_no_more_clients_are_remembered_than_there_is_room_for() -> None:
    quota = Quota(60, 3, Clock())
    for number in range(20_000):
        quota.charge(str(number), 100)
    quota.admit("0")
    with pytest.raises(Problem):
        quota.admit("19999")


def test_a_household_is_one_client() -> None:
    assert client_name("2001:db8:1:2::1") == client_name("2001:db8:1:2:ffff::9")
    assert client_name("2001:db8:1:2::1") != client_name("2001:db8:1:3::1")
    assert client_name("192.0.2.1") == "192.0.2.1"
    assert client_name("testclient") == "testclient"
