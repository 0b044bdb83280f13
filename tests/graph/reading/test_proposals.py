"""Which ties are asserted, and which are only proposed."""

from koinon.graph.reading.proposals import asserted, proposals
from koinon.graph.records import Account, Activity, ActivityKind, Involvement, Organisation, Role, Source


def _account(*confidences: float | None) -> Account:
    ties = tuple(
        Involvement("a1", Role.PARTNER, f"o{number}", confidence=confidence)
        for number, confidence in enumerate(confidences, 1)
    )
    return Account(
        source=Source("001.txt", ""),
        text="",
        activities=(Activity("a1", "Moon Power", ActivityKind.EXHIBITION),),
        organisations=tuple(Organisation(tie.organisation or "", "Mill Trust") for tie in ties),
        involvements=ties,
    )


def test_a_doubtful_tie_is_proposed_and_not_asserted() -> None:
    account = _account(0.1, 0.2, 0.9)

    assert [tie.organisation for tie in proposals(account, 0.2)] == ["o1"]
    assert [tie.organisation for tie in asserted(account, 0.2).involvements] == ["o2", "o3"]


def test_what_tables_state_without_confidence_is_asserted() -> None:
    account = _account(None)

    assert asserted(account, 1.0) is account
    assert proposals(account, 1.0) == ()


def test_things_stay_where_their_ties_are_only_proposed() -> None:
    account = _account(0.1)

    assert asserted(account, 0.5).organisations == account.organisations
    assert asserted(account, 0.5).activities == account.activities
