"""What a query may not do: reach other hosts, or overflow the stack. The engine would do both."""

from ..errors import QueryError
from .tokens import Token, TokenKind, tokens

#: The engine's stack overflows, which ends the process, from some 1000 nested groups and 4000 in a row.
MOST_GROUPS = 400
_KEYWORD = "service"
_OPERANDS = frozenset(
    {TokenKind.STRING, TokenKind.VARIABLE, TokenKind.NUMBER, TokenKind.NAME, TokenKind.ADDRESS, TokenKind.TAG}
)


def guard(query: str) -> None:
    """Refuse what the engine must not be given, in time linear in the length of the query.

    Raises:
        QueryError: the query holds SERVICE, or more than ``MOST_GROUPS`` groups.
    """
    refuse_federation(query)
    if query.count("{") > MOST_GROUPS and sum(token.text == "{" for token in tokens(query)) > MOST_GROUPS:
        raise QueryError(f"The query has more than {MOST_GROUPS} groups in braces; ask in several queries.")


def refuse_federation(query: str) -> None:
    """Refuse a query that asks another endpoint by SERVICE.

    The engine takes ``trueSERVICE`` and ``SERVICE:x`` apart, so a keyword or a prefix that merely holds the
    word is refused too. Takes time linear in the length of the query.

    Raises:
        QueryError: the query holds SERVICE, or could be read as if it did.
    """
    if _KEYWORD not in query.casefold():
        return
    depth, before = 0, Token(TokenKind.SIGN, "", 0)
    for token in tokens(query):
        if _names_service(token):
            raise QueryError(
                "SERVICE is not allowed: this store answers from its own data only "
                "(a prefix or a keyword that holds the word is not allowed either)."
            )
        if depth and _ends_operand(before) and _may_hide(token):
            raise QueryError(
                f"In a query that holds the word “service”, {token.text} may be an address or a comparison; "
                "write it as a prefixed name, or put spaces around the sign."
            )
        depth += {"(": 1, ")": -1}.get(token.text, 0) if token.kind is TokenKind.SIGN else 0
        before = token


def _names_service(token: Token) -> bool:
    if token.kind is TokenKind.WORD:
        return _KEYWORD in token.text.casefold()
    return token.kind is TokenKind.NAME and _KEYWORD in token.text.partition(":")[0].casefold()


def _ends_operand(token: Token) -> bool:
    return token.kind in _OPERANDS or token.text == ")" or token.text.casefold() in {"true", "false"}


def _may_hide(token: Token) -> bool:
    # After an operand in brackets “<” may compare, and what looks like an address may hold anything.
    return token.kind is TokenKind.ADDRESS and any(sign in token.text for sign in "'#)")
