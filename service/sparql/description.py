"""What the service says of itself (SPARQL 1.1 Service Description), from the data it holds."""

from collections.abc import Iterator

from koinon.graph.queries.load import query
from koinon.graph.terms import IRI, Term, Triple
from koinon.ontology.namespaces import PREFIXES, RDF

from ..entities.writing import write
from ..evaluation import Reply
from ..forms import HTML
from ..generations import Generation
from ..negotiation import Form
from .page import form_page
from .screen import Screen

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_TRIPLES = IRI(_VOID + "triples")
_FORMATS = "http://www.w3.org/ns/formats/"
_PREFIXES = {**PREFIXES, "sd": _SD, "void": _VOID, "formats": _FORMATS}
_WRITTEN = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "JSON-LD",
    "N-Triples",
    "RDF_XML",
)


def service_description(
    generation: Generation, form: Form, screen: Screen, union: bool, updates: bool = False
) -> Reply:
    """Describe the endpoint as statements, or as the page with the form for queries."""
    if form == HTML:
        page = form_page(generation.surroundings.pages, screen, generation.number)
        return Reply(HTML.media_type, (page.encode(),))
    endpoint = screen.endpoint
    triples = statements(IRI(endpoint), generation, union=union, updates=updates)
    content = write(triples, form, endpoint.rpartition("/")[0] + "/", IRI(endpoint), _PREFIXES)
    return Reply(form.media_type, (content,))


def statements(endpoint: IRI, generation: Generation, *, union: bool, updates: bool = False) -> list[Triple]:
    """Say what the endpoint speaks, what it writes, and which graphs it holds."""
    dataset = IRI(f"{endpoint}#dataset")
    said = [
        (endpoint, RDF + "type", IRI(_SD + "Service")),
        (endpoint, _SD + "endpoint", endpoint),
        (endpoint, _SD + "supportedLanguage", IRI(_SD + "SPARQL11Query")),
        *((endpoint, _SD + "resultFormat", IRI(_FORMATS + name)) for name in _WRITTEN),
        (endpoint, _SD + "defaultDataset", dataset),
        (dataset, RDF + "type", IRI(_SD + "Dataset")),
    ]
    if updates:
        said.append((endpoint, _SD + "supportedLanguage", IRI(_SD + "SPARQL11Update")))
    if union:
        said.append((endpoint, _SD + "feature", IRI(_SD + "UnionDefaultGraph")))
    triples = [Triple(subject, IRI(predicate), value) for subject, predicate, value in said]
    return triples + list(_graphs(dataset, generation, union=union))


def _graphs(dataset: IRI, generation: Generation, *, union: bool) -> Iterator[Triple]:
    default = IRI(f"{dataset}-default-graph")
    yield Triple(dataset, IRI(_SD + "defaultGraph"), default)
    yield Triple(default, IRI(RDF + "type"), IRI(_SD + "Graph"))
    if union:
        yield Triple(default, _TRIPLES, _count(generation))
    for position, row in enumerate(_named_graphs(generation), 1):
        node = IRI(f"{dataset}-graph-{position}")
        yield Triple(dataset, IRI(_SD + "namedGraph"), node)
        yield Triple(node, IRI(RDF + "type"), IRI(_SD + "NamedGraph"))
        yield Triple(node, IRI(_SD + "name"), row["graph"])
        yield Triple(node, _TRIPLES, row["count"])


def _count(generation: Generation) -> Term:
    rows = generation.remember(
        "statement count", lambda: list(generation.store.select(query("statement_count")))
    )
    return rows[0]["count"]


def _named_graphs(generation: Generation) -> list[dict[str, Term]]:
    return generation.remember("named graphs", lambda: list(generation.store.select(query("named_graphs"))))
