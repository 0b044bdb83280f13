"""Fit the weights of confidence to the annotated announcements that were seen while rules were written.

Documents with even numbers below 300 are held out: of them one number alone goes into the weights. Rules fit
the documents that were seen better than others, so that scores fitted there promise too much elsewhere; by
how much is the log-odds that make the mean score of held-out ties the share of them that are right. Prints
how well scores are calibrated for the held-out documents when each is scored by the offset that all the
other held-out documents give.
"""

import math
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import brentq, minimize

from koinon.graph.documents import read_document
from koinon.graph.evaluation import Calibration, Judged, evaluate, judge
from koinon.graph.reading import read_account
from koinon.graph.reading.confidence import features
from koinon.graph.records import Account

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "graph" / "reading" / "lexicons" / "confidence.toml"
OWN = ROOT / "tests" / "resources" / "announcements"
SHARED = Path(os.environ.get("KOINON_SHARED", ROOT.parent / "shared")) / "corpus"
_PENALTY = 1.0
_EVERY = "every tie"


class Tie(NamedTuple):
    """A tie that was read: in which document, by what, and whether it is right."""

    document: str
    features: list[str]
    right: bool


def ties() -> tuple[list[Tie], list[Tie]]:
    """Read all documents and judge every tie: those of documents that were seen, those of others."""
    seen: list[Tie] = []
    unseen: list[Tie] = []
    for folder in (SHARED / "real", SHARED / "written", OWN):
        accounts: dict[str, Account] = {}

        def read(path: Path, accounts: dict[str, Account] = accounts) -> Account:
            return accounts.setdefault(path.stem, read_account(read_document(path)))

        for document in evaluate(folder, read).documents:
            held = folder == OWN and int(document.name) < 300 and int(document.name) % 2 == 0
            account = accounts[document.name]
            activities = {each.key: each for each in account.activities}
            organisations = {each.key: each for each in account.organisations}
            for tie, right in judge(account, document.comparison):
                named = features(tie, activities[tie.activity], organisations.get(tie.organisation or ""))
                (unseen if held else seen).append(Tie(f"{folder.name}/{document.name}", named, right))
    return seen, unseen


def offset(weights: dict[str, float], unseen: Sequence[Tie]) -> float:
    """Find the log-odds that make the mean score of unseen ties the share of them that are right."""
    right = sum(tie.right for tie in unseen) / len(unseen)

    def excess(added: float) -> float:
        scores = [score(weights | {_EVERY: weights[_EVERY] + added}, tie) for tie in unseen]
        return sum(scores) / len(scores) - right

    return float(brentq(excess, -8, 8))


def fit(known: Sequence[Tie]) -> dict[str, float]:
    """Fit a logistic model whose weights are kept small, all but that of every tie."""
    names = sorted({name for tie in known for name in tie.features})
    column = {name: number for number, name in enumerate(names)}
    table = np.zeros((len(known), len(names)))
    for row, tie in enumerate(known):
        for name in tie.features:
            table[row, column[name]] += 1
    signs = np.array([1.0 if tie.right else -1.0 for tie in known])
    free = np.array([0.0 if name == _EVERY else 1.0 for name in names])

    def loss(weights: np.ndarray) -> float:
        fitted = np.logaddexp(0, -signs * (table @ weights)).sum()
        return float(fitted + _PENALTY / 2 * (free * weights**2).sum())

    return dict(zip(names, minimize(loss, np.zeros(len(names))).x.tolist(), strict=True))


def score(weights: dict[str, float], tie: Tie) -> float:
    """Score a tie by given weights."""
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in tie.features)))


def main() -> None:
    """Fit, write the weights, and say how well scores of unseen documents are calibrated."""
    seen, unseen = ties()
    weights = fit(seen)
    judged = []
    for left_out in sorted({tie.document for tie in unseen}):
        added = offset(weights, [tie for tie in unseen if tie.document != left_out])
        moved = weights | {_EVERY: weights[_EVERY] + added}
        judged += [Judged(score(moved, tie), tie.right) for tie in unseen if tie.document == left_out]
    calibration = Calibration(tuple(judged))
    print(f"{len(seen)} ties seen, {len(unseen)} held out; these, each document left out of its own offset:")
    print(f"Brier {calibration.brier():.3f}, expected calibration error {calibration.expected_error():.3f}")
    weights[_EVERY] += offset(weights, unseen)
    lines = [f'"{name}" = {weight:.3f}' for name, weight in sorted(weights.items())]
    head = "# Written by scripts/fit_confidence.py: log-odds that a feature adds.\n"
    TARGET.write_text(head + "\n[weights]\n" + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
