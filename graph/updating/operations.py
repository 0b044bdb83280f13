"""An update text cut into its operations (SPARQL 1.1 Query Language, section 19.8, rules 29 to 52).

What an operation writes and asks is not understood here: patterns and templates are cut out whole and go
to the engine. What cannot be cut is refused.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..errors import QueryError
from ..store.tokens import Token, TokenKind, tokens
from .cursor import Cursor, Span

_LOAD = "load"


@dataclass(frozen=True, slots=True)
class Data:
    """INSERT DATA or DELETE DATA: the block of what comes or goes."""

    removes: bool
    block: Span


@dataclass(frozen=True, slots=True)
class Modify:
    """DELETE … INSERT … WHERE; ``with_graph`` and ``using`` hold addresses as they are written."""

    pattern: Span
    delete: Span | None = None
    insert: Span | None = None
    with_graph: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clear:
    """CLEAR or DROP; the target is DEFAULT, NAMED, ALL or an address as it is written."""

    target: str


@dataclass(frozen=True, slots=True)
class Create:
    """CREATE GRAPH."""

    graph: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Transfer:
    """ADD, COPY or MOVE from one graph to another, each DEFAULT or an address as it is written."""

    kind: str
    source: str
    target: str
    silent: bool


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, with the declarations that hold for it."""

    does: Data | Modify | Clear | Create | Transfer
    prologue: tuple[Span, ...] = field(default=())


def read_operations(text: str) -> Iterator[Operation]:
    """Cut an update into its operations. Takes time linear in the length of the text.

    Raises:
        QueryError: it is no update, or it loads from an address.
    """
    pieces = list(tokens(text))
    _refuse_loading(pieces)
    cursor = Cursor(text, pieces)
    prologue: tuple[Span, ...] = ()
    while True:
        prologue += tuple(_prologue(cursor))
        if cursor.at_end:
            return
        yield Operation(_operation(cursor), prologue)
        if not cursor.at_end:
            cursor.expect(";")


def _prologue(cursor: Cursor) -> Iterator[Span]:
    while (word := cursor.word()) in {"base", "prefix"}:
        start = cursor.start
        cursor.next()
        if word == "prefix":
            cursor.expect_kind(TokenKind.NAME, "a prefix")
        cursor.expect_kind(TokenKind.ADDRESS, "an address in angle brackets")
        yield Span(start, cursor.end)


def _operation(cursor: Cursor) -> Data | Modify | Clear | Create | Transfer:
    word = cursor.word()
    if word in {"clear", "drop"}:
        cursor.next()
        cursor.accept("silent")
        return Clear(_target(cursor, ("default", "named", "all"), bare=False))
    if word == "create":
        cursor.next()
        silent = cursor.accept("silent")
        cursor.expect("graph")
        return Create(cursor.address(), silent)
    if word in {"add", "move", "copy"}:
        return _transfer(cursor, word)
    if word in {"insert", "delete"} and cursor.word(1) == "data":
        cursor.next(2)
        return Data(word == "delete", cursor.block())
    if word in {"insert", "delete", "with"}:
        return _modify(cursor)
    raise cursor.unexpected("INSERT, DELETE, WITH, CLEAR, DROP, CREATE, ADD, MOVE or COPY")


def _transfer(cursor: Cursor, kind: str) -> Transfer:
    cursor.next()
    silent = cursor.accept("silent")
    source = _target(cursor, ("default",), bare=True)
    cursor.expect("to")
    return Transfer(kind, source, _target(cursor, ("default",), bare=True), silent)


def _target(cursor: Cursor, words: tuple[str, ...], *, bare: bool) -> str:
    for word in words:
        if cursor.accept(word):
            return word.upper()
    if not cursor.accept("graph") and not bare:
        raise cursor.unexpected("GRAPH, DEFAULT, NAMED or ALL")
    return cursor.address()


def _modify(cursor: Cursor) -> Modify:
    graph = cursor.address() if cursor.accept("with") else None
    if graph is None and cursor.word() == "delete" and cursor.word(1) == "where":
        cursor.next(2)
        block = cursor.block()
        return Modify(block, delete=block)
    delete = cursor.block() if cursor.accept("delete") else None
    insert = cursor.block() if cursor.accept("insert") else None
    if delete is None and insert is None:
        raise cursor.unexpected("DELETE or INSERT")
    using: list[str] = []
    named: list[str] = []
    while cursor.accept("using"):
        (named if cursor.accept("named") else using).append(cursor.address())
    cursor.expect("where")
    return Modify(cursor.block(), delete, insert, graph, tuple(using), tuple(named))


def _refuse_loading(pieces: list[Token]) -> None:
    # The engine reads “LOAD:x” as LOAD and an address, and would fetch it.
    for token in pieces:
        named = token.kind is TokenKind.NAME and _LOAD in token.text.partition(":")[0].casefold()
        if named or (token.kind is TokenKind.WORD and _LOAD in token.text.casefold()):
            raise QueryError(
                "LOAD is not allowed: this store fetches nothing from other hosts; send the data itself by "
                "PUT or POST to /graphs (a prefix or a keyword that holds the word is not allowed either)."
            )
