"""One reader's look at one generation: names, quotations and facts, each read once."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from koinon.graph.queries.load import query
from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, Literal, Term

from ..addressing import Addressing
from .naming import Named, Naming
from .quoting import Quoting

#: What a template is given, by name.
View = dict[str, Any]


class Look:
    """What the pages read from. Lives as long as one request."""

    def __init__(self, store: Store, languages: Sequence[str] = ()) -> None:
        self.store = store
        self.name = Naming(store, languages)
        self.quote = Quoting(store)

    def things(self, query_name: str, variable: str, **bindings: Term) -> list[IRI]:
        """Ask a query of one variable for the things that fill it."""
        return [IRI(str(row[variable])) for row in self.rows(query_name, **bindings)]

    def rows(self, query_name: str, **bindings: Term) -> Iterator[dict[str, Term]]:
        """Ask a query for its rows."""
        return iter(self.store.select(query(query_name), bindings))

    def values(self, thing: IRI, predicate: str) -> list[Term]:
        """Give the values of a property, each once, in order."""
        found = {quad.object for quad in self.store.quads(thing, IRI(predicate))}
        return sorted(found, key=lambda term: (isinstance(term, Literal), str(term)))

    def named(self, thing: IRI, predicate: str) -> list[Named]:
        """Give the things that a property names, by name."""
        found = [self.name(value) for value in self.values(thing, predicate) if isinstance(value, IRI)]
        return sorted(found, key=lambda one: one.label.casefold())

    def texts(self, thing: IRI, predicate: str) -> list[Literal]:
        """Give the literals of a property."""
        return [value for value in self.values(thing, predicate) if isinstance(value, Literal)]


def names_of(look: Look, addressing: Addressing) -> Callable[[IRI], str | None]:
    """Give a function that names what this server shows; the language is that of the look."""
    return lambda iri: look.name(iri).label if addressing.path(iri) else None
