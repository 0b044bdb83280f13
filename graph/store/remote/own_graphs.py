"""The graphs a remote store keeps for itself, beside those of the sources.

::

    {base}graphs/store/marker       the generation; while a change is written, the plan of it
    {base}graphs/store/probe        one triple of the marker again, to find out how an engine merges graphs
    {base}graphs/store/union        the union of all graphs, where the engine has no default graph of its own
    {base}graphs/store/none         never written: stands for “no graph at all”
    {base}graphs/store/staged/…     quads that a change is about to remove or add

Queries that ask ``GRAPH ?any`` do not see them.
"""

from dataclasses import dataclass

from ...terms import IRI


@dataclass(frozen=True, slots=True)
class OwnGraphs:
    """The addresses below ``{base}graphs/store/``."""

    base: str

    @property
    def prefix(self) -> str:
        """Give what the addresses of all of them begin with."""
        return f"{self.base}graphs/store/"

    def _named(self, name: str) -> IRI:
        return IRI(self.prefix + name)

    @property
    def marker(self) -> IRI:
        """Name the graph of the marker, which is also the subject of its triples."""
        return self._named("marker")

    @property
    def probe(self) -> IRI:
        """Name the graph that repeats one triple of the marker."""
        return self._named("probe")

    @property
    def union(self) -> IRI:
        """Name the graph that holds the union."""
        return self._named("union")

    @property
    def none(self) -> IRI:
        """Name a graph that does not exist."""
        return self._named("none")

    def staged(self, change: str, number: int) -> IRI:
        """Name a graph of quads that a change is about to remove or add."""
        return self._named(f"staged/{change}/{number}")

    @property
    def generation(self) -> IRI:
        """Name the property that counts generations."""
        return self._named("property/generation")

    @property
    def is_marker(self) -> IRI:
        """Name the property that stands in the marker and in the probe."""
        return self._named("property/isMarker")

    @property
    def pending(self) -> IRI:
        """Name the property that says a change is staged whole, and which generation it makes."""
        return self._named("property/pending")

    @property
    def removes_from(self) -> IRI:
        """Name the property from a staged graph to the graph its triples are removed from."""
        return self._named("property/removesFrom")

    @property
    def adds_to(self) -> IRI:
        """Name the property from a staged graph to the graph its triples are added to."""
        return self._named("property/addsTo")
