"""How likely a tie is right, by the rules that read it.

A logistic model over few features: the rule and the role of the tie, and the rules that read its name and
its activity. Weights are fitted to annotated announcements by ``scripts/fit_confidence.py``.
"""

import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ..records import Activity, Involvement, Organisation


def features(involvement: Involvement, activity: Activity, organisation: Organisation | None) -> list[str]:
    """Name what the score is made of, such as ``tie roles.cue``; the same for all ties read alike."""
    return list(_features(involvement, activity, organisation))


def confidence(involvement: Involvement, activity: Activity, organisation: Organisation | None) -> float:
    """Estimate how likely a careful reader finds the same tie in the text, between 0 and 1."""
    weights = _weights()
    total = sum(weights.get(name, 0.0) for name in features(involvement, activity, organisation))
    return round(1 / (1 + math.exp(-total)), 3)


def _features(
    involvement: Involvement, activity: Activity, organisation: Organisation | None
) -> Iterator[str]:
    yield "every tie"
    yield f"role {involvement.role.value}"
    yield from (f"tie {each.rule}" for each in involvement.evidence if each.field == "role")
    yield from (f"activity {each.rule}" for each in activity.evidence if each.field == "title")
    if organisation is None:
        yield "delegation"
        return
    yield from (f"name {each.rule}" for each in organisation.evidence if each.field == "name")


@cache
def _weights() -> Mapping[str, float]:
    text = (files("koinon.graph.reading.lexicons") / "confidence.toml").read_text(encoding="utf-8")
    weights: dict[str, Any] = tomllib.loads(text)["weights"]
    return {name: float(weight) for name, weight in weights.items()}
