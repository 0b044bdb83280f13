"""What a query asks of the data, read with rdflib's grammar: its patterns, in the order they are written.

The grammar is a recursive descent in Python: what is nested too deeply ends in an error that is caught, not
in the end of the process. It is slow, some 10 ms a query, and quadratic at worst, so long queries are left.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from pyparsing import ParseException
from rdflib import RDF, BNode, URIRef, Variable
from rdflib.paths import Path
from rdflib.plugins.sparql.algebra import translatePath, translatePName, translatePrologue, traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Node

from ..errors import QueryError
from ..store.seam import WHOLE, Dataset
from ..terms import IRI

#: The longest query that is read, in characters.
LONGEST: Final = 20_000
_GROUPS: Final = ("GroupGraphPatternSub", "SubSelect")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One triple pattern. A blank node in it stands for a variable whose name begins with ``_``."""

    subject: Node
    predicate: Node | Path
    object: Node
    graph: Node | None

    @property
    def variables(self) -> frozenset[str]:
        """Name the variables."""
        terms = (self.subject, self.predicate, self.object, self.graph)
        return frozenset(_variable(term) for term in terms if isinstance(term, Variable | BNode))

    @property
    def predicates(self) -> tuple[str, ...]:
        """Give the properties that are named, those within a path included."""
        return tuple(_addresses(self.predicate))

    @property
    def is_typing(self) -> bool:
        """Tell whether the pattern names a class."""
        return self.predicate == RDF.type and isinstance(self.object, URIRef)

    def text(self, prefixes: Mapping[str, str] | None = None) -> str:
        """Write the pattern in SPARQL, with prefixes if they are given."""
        triple = " ".join(
            _written(term, prefixes or {}) for term in (self.subject, self.predicate, self.object)
        )
        if self.graph is None:
            return f"{triple} ."
        return f"GRAPH {_written(self.graph, prefixes or {})} {{ {triple} }}"


@dataclass(slots=True)
class Group:
    """A group of patterns that must match together.

    ``links`` are sets of variables that something other than a pattern joins: VALUES, BIND, a UNION, a
    sub-select. ``unions`` are branches one of which must match, ``selects`` must match too; ``others`` need
    not: OPTIONAL, MINUS and EXISTS. ``keywords`` name what else may leave nothing.
    """

    patterns: list[Pattern] = field(default_factory=list)
    links: list[frozenset[str]] = field(default_factory=list)
    unions: list[list["Group"]] = field(default_factory=list)
    selects: list["Group"] = field(default_factory=list)
    optional: list["Group"] = field(default_factory=list)
    others: list["Group"] = field(default_factory=list)
    keywords: dict[str, None] = field(default_factory=dict)

    def all(self) -> Iterator["Group"]:
        """Yield this group and every group within it."""
        yield self
        within = (self.selects, self.optional, self.others, *self.unions)
        for group in (one for groups in within for one in groups):
            yield from group.all()

    @property
    def variables(self) -> frozenset[str]:
        """Name the variables of the patterns that must match."""
        return frozenset().union(*(pattern.variables for pattern in self.patterns), *self.links)


@dataclass(frozen=True, slots=True)
class Outline:
    """A query's form (``SelectQuery``, …), its outermost group, its dataset, and whether it counts."""

    form: str
    group: Group
    dataset: Dataset
    aggregates: bool


def read_outline(text: str) -> Outline:
    """Read what a query asks.

    Raises:
        QueryError: it is too long, nested too deeply, or not SPARQL 1.1.
    """
    if len(text) > LONGEST:
        raise QueryError(f"Queries longer than {LONGEST:,} characters are not explained.")
    try:
        head, body = parseQuery(text)
        prologue = translatePrologue(head, None)
        tree = traverse(body, visitPre=partial(translatePName, prologue=prologue), visitPost=translatePath)
        group = Group()
        if tree.where is not None:
            _Reader().read(tree.where, None, group)
        aggregates = any(node.name.startswith("Aggregate_") for node in _nodes(tree))
    except RecursionError:
        raise QueryError("The query is too long or too deeply nested to be explained.") from None
    except ParseException:
        raise QueryError("The query holds something that cannot be explained, beyond SPARQL 1.1.") from None
    except Exception as error:  # noqa: BLE001
        # Rdflib complains of an unknown prefix with a bare Exception, for instance.
        raise QueryError(f"The query cannot be explained: {error}.") from None
    return Outline(tree.name, group, _dataset(tree), aggregates)


class _Reader:
    """Walks through groups."""

    def read(self, node: CompValue, graph: Node | None, into: Group) -> None:
        """Read a group, or a sub-select, into a group that must match as a whole."""
        if node.name == "SubSelect":
            inner = Group()
            self.read(node.where, graph, inner)
            into.selects.append(inner)
            into.links.append(frozenset(_names(node.projection or node.where)))
            into.keywords["a sub-select"] = None
            return
        for part in node.part or ():
            getattr(self, f"_{part.name}", self._ignored)(part, graph, into)

    def _ignored(self, part: CompValue, graph: Node | None, into: Group) -> None:
        into.keywords[part.name] = None

    def _TriplesBlock(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        for flat in part.triples:
            terms = list(flat)
            into.patterns += [
                Pattern(*three, graph) for three in zip(terms[::3], terms[1::3], terms[2::3], strict=True)
            ]

    def _GraphGraphPattern(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        self.read(part.graph, part.term, into)

    def _GroupOrUnionGraphPattern(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        if len(part.graph) == 1:
            self.read(part.graph[0], graph, into)
            return
        branches = [Group() for _ in part.graph]
        for branch, node in zip(branches, part.graph, strict=True):
            self.read(node, graph, branch)
        into.unions.append(branches)
        into.links.append(frozenset().union(*(branch.variables for branch in branches)))
        into.keywords["UNION"] = None

    def _OptionalGraphPattern(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        into.optional.append(self._apart(part.graph, graph))

    def _MinusGraphPattern(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        into.others.append(self._apart(part.graph, graph))
        into.keywords["MINUS"] = None

    def _Filter(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        into.keywords["FILTER"] = None
        for node in _nodes(part.expr):
            if node.name in {"Builtin_EXISTS", "Builtin_NOTEXISTS"}:
                into.others.append(self._apart(node.graph, graph))

    def _Bind(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        into.links.append(frozenset(_names(part)))

    def _InlineData(self, part: CompValue, graph: Node | None, into: Group) -> None:  # noqa: N802
        into.links.append(frozenset(map(str, part.var)))
        into.keywords["VALUES"] = None

    def _apart(self, node: CompValue, graph: Node | None) -> Group:
        group = Group()
        self.read(node, graph, group)
        return group


def shown(address: str, prefixes: Mapping[str, str]) -> str:
    """Write an address with a prefix, where one fits."""
    for name, start in prefixes.items():
        rest = address[len(start) :]
        if address.startswith(start) and rest and all(letter.isalnum() or letter in "_-" for letter in rest):
            return f"{name}:{rest}"
    return f"<{address}>"


def _written(term: Node | Path, prefixes: Mapping[str, str]) -> str:
    if isinstance(term, Variable | BNode):
        return f"?{_variable(term)}"
    if isinstance(term, URIRef):
        return "a" if prefixes and term == RDF.type else shown(str(term), prefixes)
    if isinstance(term, Path):
        return f"({_path(term, prefixes)})" if prefixes else term.n3()
    return str(term.n3())


def _path(path: Path, prefixes: Mapping[str, str]) -> str:
    text = path.n3()
    for address in sorted(set(_addresses(path)), key=len, reverse=True):
        text = text.replace(f"<{address}>", shown(address, prefixes))
    return text


def _addresses(term: object) -> Iterator[str]:
    if isinstance(term, URIRef):
        yield str(term)
    elif isinstance(term, Path):
        for part in vars(term).values():
            yield from _addresses(part)
    elif isinstance(term, list | tuple):
        for one in term:
            yield from _addresses(one)


def _variable(term: Node) -> str:
    return f"_{term}" if isinstance(term, BNode) else str(term)


def _nodes(value: Any) -> Iterator[CompValue]:
    if isinstance(value, CompValue):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _nodes(inner)


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, Variable):
        yield str(value)
    elif isinstance(value, CompValue):
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for inner in value:
            yield from _names(inner)


def _dataset(tree: CompValue) -> Dataset:
    clauses = tree.datasetClause or ()
    default = tuple(IRI(str(one.default)) for one in clauses if one.default)
    named = tuple(IRI(str(one.named)) for one in clauses if one.named)
    return Dataset(default, named) if clauses else WHOLE
