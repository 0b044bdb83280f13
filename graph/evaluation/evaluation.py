"""How often the reader is right: announcements read, and held against their gold annotations."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..documents import read_document
from ..errors import DocumentError
from ..reading import read_account
from ..records import Account
from .calibration import Calibration, Judged, judge
from .gold import gold
from .measure import FIELDS, Comparison, Count, Score, compare

_SUFFIX = ".gold.json"


@dataclass(frozen=True, slots=True)
class EvaluatedDocument:
    """One announcement: its number, its language, what was read from it, and how that compares."""

    name: str
    language: str
    predicted: Mapping[str, Any]
    comparison: Comparison
    judged: tuple[Judged, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The comparison of many announcements."""

    documents: tuple[EvaluatedDocument, ...]

    def micro(self, field: str) -> Count:
        """Count a field over all documents together."""
        return _total(each.comparison.counts[field] for each in self.documents)

    def macro(self, field: str) -> Score | None:
        """Average a field’s scores over the documents that have it; None where none has."""
        scores = [score for each in self.documents if (score := each.comparison.counts[field].score)]
        if not scores:
            return None
        return Score(*(sum(column) / len(scores) for column in zip(*scores, strict=True)))

    def roles(self) -> dict[str, Count]:
        """Count organisations with their role, a role at a time."""
        names = sorted({role for each in self.documents for role in each.comparison.roles})
        return {
            name: _total(each.comparison.roles.get(name, Count()) for each in self.documents)
            for name in names
        }

    def confusion(self) -> dict[tuple[str, str], int]:
        """Count (expected role, predicted role) of organisations both sides name; ``""`` is no role."""
        total: Counter[tuple[str, str]] = Counter()
        for each in self.documents:
            total.update(each.comparison.confusion)
        return dict(total)

    def languages(self) -> dict[str, "Evaluation"]:
        """Split the documents by language."""
        names = sorted({each.language for each in self.documents})
        return {
            name: Evaluation(tuple(each for each in self.documents if each.language == name))
            for name in names
        }

    def calibration(self) -> Calibration:
        """Compare the scores of ties with what is right, over all documents."""
        return Calibration(tuple(tie for each in self.documents for tie in each.judged))

    def mean_f1(self) -> float:
        """Average the micro F1 of the fields that occur; 0 where none does."""
        scores = [score.f1 for field in FIELDS if (score := self.micro(field).score)]
        return sum(scores) / len(scores) if scores else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Give everything as plain values, ready for JSON."""
        return {
            "documents": len(self.documents),
            "mean_f1": self.mean_f1(),
            "fields": self._fields(),
            "roles": {role: _plain(count) for role, count in self.roles().items()},
            "confusion": [
                {"expected": expected, "predicted": predicted, "count": count}
                for (expected, predicted), count in sorted(self.confusion().items())
            ],
            "calibration": _plain_calibration(self.calibration()),
            "languages": {name: part._fields() for name, part in self.languages().items()},
            "by_document": {each.name: _plain_document(each) for each in self.documents},
        }

    def _fields(self) -> dict[str, Any]:
        return {
            field: _plain(self.micro(field)) | {"macro": _plain_score(self.macro(field))} for field in FIELDS
        }


def evaluate(
    gold_dir: Path,
    read: Callable[[Path], Account] | None = None,
    on_document: Callable[[str], None] | None = None,
) -> Evaluation:
    """Read each ``NNN.txt`` of a folder and compare it with ``NNN.gold.json``.

    ``read`` replaces our reader; ``on_document`` is told each name before its document is read.

    Raises:
        DocumentError: the folder holds no gold annotation, a text is missing, or a file cannot be read.
    """
    names = sorted(path.name.removesuffix(_SUFFIX) for path in gold_dir.glob(f"*{_SUFFIX}"))
    if not names:
        raise DocumentError(f"{gold_dir} holds no gold annotation (NNN.gold.json beside NNN.txt).")
    documents = []
    for name in names:
        if on_document is not None:
            on_document(name)
        documents.append(_evaluated(gold_dir, name, read or _read))
    return Evaluation(tuple(documents))


def _read(path: Path) -> Account:
    return read_account(read_document(path))


def _evaluated(gold_dir: Path, name: str, read: Callable[[Path], Account]) -> EvaluatedDocument:
    text = gold_dir / f"{name}.txt"
    if not text.is_file():
        raise DocumentError(f"{gold_dir} holds {name}{_SUFFIX} but no {text.name} to read.")
    try:
        expected = json.loads((gold_dir / f"{name}{_SUFFIX}").read_text(encoding="utf-8"))
    except ValueError as error:
        raise DocumentError(f"{gold_dir / name}{_SUFFIX} is not JSON in UTF-8: {error}.") from error
    account = read(text)
    predicted = gold(account)
    comparison = compare(expected, predicted)
    judged = tuple(
        Judged(tie.confidence, right)
        for tie, right in judge(account, comparison)
        if tie.confidence is not None
    )
    return EvaluatedDocument(name, account.source.language, predicted, comparison, judged)


def _total(counts: Iterable[Count]) -> Count:
    return sum(counts, Count())


def _plain_score(score: Score | None) -> dict[str, float] | None:
    return score._asdict() if score is not None else None


def _plain(count: Count) -> dict[str, Any]:
    counts = {"matched": count.matched, "predicted": count.predicted, "expected": count.expected}
    return counts | {"micro": _plain_score(count.score)}


def _plain_calibration(calibration: Calibration) -> dict[str, Any]:
    return {
        "ties": len(calibration.judged),
        "brier": calibration.brier(),
        "expected_calibration_error": calibration.expected_error(),
        "bins": [each._asdict() for each in calibration.bins()],
    }


def _plain_document(document: EvaluatedDocument) -> dict[str, Any]:
    comparison = document.comparison
    return {
        "language": document.language,
        "fields": {field: _plain(count) for field, count in comparison.counts.items()},
        "errors": {
            field: {"missed": list(errors.missed), "spurious": list(errors.spurious)}
            for field, errors in comparison.errors.items()
            if errors
        },
    }
