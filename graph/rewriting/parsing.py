"""Read the group patterns of a query (SPARQL 1.1 Query, section 19.8), each with its place in the text.

The reader is a recursive descent over the pieces that ``graph.store.tokens`` cuts. rdflib's grammar, which
``graph.explaining`` uses, keeps no places, and takes 10 ms a query where this takes 0.1 ms. Whatever is not
surely understood ends in ``NotUnderstoodError``: then a query is left as it is, which is never wrong.
"""

from typing import Final

from ..store.tokens import Token, TokenKind, tokens
from .syntax import Group, Part, PartKind, Term, TermKind, TriplePattern, names_of

#: The longest query that is read, in characters, and the deepest groups.
LONGEST: Final = 20_000
_DEEPEST: Final = 40
_END: Final = Token(TokenKind.SIGN, "", -1)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_OPERANDS: Final = {
    TokenKind.VARIABLE,
    TokenKind.NUMBER,
    TokenKind.STRING,
    TokenKind.NAME,
    TokenKind.ADDRESS,
    TokenKind.TAG,
}
_FORMS: Final = {"select", "ask", "construct", "describe"}


class NotUnderstoodError(Exception):
    """A query is written in a way that is not read here."""


def read_groups(text: str) -> Group:
    """Read the outermost group of a query, and all within it.

    Raises:
        NotUnderstoodError: the query is too long, or written in a way that is not read here.
    """
    if len(text) > LONGEST:
        raise NotUnderstoodError
    return _Reader(list(tokens(text))).query()


class _Reader:
    """Reads the pieces of a query from the first to the last."""

    def __init__(self, pieces: list[Token]) -> None:
        self._pieces = pieces
        self._at = 0
        self._depth = 0
        for before, piece in zip([_END, *pieces], pieces, strict=False):
            _refuse_doubtful(before, piece)

    def query(self) -> Group:
        while self._word() in {"prefix", "base"}:
            self._at += 3 if self._word() == "prefix" else 2
        form = self._word()
        if form not in _FORMS:
            raise NotUnderstoodError
        self._at += 1
        if form == "construct" and self._sign() == "{":
            self._skip_brackets([])
        self._skip_to_group()
        return self._group()

    def _skip_to_group(self) -> None:
        """Go to the brace that opens WHERE, past what is selected and the graphs that are named."""
        while self._sign() != "{":
            if self._sign() == "(":
                self._skip_brackets([])
            else:
                self._next()

    def _group(self) -> Group:
        begun = self._at
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotUnderstoodError
        group = Group(self._expect("{").start)
        if self._word() == "select":
            self._skip_to_group()
            group.parts.append(Part(PartKind.INNER, groups=[self._group()]))
            while self._sign() != "}":
                self._skip_one([])
        while self._sign() != "}":
            self._part(group)
        group.end = self._expect("}").start + 1
        group.names = names_of(self._pieces[begun : self._at])
        self._depth -= 1
        return group

    def _part(self, group: Group) -> None:
        word = self._word()
        if self._sign() == ".":
            self._at += 1
        elif self._sign() == "{" or word in {"minus", "graph"}:
            group.parts.append(self._inner(word))
        elif word == "optional":
            self._at += 1
            group.parts.append(Part(PartKind.OPTIONAL, groups=[self._group()]))
        elif word == "filter":
            group.parts.append(self._filter(self._next().start))
        elif word == "bind":
            self._at += 1
            group.parts.append(self._bracketed())
        elif word == "values":
            self._values()
            group.parts.append(Part(PartKind.OTHER))
        else:
            self._triples(group)

    def _inner(self, word: str) -> Part:
        if word:
            self._at += 1
        if word == "graph":
            self._term()
        groups = [self._group()]
        while not word and self._word() == "union":
            self._at += 1
            groups.append(self._group())
        return Part(PartKind.INNER, groups=groups)

    def _filter(self, start: int) -> Part:
        negated = self._word() == "not"
        if negated:
            self._at += 1
        if self._word() == "exists":
            self._at += 1
            return Part(PartKind.EXISTS, groups=[self._group()], start=start, negated=negated)
        if self._sign() != "(":
            self._next()  # the name of a function
        return self._bracketed()

    def _bracketed(self) -> Part:
        found: list[Group] = []
        if self._sign() != "(":
            raise NotUnderstoodError
        self._skip_brackets(found)
        return Part(PartKind.EXISTS if found else PartKind.OTHER, groups=found)

    def _values(self) -> None:
        self._at += 1
        while self._sign() != "{":
            self._next()
        self._skip_brackets([])

    def _triples(self, group: Group) -> None:
        """Read what is said of one subject."""
        if not group.parts or group.parts[-1].kind is not PartKind.TRIPLES:
            group.parts.append(Part(PartKind.TRIPLES))
        patterns = group.parts[-1].patterns
        subject = self._term()
        if subject.kind is TermKind.OPAQUE and self._sign() in {".", "}"}:
            patterns.append(TriplePattern(subject, subject, subject))
            return
        while True:
            predicate = self._verb()
            patterns.append(TriplePattern(subject, predicate, self._term()))
            while self._sign() == ",":
                self._at += 1
                patterns.append(TriplePattern(subject, predicate, self._term()))
            while (more := self._sign()) == ";":
                self._at += 1
            if self._pieces[self._at - 1].text != ";" or more in {".", "}"}:
                return

    def _verb(self) -> Term:
        begun, first = self._at, self._peek()
        if first.kind is TokenKind.VARIABLE:
            self._at += 1
            return Term(TermKind.VARIABLE, first.text)
        self._step()
        while self._sign() in {"/", "|"}:
            self._at += 1
            self._step()
        if self._at == begun + 1:
            return Term(TermKind.CONSTANT, first.text)
        return Term(TermKind.OPAQUE, "")

    def _step(self) -> None:
        """Pass over one step of a path."""
        while self._sign() in {"^", "!"}:
            self._at += 1
        if self._sign() == "(":
            self._skip_brackets([])
        elif self._peek().kind in {TokenKind.NAME, TokenKind.ADDRESS} or self._peek().text == "a":
            self._at += 1
        else:
            raise NotUnderstoodError
        if self._sign() in {"*", "+", "?"}:
            self._at += 1

    def _term(self) -> Term:
        if self._sign() in {"[", "("}:
            self._skip_brackets([])
            return Term(TermKind.OPAQUE, "")
        piece = self._next()
        if piece.kind is TokenKind.VARIABLE:
            return Term(TermKind.VARIABLE, piece.text)
        if piece.kind is TokenKind.STRING:
            return Term(TermKind.CONSTANT, piece.text + self._ending())
        if piece.kind is TokenKind.NAME:
            return Term(TermKind.BLANK if piece.text.startswith("_:") else TermKind.CONSTANT, piece.text)
        if piece.kind in {TokenKind.ADDRESS, TokenKind.NUMBER} or piece.text.casefold() in {"true", "false"}:
            return Term(TermKind.CONSTANT, piece.text)
        raise NotUnderstoodError

    def _ending(self) -> str:
        """Read the language or the type of a literal."""
        if self._peek().kind is TokenKind.TAG:
            return self._next().text
        if self._sign() != "^":
            return ""
        self._expect("^")
        self._expect("^")
        named = self._next()
        if named.kind not in {TokenKind.NAME, TokenKind.ADDRESS}:
            raise NotUnderstoodError
        return f"^^{named.text}"

    def _skip_brackets(self, found: list[Group]) -> None:
        """Pass over brackets and what they hold; of EXISTS, read the group."""
        closing = _CLOSING[self._next().text]
        while self._sign() != closing:
            self._skip_one(found)
        self._at += 1

    def _skip_one(self, found: list[Group]) -> None:
        if self._word() == "exists":
            self._at += 1
            found.append(self._group())
        elif self._sign() in _CLOSING:
            self._depth += 1
            if self._depth > _DEEPEST:
                raise NotUnderstoodError
            self._skip_brackets(found)
            self._depth -= 1
        elif self._sign() in {")", "]", "}"}:
            raise NotUnderstoodError
        else:
            self._next()

    def _peek(self) -> Token:
        return self._pieces[self._at] if self._at < len(self._pieces) else _END

    def _next(self) -> Token:
        piece = self._peek()
        if piece is _END:
            raise NotUnderstoodError
        self._at += 1
        return piece

    def _expect(self, sign: str) -> Token:
        if self._sign() != sign:
            raise NotUnderstoodError
        return self._next()

    def _sign(self) -> str:
        piece = self._peek()
        return piece.text if piece.kind is TokenKind.SIGN else ""

    def _word(self) -> str:
        piece = self._peek()
        return piece.text.casefold() if piece.kind is TokenKind.WORD else ""


def _refuse_doubtful(before: Token, piece: Token) -> None:
    """Refuse what the engine may cut otherwise than the pieces are cut here.

    Raises:
        NotUnderstoodError: a name ends in a stop, which may end the triple; what looks like an
            address may be a comparison; or a letter is spelt by its number.
    """
    if piece.kind is TokenKind.NAME and (piece.text.endswith(".") or "\\" in piece.text):
        raise NotUnderstoodError
    if piece.kind is TokenKind.ADDRESS and (
        any(sign in piece.text for sign in "()'\\?$&=")
        or (before.kind in _OPERANDS and ":" not in piece.text)
    ):
        raise NotUnderstoodError
    if piece.kind is TokenKind.SIGN and piece.text == "\\":
        raise NotUnderstoodError
    if piece.kind is TokenKind.WORD and piece.text.casefold() == "service":
        raise NotUnderstoodError
