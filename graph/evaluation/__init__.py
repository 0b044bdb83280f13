"""How often the reader is right: the measure, the gold form, and the evaluation of a folder."""

from .evaluation import EvaluatedDocument, Evaluation, evaluate
from .gold import gold
from .measure import FIELDS, Comparison, Count, Errors, Score, compare

__all__ = [
    "FIELDS",
    "Comparison",
    "Count",
    "Errors",
    "EvaluatedDocument",
    "Evaluation",
    "Score",
    "compare",
    "evaluate",
    "gold",
]
