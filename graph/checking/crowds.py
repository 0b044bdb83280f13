"""Crowds: activities of so many organisations that no ties are made of them."""

from ..addresses import Addresses
from ..inference import crowded_activities
from ..inference.ties import MOST_ORGANISATIONS
from ..store.seam import Store
from .findings import Finding, Severity, in_order
from .origin import Origins


def check_crowds(store: Store, addresses: Addresses) -> list[Finding]:
    """Warn of every activity whose organisations are too many to be tied to each other."""
    origins = Origins(store, addresses)
    return in_order(
        Finding(
            Severity.WARNING,
            activity,
            f"{origins.opening(activity)} involves {count} organisations; no ties are made of more "
            f"than {MOST_ORGANISATIONS}. See whether a list was taken for an activity, or split it.",
            *origins.origin(activity),
        )
        for activity, count in crowded_activities(store, addresses).items()
    )
