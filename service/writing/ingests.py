"""Ingests and withdrawals: through the running service where there is one, directly where there is none."""

from collections.abc import Iterable
from typing import Any

from koinon.graph.bulk import Prepared
from koinon.graph.checking.findings import Finding, Severity
from koinon.graph.differences import Count, Difference
from koinon.graph.ingest import Ingest, ingest, withdraw
from koinon.graph.rdf_files import RdfFile
from koinon.graph.records import Account
from koinon.graph.store import Folder, Keeping
from koinon.graph.terms import IRI

from .caller import write_through_service
from .requests import IngestWrite, Outcome, WithdrawWrite, Write


def ingest_anyhow(
    keeping: Keeping,
    sources: Iterable[Account | RdfFile | Prepared],
    *,
    anew: bool = False,
    dry_run: bool = False,
) -> Ingest:
    """Read sources into a store that a service may be running on; see ``ingest``.

    Raises:
        WriterGone: the service was ended while it wrote.
        KoinonError: as ``ingest`` does.
    """
    read = tuple(sources)
    outcome = _through_service(keeping, IngestWrite(read, anew, dry_run))
    if outcome is None:
        return ingest(keeping, read, anew=anew, dry_run=dry_run)
    return _ingest(outcome.details)


def withdraw_anyhow(keeping: Keeping, source_ids: Iterable[str]) -> Ingest:
    """Take sources out of a store that a service may be running on; see ``withdraw``.

    Raises:
        WriterGone: the service was ended while it wrote.
        KoinonError: as ``withdraw`` does.
    """
    named = tuple(source_ids)
    outcome = _through_service(keeping, WithdrawWrite(named))
    return withdraw(keeping, named) if outcome is None else _ingest(outcome.details)


def _through_service(keeping: Keeping, write: Write) -> Outcome | None:
    # A service of a remote store writes nothing, so nothing can go through it.
    return write_through_service(keeping.path, write) if isinstance(keeping, Folder) else None


def _ingest(details: dict[str, Any]) -> Ingest:
    return Ingest(
        tuple(_difference(entry) for entry in details["differences"]),
        tuple(_finding(entry) for entry in details["warnings"]),
        details["generation"],
    )


def _difference(entry: dict[str, Any]) -> Difference:
    counts = {kind: Count(**count) for kind, count in entry["counts"].items()}
    return Difference(**{**entry, "counts": counts})


def _finding(entry: dict[str, Any]) -> Finding:
    source_id = entry["source_id"]
    return Finding(
        Severity(entry["severity"]),
        IRI(entry["node"]),
        entry["sentence"],
        entry["source"],
        None if source_id is None else IRI(source_id),
        entry["passage"],
    )
