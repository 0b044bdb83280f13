"""The operations of an update, as SPARQL 1.1 texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter

from ...terms import IRI, Quad, n3, typed
from .engines import Engine, Union
from .own_graphs import OwnGraphs
from .scope import VIRTUOSO_GRAPHS, visible


class Operations:
    """The texts for one store: where its own graphs are, and how its engine keeps the union."""

    def __init__(self, own: OwnGraphs, engine: Engine) -> None:
        self._own = own
        hidden = visible("?any", own.prefix, VIRTUOSO_GRAPHS if engine.is_virtuoso else ())
        self._anywhere = f"GRAPH ?any {{ ?s ?p ?o }} FILTER({hidden})"
        self._keeps_union = engine.union is not Union.NATIVE
        self._union = f"GRAPH {n3(own.union)}" if engine.union is Union.NAMED else ""

    def mark(self) -> str:
        """Write the triple that tells how an engine merges graphs, in two of them."""
        triple = f"{n3(self._own.marker)} {n3(self._own.is_marker)} 'koinon'"
        return (
            f"INSERT DATA {{ GRAPH {n3(self._own.marker)} {{ {triple} }} "
            f"GRAPH {n3(self._own.probe)} {{ {triple} }} }}"
        )

    def unmark(self) -> list[str]:
        """Take these triples away again."""
        return [f"DROP SILENT GRAPH {n3(graph)}" for graph in (self._own.marker, self._own.probe)]

    def unite(self) -> list[str]:
        """Fill the union from every graph there is."""
        return [f"INSERT {{ {self._in_union()} }} WHERE {{ {self._anywhere} }}"] if self._keeps_union else []

    def add(self, quads: Sequence[Quad]) -> str:
        """Add quads, to their graphs and the union."""
        triples = "\n".join(f"{_terms(quad)} ." for quad in quads)
        union = f"{self._union} {{ {triples} }}" if self._union else triples
        return f"INSERT DATA {{\n{_data(quads)}\n{union if self._keeps_union else ''}\n}}"

    def stage(self, quads: Iterable[Quad]) -> str:
        """Put quads, whose graphs are staged ones, there only."""
        return f"INSERT DATA {{\n{_data(quads)}\n}}"

    def plan(self, roles: Mapping[IRI, tuple[IRI, IRI]]) -> str:
        """Note what each staged graph is for: its role, and the graph it concerns."""
        lines = "\n".join(f"{n3(one)} {n3(role)} {n3(graph)} ." for one, (role, graph) in roles.items())
        return f"INSERT DATA {{ GRAPH {n3(self._own.marker)} {{\n{lines}\n}} }}"

    def promise(self, generation: int) -> str:
        """Note that everything is staged: from here on the change is done to its end."""
        return self._note(self._own.pending, generation)

    def move(self) -> list[str]:
        """Do what the plan says; each step can be repeated without harm."""
        going, coming = self._planned(self._own.removes_from), self._planned(self._own.adds_to)
        steps = [
            f"DELETE {{ GRAPH ?target {{ ?s ?p ?o }} }} WHERE {{ {going} }}",
            f"INSERT {{ GRAPH ?target {{ ?s ?p ?o }} }} WHERE {{ {coming} }}",
        ]
        if self._keeps_union:
            union, orphaned = self._in_union(), f"{going} FILTER NOT EXISTS {{ {self._anywhere} }}"
            steps += [
                f"DELETE {{ {union} }} WHERE {{ {orphaned} }}",
                f"INSERT {{ {union} }} WHERE {{ {coming} }}",
            ]
        return steps

    def count(self, generation: int) -> list[str]:
        """Let a generation stand, first beside the old one, so that there is always one."""
        return [self._note(self._own.generation, generation), self._forget(self._own.generation, generation)]

    def close(self, staged: Iterable[IRI]) -> list[str]:
        """Throw away staged graphs, and then the plan that knows of them."""
        own = self._own
        steps = [f"DROP SILENT GRAPH {n3(graph)}" for graph in staged]
        forgotten = ", ".join(n3(name) for name in (own.removes_from, own.adds_to))
        return [*steps, self._where(f"?s ?p ?o FILTER(?p IN ({forgotten}))")]

    def withdraw(self) -> str:
        """Take a promise back, or note that it is kept."""
        return self._where(f"?s ?p ?o FILTER(?p = {n3(self._own.pending)})")

    def _in_union(self) -> str:
        return f"{self._union} {{ ?s ?p ?o }}" if self._union else "?s ?p ?o"

    def _planned(self, role: IRI) -> str:
        return f"GRAPH {n3(self._own.marker)} {{ ?staged {n3(role)} ?target }} GRAPH ?staged {{ ?s ?p ?o }}"

    def _note(self, name: IRI, number: int) -> str:
        marker = n3(self._own.marker)
        return f"INSERT DATA {{ GRAPH {marker} {{ {marker} {n3(name)} {n3(typed(number, 'integer'))} }} }}"

    def _forget(self, name: IRI, but: int) -> str:
        return self._where(f"?s ?p ?o FILTER(?p = {n3(name)} && ?o != {but})")

    def _where(self, pattern: str) -> str:
        graph = n3(self._own.marker)
        return f"DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {graph} {{ {pattern} }} }}"


def n_triples(quads: Iterable[Quad]) -> bytes:
    """Write quads without their graphs as N-Triples."""
    return "".join(f"{_terms(quad)} .\n" for quad in quads).encode()


def chunks(quads: Iterable[Quad], size: int) -> Iterator[list[Quad]]:
    """Cut quads into lists of at most ``size``."""
    rest = iter(quads)
    while chunk := list(islice(rest, size)):
        yield chunk


def _data(quads: Iterable[Quad]) -> str:
    ordered = sorted(quads, key=attrgetter("graph"))
    return "\n".join(
        f"GRAPH {n3(graph)} {{\n" + "\n".join(f"{_terms(quad)} ." for quad in members) + "\n}"
        for graph, members in groupby(ordered, key=attrgetter("graph"))
    )


def _terms(quad: Quad) -> str:
    return f"{n3(quad.subject)} {n3(quad.predicate)} {n3(quad.object)}"
