"""A query explained: why it finds nothing, or more than was meant."""

import json

from koinon.graph.explaining import Explanation, KnownTerms, explain
from koinon.graph.store.seam import Dataset

from ..evaluation import Reply
from ..generations import Generation
from .answering import asked_dataset


def explain_query(generation: Generation, text: str, dataset: Dataset, own: bool) -> Reply:
    """Explain a query, as JSON."""
    found = explanation_of(generation, text, asked_dataset(generation, text, dataset, own))
    body = json.dumps({"generation": generation.number, **found.as_dict()}, ensure_ascii=False, indent=1)
    return Reply("application/json", (body.encode(),))


def explanation_of(generation: Generation, text: str, dataset: Dataset) -> Explanation:
    """Explain a query of a dataset."""

    def known() -> KnownTerms:
        return generation.remember("known terms", lambda: KnownTerms.of(generation.store))

    return explain(generation.store, text, dataset, known)
