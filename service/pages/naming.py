"""Things by name, in the language of the reader where there is one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from koinon.graph.store.seam import Store
from koinon.graph.terms import IRI, Literal
from koinon.ontology.namespaces import DCTERMS, FOAF, ORG, RDF, RDFS, SKOS

from .tables import short

_LABELS = (IRI(SKOS + "prefLabel"), IRI(DCTERMS + "title"), IRI(RDFS + "label"), IRI(FOAF + "name"))
# Properties of other vocabularies, which the graph does not describe itself.
_WELL_KNOWN = {
    RDF + "type": "is a",
    SKOS + "prefLabel": "name",
    SKOS + "altLabel": "other name",
    SKOS + "notation": "code",
    SKOS + "broader": "broader",
    SKOS + "inScheme": "scheme",
    SKOS + "definition": "definition",
    SKOS + "example": "example",
    SKOS + "topConceptOf": "top of",
    SKOS + "exactMatch": "same as",
    SKOS + "closeMatch": "close to",
    DCTERMS + "title": "title",
    DCTERMS + "publisher": "publisher",
    DCTERMS + "issued": "issued",
    DCTERMS + "language": "language",
    DCTERMS + "license": "licence",
    ORG + "classification": "kind of organisation",
    ORG + "unitOf": "unit of",
    ORG + "subOrganizationOf": "part of",
}
# What is said in no language of the reader is said in English, else in whatever language there is.
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its name. ``language`` is told where it may not be the page's."""

    iri: IRI
    label: str
    language: str | None = None


class Naming:
    """Finds names in one store for one reader, each once."""

    def __init__(self, store: Store, languages: Sequence[str] = ()) -> None:
        self._store = store
        self._languages = [*languages, _FALLBACK]
        self._known: dict[IRI, Named] = {}

    def __call__(self, iri: IRI) -> Named:
        """Name a thing; one without a name goes by the end of its address."""
        if iri not in self._known:
            self._known[iri] = self._find(iri)
        return self._known[iri]

    def _find(self, iri: IRI) -> Named:
        for predicate in _LABELS:
            found = [quad.object for quad in self._store.quads(iri, predicate)]
            labels = Counter(value for value in found if isinstance(value, Literal))
            if labels:
                best = min(labels, key=lambda label: (self._distance(label), -labels[label], label.value))
                return Named(iri, best.value, best.language)
        return Named(iri, _WELL_KNOWN.get(iri) or short(iri))

    def _distance(self, label: Literal) -> int:
        language = (label.language or "").partition("-")[0]
        return self._languages.index(language) if language in self._languages else len(self._languages)


def languages(header: str) -> tuple[str, ...]:
    """Order the languages of an Accept-Language header, the best liked first (RFC 9110, 12.5.4)."""
    weighed = []
    for position, member in enumerate(header.split(",")):
        name, _, weight = member.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            quality = 0.0
        if quality > 0 and (language := name.strip().lower().partition("-")[0]) not in {"", "*"}:
            weighed.append((-quality, position, language))
    return tuple(dict.fromkeys(language for _, _, language in sorted(weighed)))
