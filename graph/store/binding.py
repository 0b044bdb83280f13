"""Values bound to the variables of a query.

The engine's own substitution works only for variables that the SELECT names, and is applied after the
pattern has been matched: 33 ms where a VALUES block at the head of the pattern takes 0.2 ms.
"""

from ..errors import QueryError
from ..terms import n3
from .seam import Bindings
from .tokens import Token, TokenKind, tokens


def bind(query: str, bindings: Bindings) -> str:
    """Join one row of values to the outermost group pattern of a query.

    A subselect sees a value only if it names the variable, as everywhere in SPARQL.

    Raises:
        QueryError: the query has no such variable, or no pattern to join the values to.
    """
    pieces = list(tokens(query))
    present = {token.text[1:] for token in pieces if token.kind is TokenKind.VARIABLE}
    for name in bindings:
        if name not in present:
            raise QueryError(f"The query has no variable ?{name} that a value could be bound to.")
    values = _values(bindings)
    if "{" not in (token.text for token in pieces):  # DESCRIBE ?thing
        return f"{query}\nWHERE {{ {values} }}"
    opening, inside, closing = outermost_group(pieces)
    head, body, tail = query[: opening + 1], query[opening + 1 : closing], query[closing:]
    if inside.text.casefold() == "select":
        return f"{head} {values} {{{body}\n}} {tail}"
    return f"{head} {values} {body}{tail}"


def substitute(query: str, bindings: Bindings) -> str:
    """Put values in the place of variables wherever these stand.

    A query of many alternatives is planned by each of its patterns: a value that is joined to the outermost
    group reaches none of them. A variable that a SELECT names, or that is assigned to, cannot be replaced.

    Raises:
        QueryError: a value cannot stand in a query.
    """
    try:
        written = {name: n3(term) for name, term in bindings.items()}
    except ValueError as error:
        raise QueryError(f"A value cannot be bound: {error}") from None
    pieces, end = [], 0
    for token in tokens(query):
        if token.kind is TokenKind.VARIABLE and token.text[1:] in written:
            pieces += [query[end : token.start], written[token.text[1:]]]
            end = token.start + len(token.text)
    return "".join([*pieces, query[end:]])


def _values(bindings: Bindings) -> str:
    try:
        row = " ".join(n3(term) for term in bindings.values())
    except ValueError as error:
        raise QueryError(f"A value cannot be bound: {error}") from None
    return f"VALUES ({' '.join(f'?{name}' for name in bindings)}) {{ ({row}) }}"


def outermost_group(pieces: list[Token]) -> tuple[int, Token, int]:
    """Find where the WHERE pattern opens, its first token, and where it closes.

    Raises:
        QueryError: there is no pattern in braces.
    """
    round_depth = curly_depth = 0
    opened: tuple[int, Token] | None = None
    for before, token, after in zip(pieces, pieces[1:], [*pieces[2:], pieces[-1]], strict=True):
        if token.kind is not TokenKind.SIGN:
            continue
        round_depth += {"(": 1, ")": -1}.get(token.text, 0)
        if round_depth:
            continue  # an EXISTS within the SELECT clause has braces too
        if token.text == "{":
            if curly_depth == 0 and before.text.casefold() != "construct":
                opened = token.start, after
            curly_depth += 1
        elif token.text == "}":
            curly_depth -= 1
            if curly_depth == 0 and opened:
                return *opened, token.start
    raise QueryError("The query has no group pattern in braces that values could be bound in.")
