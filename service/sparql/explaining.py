"""A query explained: why it finds nothing, or more than was meant."""

import json
from dataclasses import replace

from koinon.graph.explaining import Explanation, KnownTerms, Note, NoteKind, explain
from koinon.graph.rewriting import rewrite
from koinon.graph.store.seam import Dataset

from ..evaluation import Reply
from ..generations import Generation
from .answering import as_asked, asked_dataset


def explain_query(
    generation: Generation, text: str, dataset: Dataset, own: bool, rewrites: bool = True
) -> Reply:
    """Explain a query, as JSON."""
    found = explanation_of(generation, text, asked_dataset(generation, text, dataset, own), rewrites)
    said = {"generation": generation.number, **found.as_dict(), "asked": as_asked(generation, text, rewrites)}
    body = json.dumps(said, ensure_ascii=False, indent=1)
    return Reply("application/json", (body.encode(),))


def explanation_of(generation: Generation, text: str, dataset: Dataset, rewrites: bool = True) -> Explanation:
    """Explain a query of a dataset, and how the engine is asked for it."""

    def known() -> KnownTerms:
        return generation.remember("known terms", lambda: KnownTerms.of(generation.store))

    asked = as_asked(generation, text, rewrites)
    found = explain(generation.store, asked, dataset, known)
    if asked == text:
        return found
    rules = (Note(NoteKind.REWRITTEN, f"{one.sentence} ({one.rule})") for one in rewrite(text).applied)
    return replace(found, notes=(*found.notes, *rules))
