"""Questions as forms: their fields, and what each may hold."""

from koinon.ontology.load import Question, questions
from koinon.ontology.question_fields import Field, fields, options

from .looking import View


def forms(asked: Question | None = None) -> View:
    """Give questions with their fields, or the one that is asked, and the lists that fields choose from."""
    shown: list[tuple[Question, tuple[Field, ...]]] = [
        (question, fields(question)) for question in ([asked] if asked else questions())
    ]
    kinds = sorted({field.kind for _, found in shown for field in found})
    return {"forms": shown, "lists": {kind: options(kind) for kind in kinds if options(kind)}}
