"""Queries answered from one generation."""

from collections.abc import Sequence

from koinon.graph.addresses import Addresses
from koinon.graph.rewriting import rewrite
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.seam import WHOLE, Answer, Dataset
from koinon.graph.store.tokens import TokenKind, tokens
from koinon.graph.updating import graph_names

from ..evaluation import Reply
from ..forms import RESULTS_CSV
from ..generations import Generation
from ..spreadsheets import SPREADSHEET_TYPE, for_spreadsheets
from ..writing.policy import DEFAULT


def answer_query(
    generation: Generation,
    text: str,
    accept: Sequence[str],
    dataset: Dataset,
    own: bool,
    rewrites: bool = True,
) -> Reply:
    """Answer a query, its result written as it is found.

    Args:
        generation: the data.
        text: the query.
        accept: media types, the best liked first.
        dataset: what the request says of the graphs that are asked.
        own: whether the default graph is the strict one, where the request and the query leave it open.
        rewrites: whether the query may be said otherwise, so that the same is found sooner.
    """
    asked = asked_dataset(generation, text, dataset, own)
    answer = _answer(generation, as_asked(generation, text, rewrites), accept, asked)
    return Reply(answer.media_type, answer.chunks)


def answer_for_spreadsheets(
    generation: Generation, text: str, dataset: Dataset, own: bool, rewrites: bool = True
) -> Reply:
    """Answer a query with a table that is safe to open in a spreadsheet.

    Raises:
        NotAcceptable: the result is not a table.
    """
    asked = asked_dataset(generation, text, dataset, own)
    answer = generation.store.answer(as_asked(generation, text, rewrites), (RESULTS_CSV.media_type,), asked)
    headers = {"Content-Disposition": 'attachment; filename="koinon-result.csv"'}
    return Reply(SPREADSHEET_TYPE, for_spreadsheets(answer.chunks), headers=headers)


def as_asked(generation: Generation, text: str, rewrites: bool) -> str:
    """Give the text that the engine gets; only of the embedded one is it known that its graphs are sets."""
    if rewrites and isinstance(generation.store, EmbeddedStore):
        return rewrite(text).text
    return text


def asked_dataset(generation: Generation, text: str, dataset: Dataset, own: bool) -> Dataset:
    """Give the dataset that a query is asked of."""
    if own and dataset == WHOLE and not _says_from(text):
        return generation.remember("own dataset", lambda: _own_dataset(generation))
    return dataset


def _answer(generation: Generation, text: str, accept: Sequence[str], dataset: Dataset) -> Answer:
    if isinstance(generation.store, EmbeddedStore):
        return generation.store.answer_in_thread(text, accept, dataset)
    return generation.store.answer(text, accept, dataset)


def _says_from(text: str) -> bool:
    return any(token.kind is TokenKind.WORD and token.text.casefold() == "from" for token in tokens(text))


def _own_dataset(generation: Generation) -> Dataset:
    """Give the strict dataset: one graph is kept as the default graph, every other is named."""
    default = Addresses(generation.surroundings.base).graph(DEFAULT)
    return Dataset((default,), tuple(name for name in graph_names(generation.store) if name != default))
