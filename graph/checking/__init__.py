"""Checks of the graph: shapes, consistency, and whether every passage still says what it is said to say."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from ..addresses import Addresses
from ..store.seam import Store
from ..store.snapshots import Snapshots
from .consistency import check_consistency
from .crowds import check_crowds
from .evidence import check_evidence
from .findings import Finding, Severity, in_order
from .shapes import check_shapes

__all__ = [
    "CHECKS",
    "Finding",
    "Severity",
    "check",
    "check_consistency",
    "check_crowds",
    "check_evidence",
    "check_shapes",
]

_Check = Callable[[Store, Addresses, Snapshots], list[Finding]]

#: Every check by its name, the quick ones first.
CHECKS: Final[Mapping[str, _Check]] = MappingProxyType(
    {
        "evidence": lambda store, addresses, snapshots: check_evidence(store, addresses, snapshots.read),
        "ties": lambda store, addresses, _: check_crowds(store, addresses),
        "shapes": lambda store, addresses, _: check_shapes(store, addresses),
        "consistency": lambda store, addresses, _: check_consistency(store, addresses),
    }
)


def check(store: Store, addresses: Addresses, snapshots: Snapshots) -> list[Finding]:
    """Run every check; reasoning takes some seconds, most of them for starting Java.

    Raises:
        CheckError: the shapes of the vocabulary cannot be used.
    """
    return in_order(found for run in CHECKS.values() for found in run(store, addresses, snapshots))
