"""Ties too doubtful to be asserted: they stay proposals, for a person to look at."""

from dataclasses import replace

from ..records import Account, Involvement


def proposals(account: Account, least: float) -> tuple[Involvement, ...]:
    """Give the ties whose confidence is below ``least``; ties without one are certain."""
    return tuple(tie for tie in account.involvements if _doubtful(tie, least))


def asserted(account: Account, least: float) -> Account:
    """Give the account without its proposals; what it says of things themselves stays."""
    kept = tuple(tie for tie in account.involvements if not _doubtful(tie, least))
    return account if len(kept) == len(account.involvements) else replace(account, involvements=kept)


def _doubtful(tie: Involvement, least: float) -> bool:
    return tie.confidence is not None and tie.confidence < least
