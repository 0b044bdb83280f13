"""How often the reader is right: the measure, the gold form, and the evaluation of a folder."""

from .calibration import Calibration, Judged, judge
from .evaluation import EvaluatedDocument, Evaluation, evaluate
from .gold import gold
from .measure import FIELDS, Comparison, Count, Errors, Score, compare

__all__ = [
    "FIELDS",
    "Calibration",
    "Comparison",
    "Count",
    "Errors",
    "EvaluatedDocument",
    "Evaluation",
    "Judged",
    "Score",
    "compare",
    "evaluate",
    "gold",
    "judge",
]
