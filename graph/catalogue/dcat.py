"""The catalogue in DCAT 3 by the profile of the European data portals (DCAT-AP 3.0.1)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

import pycountry

from koinon.ontology.namespaces import DCAT, DCTERMS, FOAF, PREFIXES, RDF, SKOS

from ..addresses import digest
from ..terms import IRI, Literal, Term, Triple, text, typed
from .datasets import Catalogue, Coverage, Publisher, SourceDataset

VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_EU: Final = "http://publications.europa.eu/resource/authority/"
_IANA: Final = "https://www.iana.org/assignments/media-types/"
_TYPE: Final = IRI(RDF + "type")
#: The prefixes a catalogue is written with.
CATALOGUE_PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {**PREFIXES, "dcat": DCAT, "vcard": VCARD, "void": "http://rdfs.org/ns/void#"}
)
LICENCE: Final = IRI(f"{_EU}licence/CC_BY_4_0")
# Licences as sources name them (SPDX), by the EU's authority table.
_LICENCES: Final = {
    "CC-BY-4.0": "CC_BY_4_0",
    "CC-BY-SA-4.0": "CC_BYSA_4_0",
    "CC0-1.0": "CC0",
    "CC-BY-3.0": "CC_BY_3_0",
}
_SPARQL: Final = IRI("https://www.w3.org/TR/sparql11-protocol/")
_RECONCILIATION: Final = IRI(
    "https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/"
)
#: Files in which the whole can be had: ending, media type, the EU's name of the format, whether compressed.
DUMPS: Final = (
    ("nq", "application/n-quads", "RDF_N_QUADS", False),
    ("nq.gz", "application/n-quads", "RDF_N_QUADS", True),
    ("ttl", "text/turtle", "RDF_TURTLE", False),
    ("ttl.gz", "text/turtle", "RDF_TURTLE", True),
    ("csv", "text/csv", "CSV", False),
    ("csv.gz", "text/csv", "CSV", True),
    ("gexf", "application/gexf+xml", "XML", False),
    ("gexf.gz", "application/gexf+xml", "XML", True),
)
_DUMPED: Final = {
    "CSV": "Who takes part in what, as a table",
    "XML": "Who works with whom, as a network (GEXF)",
}


def dcat(found: Catalogue, publisher: Publisher, service: str) -> list[Triple]:
    """Describe the graph as a catalogue: the whole, each source, and the services that answer questions.

    Args:
        found: what there is to tell.
        publisher: who publishes it.
        service: where the service is, with a slash at the end: files are had from there.
    """
    return [*dict.fromkeys(_Writing(found, publisher, service).triples())]


class _Writing:
    def __init__(self, found: Catalogue, publisher: Publisher, service: str) -> None:
        self._found = found
        self._publisher = publisher
        self._service = service
        self._catalogue = IRI(f"{found.base}catalog")
        self._whole = IRI(f"{found.base}catalog#whole")
        self._agent = IRI(f"{found.base}catalog#publisher")
        self._endpoints = tuple(IRI(f"{found.base}catalog#{name}") for name in ("sparql", "reconciliation"))

    def triples(self) -> Iterator[Triple]:
        yield from self._top()
        yield from self._the_whole()
        for source in self._found.sources:
            yield from self._of_source(source)
        yield from self._services()

    def _top(self) -> Iterator[Triple]:
        top, dct, dcat_ = self._catalogue, DCTERMS, DCAT
        yield Triple(top, _TYPE, IRI(dcat_ + "Catalog"))
        yield Triple(top, IRI(dct + "title"), text("Koinon: cooperation in heritage", "en"))
        told = "Who works with whom for heritage, in which role, and which words of which source say so."
        yield Triple(top, IRI(dct + "description"), text(told, "en"))
        yield Triple(top, IRI(FOAF + "homepage"), IRI(self._service))
        yield Triple(IRI(self._service), _TYPE, IRI(FOAF + "Document"))
        yield from self._about(top)
        for dataset in (self._whole, *(self._name(one) for one in self._found.sources)):
            yield Triple(top, IRI(dcat_ + "dataset"), dataset)
        for endpoint in self._endpoints:
            yield Triple(top, IRI(dcat_ + "service"), endpoint)

    def _about(self, thing: IRI) -> Iterator[Triple]:
        """Say who publishes a thing, under which licence, whom to ask, and when it last changed."""
        yield Triple(thing, IRI(DCTERMS + "publisher"), self._agent)
        yield from _agent(self._agent, self._publisher.name)
        yield from _licensed(thing, LICENCE)
        if self._found.modified:
            yield Triple(thing, IRI(DCTERMS + "modified"), self._found.modified)
        if self._publisher.contact:
            contact = IRI(f"{self._found.base}catalog#contact")
            email = self._publisher.contact.startswith("mailto:")
            reached = IRI(VCARD + ("hasEmail" if email else "hasURL"))
            yield Triple(thing, IRI(DCAT + "contactPoint"), contact)
            yield Triple(contact, _TYPE, IRI(VCARD + "Kind"))
            yield Triple(contact, IRI(VCARD + "fn"), Literal(self._publisher.name))
            yield Triple(contact, reached, IRI(self._publisher.contact))

    def _the_whole(self) -> Iterator[Triple]:
        whole, count = self._whole, self._found.totals.triples
        yield Triple(whole, _TYPE, IRI(DCAT + "Dataset"))
        yield Triple(whole, IRI(DCTERMS + "title"), text("Koinon, the whole graph", "en"))
        told = (
            f"All {count:,} statements of {len(self._found.sources):,} sources, with the vocabulary, "
            "the provenance of every statement, and what is inferred."
        )
        yield Triple(whole, IRI(DCTERMS + "description"), text(told, "en"))
        yield Triple(whole, IRI(DCTERMS + "identifier"), Literal(str(whole)))
        for word in ("cultural heritage", "cooperation", "linked data", "museums"):
            yield Triple(whole, IRI(DCAT + "keyword"), text(word, "en"))
        theme = IRI(f"{_EU}data-theme/EDUC")
        yield Triple(whole, IRI(DCAT + "theme"), theme)
        yield Triple(theme, _TYPE, IRI(SKOS + "Concept"))
        yield Triple(theme, IRI(SKOS + "prefLabel"), text("Education, culture and sport", "en"))
        yield Triple(
            whole, IRI("http://www.w3.org/2002/07/owl#versionInfo"), Literal(str(self._found.generation))
        )
        yield from self._about(whole)
        yield from _covering(whole, self._found.coverage)
        for ending, media_type, form, packed in DUMPS:
            yield from self._dump(ending, media_type, form, packed=packed)

    def _dump(self, ending: str, media_type: str, form: str, *, packed: bool) -> Iterator[Triple]:
        name = IRI(f"{self._found.base}catalog#{ending}")
        address = f"{self._service}dumps/koinon.{ending}"
        title = _DUMPED.get(form, f"All statements ({ending})")
        yield Triple(self._whole, IRI(DCAT + "distribution"), name)
        yield from _distribution(name, address, media_type, form, title)
        yield from _licensed(name, LICENCE)
        if packed:
            gzip = IRI(f"{_IANA}application/gzip")
            yield Triple(name, IRI(DCAT + "compressFormat"), gzip)
            yield Triple(gzip, _TYPE, IRI(DCTERMS + "MediaType"))

    def _of_source(self, source: SourceDataset) -> Iterator[Triple]:
        dataset = self._name(source)
        title = source.title.value
        yield Triple(dataset, _TYPE, IRI(DCAT + "Dataset"))
        yield Triple(dataset, IRI(DCTERMS + "title"), source.title)
        told = f"The {source.triples:,} statements that were read from “{title}”."
        yield Triple(dataset, IRI(DCTERMS + "description"), text(told, "en"))
        yield Triple(dataset, IRI(DCTERMS + "identifier"), Literal(str(source.graph)))
        yield Triple(dataset, IRI(DCTERMS + "isPartOf"), self._whole)
        yield from self._published(dataset, source)
        yield from _covering(dataset, source.coverage)
        path = quote(source.graph.removeprefix(self._found.base), safe="/:@!$&'()*+,;=~-._")
        name = IRI(f"{dataset}-turtle")
        yield Triple(dataset, IRI(DCAT + "distribution"), name)
        yield from _distribution(
            name, f"{self._service}{path}?format=turtle", "text/turtle", "RDF_TURTLE", f"{title} (Turtle)"
        )
        yield from _licensed(name, _licence(source.licence))

    def _published(self, dataset: IRI, source: SourceDataset) -> Iterator[Triple]:
        if source.publisher:
            agent = IRI(f"{self._found.base}catalog#publisher-{digest(source.publisher)}")
            yield Triple(dataset, IRI(DCTERMS + "publisher"), agent)
            yield from _agent(agent, source.publisher)
        if source.issued:
            yield Triple(dataset, IRI(DCTERMS + "issued"), source.issued)
        if source.read:
            yield Triple(dataset, IRI(DCTERMS + "modified"), source.read)
        if source.language and (language := _language(source.language)):
            yield Triple(dataset, IRI(DCTERMS + "language"), language)
            yield Triple(language, _TYPE, IRI(DCTERMS + "LinguisticSystem"))
        if source.address:
            page = IRI(source.address)
            yield Triple(dataset, IRI(DCAT + "landingPage"), page)
            yield Triple(page, _TYPE, IRI(FOAF + "Document"))

    def _services(self) -> Iterator[Triple]:
        sparql, reconciliation = self._endpoints
        datasets = [self._whole, *(self._name(one) for one in self._found.sources)]
        yield from self._service_of(sparql, "SPARQL endpoint", "sparql", "sparql", _SPARQL, datasets)
        yield from self._service_of(
            reconciliation, "Reconciliation service", "reconcile", "reconcile", _RECONCILIATION, datasets[:1]
        )

    def _service_of(
        self, name: IRI, title: str, path: str, description: str, standard: IRI, datasets: list[IRI]
    ) -> Iterator[Triple]:
        yield Triple(name, _TYPE, IRI(DCAT + "DataService"))
        yield Triple(name, IRI(DCTERMS + "title"), text(title, "en"))
        yield Triple(name, IRI(DCTERMS + "description"), text(f"{title} over the whole graph", "en"))
        yield Triple(name, IRI(DCAT + "endpointURL"), IRI(self._service + path))
        yield Triple(name, IRI(DCAT + "endpointDescription"), IRI(self._service + description))
        yield Triple(name, IRI(DCTERMS + "conformsTo"), standard)
        yield Triple(standard, _TYPE, IRI(DCTERMS + "Standard"))
        yield from self._about(name)
        for dataset in datasets:
            yield Triple(name, IRI(DCAT + "servesDataset"), dataset)

    def _name(self, source: SourceDataset) -> IRI:
        return IRI(f"{self._found.base}catalog#{digest(source.graph, length=12)}")


def _agent(agent: IRI, name: str) -> Iterator[Triple]:
    yield Triple(agent, _TYPE, IRI(FOAF + "Agent"))
    yield Triple(agent, IRI(FOAF + "name"), Literal(name))


def _distribution(name: IRI, address: str, media_type: str, form: str, title: str) -> Iterator[Triple]:
    media, format_ = IRI(_IANA + media_type), IRI(f"{_EU}file-type/{form}")
    yield Triple(name, _TYPE, IRI(DCAT + "Distribution"))
    yield Triple(name, IRI(DCTERMS + "title"), text(title, "en"))
    yield Triple(name, IRI(DCAT + "accessURL"), IRI(address))
    yield Triple(name, IRI(DCAT + "downloadURL"), IRI(address))
    yield Triple(name, IRI(DCAT + "mediaType"), media)
    yield Triple(media, _TYPE, IRI(DCTERMS + "MediaType"))
    yield Triple(name, IRI(DCTERMS + "format"), format_)
    yield Triple(format_, _TYPE, IRI(DCTERMS + "MediaTypeOrExtent"))


def _licensed(thing: IRI, licence: IRI) -> Iterator[Triple]:
    yield Triple(thing, IRI(DCTERMS + "license"), licence)
    yield Triple(licence, _TYPE, IRI(DCTERMS + "LicenseDocument"))


def _licence(stated: str | None) -> IRI:
    """Give the licence of what was read from a source: as it states, else that of the graph."""
    if stated in _LICENCES:
        return IRI(f"{_EU}licence/{_LICENCES[stated]}")
    return IRI(stated) if stated and stated.startswith(("http://", "https://")) else LICENCE


def _language(tag: str) -> IRI | None:
    found = pycountry.languages.get(alpha_2=tag.partition("-")[0].lower())
    return IRI(f"{_EU}language/{found.alpha_3.upper()}") if found else None


def _covering(thing: IRI, coverage: Coverage) -> Iterator[Triple]:
    for country in coverage.countries:
        yield Triple(thing, IRI(DCTERMS + "spatial"), country)
        yield Triple(country, _TYPE, IRI(DCTERMS + "Location"))
    if coverage.first and coverage.last:
        period = IRI(f"{thing}-period")
        ends: tuple[tuple[str, Term], ...] = (
            ("startDate", typed(coverage.first, "gYear")),
            ("endDate", typed(coverage.last, "gYear")),
        )
        yield Triple(thing, IRI(DCTERMS + "temporal"), period)
        yield Triple(period, _TYPE, IRI(DCTERMS + "PeriodOfTime"))
        for name, value in ends:
            yield Triple(period, IRI(DCAT + name), value)
