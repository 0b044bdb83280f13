"""How often the reader is right, as tables for people."""

from koinon.graph.evaluation import FIELDS, Count, Evaluation

from .console import say, show_table

_COLUMNS = ("matched", "read", "in truth", "precision", "recall", "F1")


def show_scores(evaluation: Evaluation, *, by_document: bool) -> None:
    """Print precision, recall and F1 a field and a role, and F1 a document where asked."""
    documents = len(evaluation.documents)
    show_table(
        ("field", *_COLUMNS),
        [(field, *_cells(evaluation.micro(field))) for field in FIELDS],
        title=f"{documents} announcement{'s' if documents != 1 else ''}, all counted together",
    )
    show_table(
        ("role", *_COLUMNS),
        [(role, *_cells(count)) for role, count in evaluation.roles().items()],
        title="organisations with their role",
    )
    _show_calibration(evaluation)
    if by_document:
        show_table(
            ("document", "language", *FIELDS),
            [
                (each.name, each.language, *(_f1(each.comparison.counts[field]) for field in FIELDS))
                for each in evaluation.documents
            ],
            title="F1 a document",
        )
    say(f"Mean F1 over the fields: {evaluation.mean_f1():.3f}")


def _show_calibration(evaluation: Evaluation) -> None:
    """Print how often ties of like confidence are right."""
    calibration = evaluation.calibration()
    brier, error = calibration.brier(), calibration.expected_error()
    if brier is None or error is None:
        return
    show_table(
        ("confidence", "ties", "mean confidence", "share right"),
        [
            (f"{each.low:.1f}–{each.high:.1f}", each.ties, each.confidence, each.right)
            for each in calibration.bins()
        ],
        title="confidence of ties",
    )
    say(f"Brier score {brier:.3f}, expected calibration error {error:.3f}.")


def show_errors(evaluation: Evaluation) -> None:
    """Print, document by document, what was missed and what was made up."""
    for each in evaluation.documents:
        for field, errors in each.comparison.errors.items():
            for missed in errors.missed:
                say(f"{each.name}  {field}  missed   {_words(missed)}")
            for spurious in errors.spurious:
                say(f"{each.name}  {field}  made up  {_words(spurious)}")


def _cells(count: Count) -> tuple[object, ...]:
    score = count.score
    if score is None:
        return (count.matched, count.predicted, count.expected, None, None, None)
    return (count.matched, count.predicted, count.expected, score.precision, score.recall, score.f1)


def _f1(count: Count) -> float | None:
    return count.score.f1 if count.score else None


def _words(error: object) -> str:
    return " · ".join(str(part) for part in error) if isinstance(error, tuple) else str(error)
