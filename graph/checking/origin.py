"""Where something in the graph comes from: its name, its source, and the words that state it."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from koinon.ontology.namespaces import DCTERMS, OA, RDF, RDFS, SKOS

from ..addresses import Addresses, hp
from ..store.seam import Store
from ..terms import IRI, Literal, Term

_NAMES: Final = (IRI(SKOS + "prefLabel"), IRI(DCTERMS + "title"), IRI(RDFS + "label"))
_LONGEST_QUOTE: Final = 240


class Origin(NamedTuple):
    """A source by title and address, and the quoted words; each may be unknown."""

    source: str = ""
    source_id: IRI | None = None
    passage: str = ""


class Origins:
    """Looks up, in one store, what a sentence about a node needs to be understood."""

    def __init__(self, store: Store, addresses: Addresses) -> None:
        self._store = store
        self._addresses = addresses

    def name(self, node: Term) -> str:
        """Name a node as a reader knows it: by label, else by what it joins, else by its address."""
        if isinstance(node, Literal):
            return f"“{node.value}”"
        label = next((found for name in _NAMES if (found := self._words(node, name))), "")
        if label:
            return f"“{label}”"
        return self._involvement_name(node) or node.removeprefix(self._addresses.base)

    def opening(self, node: IRI) -> str:
        """Name a node at the head of a sentence."""
        name = self.name(node)
        return f"T{name[1:]}" if name.startswith("the ") else name

    def origin(self, node: IRI, predicate: IRI | None = None, value: Term | None = None) -> Origin:
        """Find the source that says something of a node, and its words where they are known."""
        source = self._source(node, predicate, value)
        passage = self._passage(node, predicate, source)
        return Origin(self.title(source) if source else "", source, self.quote(passage) if passage else "")

    def title(self, source: IRI) -> str:
        """Give the title of a source, else the last part of its address."""
        return self._words(source, IRI(DCTERMS + "title")) or source.rsplit("/", 1)[-1]

    def quote(self, passage: IRI) -> str:
        """Quote a passage, shortened in the middle where it is long; a row is named and quoted."""
        row = quote = ""
        for selector in self._store.quads(passage, IRI(OA + "hasSelector")):
            if isinstance(selector.object, IRI):
                quote = quote or self._words(selector.object, IRI(OA + "exact"))
                row = row or self._words(selector.object, IRI(RDF + "value"))
        words = " ".join(quote.split())
        if len(words) > _LONGEST_QUOTE:
            words = f"{words[: _LONGEST_QUOTE // 2]} … {words[-_LONGEST_QUOTE // 2 :]}"
        return ": ".join(part for part in (row, words) if part)

    def _involvement_name(self, node: IRI) -> str:
        """Name an involvement by the organisation or country and the activity that it joins."""
        agents = [*self._values(node, hp("agent")), *self._values(node, hp("represents"))]
        activities = [quad.subject for quad in self._store.quads(predicate=hp("involvement"), object=node)]
        if not agents and not activities:
            return ""
        who = self.name(min(agents)) if agents else "nobody"
        return f"the involvement of {who} in {self.name(min(activities)) if activities else 'no activity'}"

    def _source(self, node: IRI, predicate: IRI | None, value: Term | None) -> IRI | None:
        for source in self._values(node, hp("inSource")):
            return source
        prefix = self._addresses.graph("source/")
        graphs = {quad.graph for quad in self._store.quads(node, predicate, value)}
        graphs |= {quad.graph for quad in self._store.quads(node)} if not graphs else set()
        stating = sorted(name for name in graphs if name.startswith(prefix))
        if stating:
            return self._addresses.source(stating[0].removeprefix(prefix))
        return node if next(self._store.quads(node, IRI(RDF + "type"), hp("Source")), None) else None

    def _passage(self, node: IRI, predicate: IRI | None, source: IRI | None) -> IRI | None:
        for passage in self._values(node, hp("evidence")):
            return passage
        if next(self._store.quads(node, IRI(RDF + "type"), hp("Passage")), None):
            return node
        ranked = min(self._statements(node, predicate, source), default=None)
        return ranked[1] if ranked else None

    def _statements(self, node: IRI, predicate: IRI | None, source: IRI | None) -> Iterator[tuple[int, IRI]]:
        """Yield the passages of facts about a node: of the property first, else of its name, else of any."""
        for quad in self._store.quads(predicate=IRI(RDF + "subject"), object=node):
            if source in self._values(quad.subject, hp("inSource")):
                about = self._values(quad.subject, IRI(RDF + "predicate"))
                rank = 0 if predicate in about else 1 if _NAMES[0] in about else 2
                yield from ((rank, passage) for passage in self._values(quad.subject, hp("evidence")))

    def _values(self, node: IRI, predicate: IRI) -> list[IRI]:
        found = (quad.object for quad in self._store.quads(node, predicate))
        return sorted(term for term in found if isinstance(term, IRI))

    def _words(self, node: IRI, predicate: IRI) -> str:
        found = (quad.object for quad in self._store.quads(node, predicate))
        # English first, then whatever comes first in order, so that a report reads the same every time.
        texts = sorted((term.language != "en", term.value) for term in found if isinstance(term, Literal))
        return texts[0][1] if texts else ""
