"""The forms in which the graph is served, best liked first."""

from typing import Final

from .negotiation import Form
from .spreadsheets import SPREADSHEET, SPREADSHEET_TYPE

HTML: Final = Form("html", "text/html", ("application/xhtml+xml",))
TURTLE: Final = Form("turtle", "text/turtle", ("application/x-turtle",))
JSON_LD: Final = Form("jsonld", "application/ld+json", ("application/json",))
N_TRIPLES: Final = Form("ntriples", "application/n-triples", ("text/plain",))
RDF_XML: Final = Form("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"))

RESULTS_JSON: Final = Form("json", "application/sparql-results+json", ("application/json",))
RESULTS_XML: Final = Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml"))
RESULTS_CSV: Final = Form("csv", "text/csv")
#: A table for spreadsheets, had by its name only.
CSV_EXCEL: Final = Form(SPREADSHEET, SPREADSHEET_TYPE)
RESULTS_TSV: Final = Form("tsv", "text/tab-separated-values")

#: Descriptions as statements.
RDF: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
#: Descriptions, for a client that names nothing: statements come before pages for people, because a
#: browser always names HTML.
DESCRIPTIONS: Final = (TURTLE, HTML, JSON_LD, N_TRIPLES, RDF_XML)
#: Rows of a SELECT, or the answer of an ASK.
RESULTS: Final = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
#: Whatever a query may give. Its own form decides which half of the list applies.
ANSWERS: Final = (*RESULTS, *RDF, HTML)
