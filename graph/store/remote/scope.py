"""What a query may see: its dataset as the request asks it, and no graph that the store keeps for itself."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NamedTuple

from ...terms import IRI, n3
from ..binding import outermost_group
from ..datasets import address_of, is_word, prefixes_of
from ..seam import WHOLE, Dataset
from ..tokens import Token, TokenKind, tokens

#: Graphs that Virtuoso brings along.
VIRTUOSO_GRAPHS: Final = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/ns/ldp#",
    "http://www.w3.org/2002/07/owl#",
    "http://localuriqaserver/sparql",
    "urn:activitystreams-owl:map",
)


class Clause(NamedTuple):
    """A ``FROM`` or ``FROM NAMED`` of a query: where it stands, and the graph it names."""

    start: int
    end: int
    graph: IRI | None
    is_named: bool


def without_clauses(query: str) -> tuple[str, Dataset]:
    """Take the dataset out of a query's text; where it cannot be told the text stays as it is.

    What the request asks goes before what the query declares (SPARQL 1.1 Protocol, section 2.1.4), but not
    every engine knows that.
    """
    clauses = _clauses(query)
    if not clauses or any(clause.graph is None for clause in clauses):
        return query, WHOLE
    for clause in reversed(clauses):
        query = f"{query[: clause.start]} {query[clause.end :]}"
    default = tuple(clause.graph for clause in clauses if clause.graph and not clause.is_named)
    named = tuple(clause.graph for clause in clauses if clause.graph and clause.is_named)
    return query, Dataset(default, named)


def hiding(query: str, prefix: str | None, graphs: Iterable[str] = ()) -> str:
    """Let no ``GRAPH ?any`` of a query find graphs under a prefix, or one of the graphs.

    The condition stands behind the pattern, in the group that certainly binds the variable.
    """
    if "graph" not in query.casefold():
        return query
    parts: list[str] = []
    done = 0
    for variable, end in sorted(_graph_patterns(query), key=lambda found: found[1]):
        parts += [query[done:end], f" FILTER({visible(variable, prefix, graphs)})"]
        done = end
    return "".join([*parts, query[done:]])


def names_graph(query: str) -> bool:
    """Tell whether a query asks for a graph by its address."""
    if "graph" not in query.casefold():
        return False
    return any(
        is_word(word, "graph") and name.kind in (TokenKind.ADDRESS, TokenKind.NAME)
        for word, name in pairwise(tokens(query))
    )


def within(query: str, graph: IRI) -> str:
    """Let a query's pattern be matched in one graph, save where the pattern itself names another."""
    opening, _, closing = outermost_group(list(tokens(query)))
    return f"{query[: opening + 1]} GRAPH {n3(graph)} {{{query[opening + 1 : closing]}\n}} {query[closing:]}"


def visible(variable: str, prefix: str | None, graphs: Iterable[str] = ()) -> str:
    """Write the condition that a variable's graph is none of those that are hidden."""
    others = ", ".join(f"<{graph}>" for graph in graphs)
    conditions = [f'!STRSTARTS(STR({variable}), "{prefix}")'] if prefix else []
    conditions += [f"{variable} NOT IN ({others})"] if others else []
    return " && ".join(conditions) or "true"


def _graph_patterns(query: str) -> list[tuple[str, int]]:
    """Find the variable of each ``GRAPH ?any { … }`` and where the pattern ends."""
    found: list[tuple[str, int]] = []
    opened: list[str | None] = []
    before: list[Token] = []
    for token in tokens(query):
        if token.kind is TokenKind.SIGN and token.text == "{":
            asks = len(before) == 2 and is_word(before[0], "graph") and before[1].kind is TokenKind.VARIABLE
            opened.append(before[1].text if asks else None)
        elif token.kind is TokenKind.SIGN and token.text == "}" and opened:
            variable = opened.pop()
            if variable:
                found.append((variable, token.start + 1))
        before = [*before[-1:], token]
    return found


def _clauses(query: str) -> list[Clause]:
    if "from" not in query.casefold():
        return []
    pieces = list(tokens(query))
    prefixes = prefixes_of(pieces)
    clauses = []
    for word, name, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if is_word(word, "from"):
            is_named = is_word(name, "named")
            last = after if is_named else name
            clauses.append(
                Clause(word.start, last.start + len(last.text), address_of(last, prefixes), is_named)
            )
    return clauses
