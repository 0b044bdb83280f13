"""What is stated, as against what is inferred: read property by property and class by class."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from koinon.ontology.namespaces import RDF

from ..queries.load import query
from ..store.seam import Store
from ..terms import IRI, Triple

TYPE: Final = IRI(RDF + "type")


@dataclass(frozen=True, slots=True)
class Asserted:
    """A store without its inferred graph; a triple comes once for each graph that states it."""

    store: Store
    inferred: IRI

    def statements(self, name: IRI) -> Iterator[Triple]:
        """Yield the triples of a property."""
        found = self.store.select(query("asserted_values"), {"property": name, "apart": self.inferred})
        for thing, value in found.rows:
            if isinstance(thing, IRI) and value is not None:
                yield Triple(thing, name, value)

    def instances(self, name: IRI) -> Iterator[Triple]:
        """Yield the types of the things that are stated to be of a class."""
        found = self.store.select(query("asserted_instances"), {"class": name, "apart": self.inferred})
        for (thing,) in found.rows:
            if isinstance(thing, IRI):
                yield Triple(thing, TYPE, name)
