"""The words of a SPARQL query, cut in one pass, without understanding them."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

# SPARQL 1.1 Query, section 19.8. Possessive quantifiers keep the pass linear whatever the query holds;
# a string that does not end runs to the end, and the engine refuses it.
_TOKEN = re.compile(
    r"""
    (?P<STRING> \"{3}(?:[^"\\]|\\.|\"(?!\"\"))*+(?:\"{3}|\Z)
              | '{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)
              | \"(?:[^"\\\n\r]|\\.)*+\"?
              | '(?:[^'\\\n\r]|\\.)*+'? )
  | (?P<COMMENT> \#[^\n\r]*+ )
  | (?P<ADDRESS> <(?:[^\x00-\x20<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+> )
  | (?P<VARIABLE> [?$]\w++ )
  | (?P<TAG> @[A-Za-z]++(?:-[A-Za-z0-9]++)*+ )
  | (?P<NAME> (?:[^\W\d][\w-]*+)?+ : (?:(?:[\w:%]|\\[^uU\s])(?:[\w:%.-]|\\[^uU\s])*+)?+ )
  | (?P<WORD> [^\W\d][\w-]*+ )
  | (?P<NUMBER> \d++ )
  | (?P<SIGN> \S )
    """,
    re.VERBOSE | re.DOTALL,
)


class TokenKind(Enum):
    """What a piece of a query is."""

    STRING = "string"
    COMMENT = "comment"
    ADDRESS = "address in angle brackets"
    VARIABLE = "variable"
    TAG = "language tag"
    NAME = "prefixed name"
    WORD = "keyword"
    NUMBER = "number"
    SIGN = "sign"


class Token(NamedTuple):
    """A piece of a query, and where it begins."""

    kind: TokenKind
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Cut a query into its pieces; comments are left out."""
    for found in _TOKEN.finditer(query):
        kind = TokenKind[found.lastgroup or "SIGN"]
        if kind is not TokenKind.COMMENT:
            yield Token(kind, found.group(), found.start())
