"""What a query may not do: reach other hosts, overflow the stack, hide its words. The engine would let it.

The guard reads the text alone, before the engine parses it, in time linear in its length: some microseconds
for an ordinary query, which is short and shallow and needs no more than counting. It cannot foresee what a
query costs; that is contained where queries run.
"""

import re
from typing import Final

from ..errors import QueryError
from .tokens import Token, TokenKind, tokens

#: The engine's stack overflows, which ends the process, from some 1000 nested groups and 4000 in a row.
MOST_GROUPS: Final = 400
#: Round and square brackets inside one another. The engine tries out the orders of nested blank nodes, which
#: takes it a second from 64 of them.
MOST_NESTED: Final = 100
#: Operators and steps of paths in one query. The engine's parser and optimiser call themselves once for each.
MOST_OPERATORS: Final = 2_000
#: Steps of property paths: 250 take a second, and each doubling eight times as long.
MOST_STEPS: Final = 200
_KEYWORD: Final = "service"
_OPERANDS: Final = frozenset(
    {TokenKind.STRING, TokenKind.VARIABLE, TokenKind.NUMBER, TokenKind.NAME, TokenKind.ADDRESS, TokenKind.TAG}
)
_OPERATORS: Final = "|&!+*=-"
# Strings, comments, addresses and the sign of a datatype are passed over in one step; brackets and operators
# are found.
_SIGNS: Final = re.compile(
    r"""[^]["'#<()/|&^!+*=-]*+(?:
      \"{3}(?:[^"\\]|\\.|"(?!""))*+(?:"{3}|\Z)|'{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)
      |"(?:[^"\\\n\r]|\\.)*+"?|'(?:[^'\\\n\r]|\\.)*+'?
      |\#[^\n\r]*+|\^\^|<[^\x00-\x20<>"{}|^`\\()]*+>
      |([][()/|&^!+*=]|-(?=[\s?$(]))|[<-])""",
    re.VERBOSE | re.DOTALL,
)
# A letter or sign of ASCII needs not be spelt by its number, unless it is to be overlooked.
_HIDDEN: Final = re.compile(r"\\u00[0-7][0-9A-Fa-f]|\\U000000[0-7][0-9A-Fa-f]")


def guard(query: str) -> None:
    """Refuse what the engine must not be given, in time linear in the length of the query.

    Raises:
        QueryError: the query holds SERVICE, spells plain letters by their numbers, or has more groups,
            nesting, operators or steps of paths than the engine can bear.
    """
    refuse_federation(query)
    if "\\" in query and (found := _HIDDEN.search(query)):
        raise QueryError(f"The query spells a plain letter as {found[0]}; write the letter itself.")
    if query.count("{") > MOST_GROUPS and sum(token.text == "{" for token in tokens(query)) > MOST_GROUPS:
        raise QueryError(f"The query has more than {MOST_GROUPS} groups in braces; ask in several queries.")
    if _may_be_tangled(query):
        _refuse_tangles(query)


def _may_be_tangled(query: str) -> bool:
    """Count signs wherever they stand: a query that has few has few of them where they matter."""
    count = query.count
    steps = count("/") + count("^")
    return (
        count("(") + count("[") > MOST_NESTED
        or steps > MOST_STEPS
        or steps + sum(map(count, _OPERATORS)) > MOST_OPERATORS
    )


def _refuse_tangles(query: str) -> None:
    """Refuse a query with too many brackets inside one another, or operators, or steps."""
    signs = "".join(_SIGNS.findall(query))
    operators = len(signs) - sum(map(signs.count, "()[]"))
    if operators > MOST_OPERATORS:
        raise QueryError(
            f"The query has {operators:,} operators, more than the {MOST_OPERATORS:,} it may have; "
            "write values as a list (IN or VALUES) instead."
        )
    if signs.count("/") + signs.count("^") > MOST_STEPS:
        raise QueryError(f"The query's paths have more than {MOST_STEPS} steps; ask in several queries.")
    if _depth(signs) > MOST_NESTED:
        raise QueryError(f"The query has more than {MOST_NESTED} brackets inside one another; nest it less.")


def _depth(signs: str) -> int:
    depth = deepest = 0
    for sign in signs:
        if sign in "([":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in ")]":
            depth -= 1
    return deepest


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
