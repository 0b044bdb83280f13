"""A query's form, told before it is sent: engines differ in what they take for SPARQL, and in their words."""

from enum import Enum
from typing import Final

import pyoxigraph as ox

from ...errors import QueryError
from ..datasets import is_word
from ..engine_errors import engine_errors
from ..guard import guard
from ..tokens import TokenKind, tokens

# Without data only these make rows; several of them multiply, and the engine here sorts before it answers.
_MOST_VALUES: Final = 1
_MOST_UNIONS: Final = 8


class Form(Enum):
    """What a query asks for."""

    SELECT = "select"
    ASK = "ask"
    CONSTRUCT = "construct"
    DESCRIBE = "describe"


_PROLOGUE: Final = frozenset({"prefix", "base"})
_FORMS: Final = frozenset(form.value for form in Form)


def form_of(query: str) -> Form:
    """Tell the form of a query, and refuse what is no SPARQL 1.1 query, in the words of the embedded store.

    Raises:
        QueryError: the text is not a query, or asks for what is not allowed.
    """
    guard(query)
    words = [token.text.casefold() for token in tokens(query) if token.kind is TokenKind.WORD]
    if words.count("values") <= _MOST_VALUES and words.count("union") <= _MOST_UNIONS:
        with engine_errors():
            ox.Store().query(query)  # on no data: parsed, and answered with nothing
    # Not left to the engine: Virtuoso takes updates and commands of its own where it is asked a query.
    first = next((word for word in words if word not in _PROLOGUE), "")
    if first not in _FORMS:
        raise QueryError("The query is not SPARQL: it begins with none of SELECT, ASK, CONSTRUCT, DESCRIBE.")
    return Form(first)


def counting(construct: str) -> str:
    """Turn a CONSTRUCT query into one that counts the solutions its triples are made from.

    Raises:
        QueryError: the query has no pattern.
    """
    pieces = list(tokens(construct))
    start = next(token.start for token in pieces if is_word(token, "construct"))
    where = _pattern(construct, start)
    head = construct[:start]
    return f"{head} SELECT (COUNT(*) AS ?n) WHERE {{ {{ SELECT (1 AS ?one) WHERE {construct[where:]}\n}} }}"


def _pattern(construct: str, start: int) -> int:
    """Find where the WHERE pattern opens: the second group if the first is a template."""
    depth = 0
    after_word = False
    for token in tokens(construct):
        if token.start <= start:
            continue
        if token.text == "{" and token.kind is TokenKind.SIGN:
            if depth == 0 and after_word:
                return token.start
            depth += 1
        elif token.text == "}" and token.kind is TokenKind.SIGN:
            depth -= 1
            after_word = after_word or depth == 0
        elif depth == 0 and is_word(token, "where"):
            after_word = True
    raise QueryError("The query has no pattern in braces.")
