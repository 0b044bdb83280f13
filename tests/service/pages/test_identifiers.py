from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad, text
from koinon.ontology.namespaces import DCTERMS, SKOS
from koinon.service.pages.identifiers import Identifier, identifiers
from koinon.service.pages.looking import Look

ICOM, LINKS = IRI("http://e/icom"), IRI("http://e/graphs/links")


def test_identifiers_are_told_by_the_authority_that_gave_them() -> None:
    store = EmbeddedStore.memory(
        Quad(ICOM, IRI(predicate), value, LINKS)
        for predicate, value in (
            (SKOS + "exactMatch", IRI("http://www.wikidata.org/entity/Q12345")),
            (SKOS + "exactMatch", IRI("https://ror.org/04xyz")),
            (SKOS + "closeMatch", IRI("https://unknown.example/things/7")),
            (DCTERMS + "identifier", text("MUS-1")),
        )
    )
    assert identifiers(Look(store), ICOM) == [
        Identifier("Identifier", "MUS-1", None),
        Identifier("ROR", "04xyz", "https://ror.org/04xyz"),
        Identifier("Wikidata", "Q12345", "http://www.wikidata.org/entity/Q12345"),
        Identifier("unknown.example", "7", "https://unknown.example/things/7", close=True),
    ]
