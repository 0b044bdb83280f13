"""Ties that were reviewed, each as a nanopublication: a statement that travels alone with where it is from.

By the guidelines (https://nanopub.net/guidelines/working_draft/) each consists of four named graphs: a head
that ties the others together, the assertion, its provenance, and information on the publication.
It is not signed, and bears no trusty URI; its address holds a digest of its content instead, so that another
content is another nanopublication.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from koinon.ontology.namespaces import DCTERMS, FOAF, OA, PROV, RDF, RDFS, SKOS

from ..addresses import Addresses, digest, hp
from ..store.seam import Store
from ..terms import IRI, Literal, Quad, Term, Triple, n3, text, typed
from .reviews import Review, reviewer_of, reviews

NP: Final = "http://www.nanopub.org/nschema#"
_TYPE: Final = IRI(RDF + "type")
_LABEL, _NAME = IRI(SKOS + "prefLabel"), IRI(FOAF + "name")
_LICENCE: Final = IRI(DCTERMS + "license")
#: What a source that names no licence is published under, as the release is.
_OWN_LICENCE: Final = IRI("https://creativecommons.org/licenses/by/4.0/")
_DERIVED: Final = IRI(PROV + "wasDerivedFrom")
_SELECTOR, _EXACT = IRI(OA + "hasSelector"), IRI(OA + "exact")
#: What of an involvement points into provenance, and is no part of the assertion.
_POINTERS: Final = frozenset({hp("evidence"), hp("phraseAt"), hp("mentionAt"), hp("rule")})
_OF_SOURCE: Final = (IRI(DCTERMS + "title"), IRI(DCTERMS + "publisher"), hp("address"), _LICENCE)


@dataclass(frozen=True, slots=True)
class Nanopublication:
    """The address of a nanopublication, and its statements by graph: assertion, provenance, publication."""

    address: IRI
    parts: dict[str, tuple[Triple, ...]]

    def graph(self, name: str) -> IRI:
        """Name one of its graphs."""
        return IRI(f"{self.address}-{name}")

    def quads(self) -> Iterator[Quad]:
        """Give its statements, the head first."""
        head = self.graph("head")
        yield Quad(self.address, _TYPE, IRI(NP + "Nanopublication"), head)
        for name in ("assertion", "provenance", "publicationInfo"):
            has = IRI(f"{NP}has{name[0].upper()}{name[1:]}")
            yield Quad(self.address, has, self.graph(name), head)
        for name, triples in self.parts.items():
            yield from (Quad(*triple, self.graph(name)) for triple in triples)


def nanopublications(store: Store, addresses: Addresses) -> Iterator[bytes]:
    """Write a nanopublication for every review, as N-Quads."""
    for review in reviews(store, addresses):
        for made in _of(store, review):
            yield from (f"{' '.join(map(n3, quad))} .\n".encode() for quad in made.quads())


def _of(store: Store, review: Review) -> Iterator[Nanopublication]:
    """Make one for each source that states the tie, which is one: its address names it."""
    for graph in sorted({quad.graph for quad in store.quads(review.involvement, hp("role"))}):
        assertion = tuple(dict.fromkeys(_assertion(store, review.involvement, graph)))
        origin = tuple(dict.fromkeys(_origin(store, review.involvement, graph)))
        licence = next((one.object for one in origin if one.predicate == _LICENCE), _OWN_LICENCE)
        said = (n3(term) for triple in (*assertion, *origin) for term in triple)
        mark = digest(*said, review.reviewer, review.at, length=12)
        made = Nanopublication(IRI(f"{review.involvement}#np-{mark}"), {})
        made.parts["assertion"] = assertion
        passages = [one.object for one in store.quads(review.involvement, hp("evidence"), None, graph)]
        made.parts["provenance"] = (*_derived(made.graph("assertion"), passages), *origin)
        made.parts["publicationInfo"] = tuple(_publication(made.address, review, licence))
        yield made


def _assertion(store: Store, involvement: IRI, graph: IRI) -> Iterator[Triple]:
    """Give the tie, and the names of what it ties, by which it can be understood alone."""
    ends = [quad.triple for quad in store.quads(None, hp("involvement"), involvement, graph)]
    facts = [
        quad.triple for quad in store.quads(involvement, None, None, graph) if quad.predicate not in _POINTERS
    ]
    yield from sorted(ends)
    yield from sorted(facts, key=str)
    named = [one.subject for one in ends]
    named += [one.object for one in facts if one.predicate == hp("agent") and isinstance(one.object, IRI)]
    for thing in named:
        for predicate in (_TYPE, _LABEL):
            yield from sorted((one.triple for one in store.quads(thing, predicate, None, graph)), key=str)


def _origin(store: Store, involvement: IRI, graph: IRI) -> Iterator[Triple]:
    """Give the words that state the tie, the rule that read them, and the source they stand in."""
    for rule in store.quads(involvement, hp("rule"), None, graph):
        yield rule.triple
    for pointer in store.quads(involvement, hp("evidence"), None, graph):
        if not isinstance(pointer.object, IRI):
            continue
        passage = pointer.object
        yield pointer.triple
        for quad in store.quads(passage, _SELECTOR):
            if isinstance(quad.object, IRI):
                words = [one.object for one in store.quads(quad.object, _EXACT)]
                yield from (Triple(passage, IRI(RDF + "value"), one) for one in words)
        for quad in store.quads(passage, hp("inSource")):
            yield quad.triple
            if isinstance(quad.object, IRI):
                yield from _source(store, quad.object)


def _source(store: Store, source: IRI) -> Iterator[Triple]:
    for predicate in _OF_SOURCE:
        yield from sorted((one.triple for one in store.quads(source, predicate)), key=str)


def _derived(assertion: IRI, passages: Iterable[Term]) -> Iterator[Triple]:
    yield Triple(assertion, _TYPE, IRI(PROV + "Entity"))
    yield from (Triple(assertion, _DERIVED, passage) for passage in passages)


def _publication(address: IRI, review: Review, licence: Term) -> Iterator[Triple]:
    yield Triple(address, IRI(DCTERMS + "created"), typed(review.at, "dateTime"))
    yield Triple(address, _LICENCE, licence if isinstance(licence, IRI) else _OWN_LICENCE)
    reviewer = reviewer_of(review)
    if isinstance(reviewer, Literal):
        # A creator is a thing: one that is known by name only gets an address within the nanopublication.
        person = IRI(f"{address}-reviewer")
        yield Triple(person, _NAME, reviewer)
        reviewer = person
    yield Triple(address, IRI(DCTERMS + "creator"), reviewer)
    if review.comment:
        yield Triple(address, IRI(RDFS + "comment"), text(review.comment))
