"""The result formats of SPARQL 1.1, from the manifests of the W3C, on every kind of store."""

import csv
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from koinon.graph.store import Store
from koinon.graph.terms import IRI, Quad, Term, from_oxigraph

MakeStore = Callable[[Iterable[Quad]], Store]

ROOT = Path(__file__).parents[3]
SUITES = (ROOT / os.environ.get("KOINON_SHARED", "../shared")).resolve() / "specs" / "w3c-sparql11"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".srj": "application/sparql-results+json",
}
FORMATS = {".tsv": ox.QueryResultsFormat.TSV, ".srj": ox.QueryResultsFormat.JSON}
GENID = "http://example.org/.well-known/genid/"
BLANK = "_:blank"

#: Why a case does not pass on a kind of store. A case that begins to pass fails until it leaves this list.
KNOWN_FAILURES = {
    (case, kind): "numbers are stored by value: 1.0E6 comes back in another form"
    for case in ("csv03", "tsv03")
    for kind in ("memory", "folder", "oxigraph", "virtuoso", "fuseki")
} | {
    (case, "fuseki"): "TDB2 writes whole decimals as 5.0, and tables pass through as the engine wrote them"
    for case in ("jsonres01", "jsonres02")
}


class Case(NamedTuple):
    """A query, the data it is asked of, and the file of its result."""

    name: str
    query: Path
    data: Path
    result: Path


def cases(suite: str) -> list[Case]:
    manifest = SUITES / suite / "manifest.ttl"
    if not manifest.is_file():
        return []
    statements = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    (entries,) = statements.objects(None, MF.entries)
    found = []
    for entry in Collection(statements, entries):
        action = statements.value(entry, MF.action)
        addresses = (statements.value(action, QT.query), statements.value(action, QT.data))
        files = [Path(str(address).removeprefix("file://")) for address in addresses]
        result = Path(str(statements.value(entry, MF.result)).removeprefix("file://"))
        found.append(Case(str(entry).partition("#")[2], files[0], files[1], result))
    return found


CASES = [case for suite in ("csv-tsv-res", "json-res") for case in cases(suite)]


def quads(data: Path) -> list[Quad]:
    """Read the data into one graph; blank nodes get addresses, as everything that is read in does."""
    parsed = ox.parse(data.read_bytes(), ox.RdfFormat.TURTLE, base_iri=data.as_uri())
    graph = IRI("http://example.org/graphs/data")
    return [
        Quad(IRI(named(q.subject)), IRI(q.predicate.value), named(q.object), graph)
        for q in parsed
        if not isinstance(q.subject, ox.Triple) and not isinstance(q.object, ox.Triple)
    ]


def named(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> Term:
    return IRI(GENID + term.value) if isinstance(term, ox.BlankNode) else from_oxigraph(term)


def meant(value: str) -> str:
    """Give every blank node the same label; the data hold one only."""
    return BLANK if value.startswith(("_:", GENID)) else value


def rows(written: bytes, suffix: str) -> object:
    """Read a result so that it can be compared: rows in any order, columns too, as ``SELECT *`` has none."""
    if suffix == ".csv":
        table = list(csv.reader(written.decode().splitlines()))
        return comparable(table[0], table[1:])
    result = ox.parse_query_results(written, format=FORMATS[suffix])
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    assert isinstance(result, ox.QuerySolutions)
    body = [["" if value is None else str(value).strip("<>") for value in row] for row in result]
    return comparable([variable.value for variable in result.variables], body)


def comparable(head: list[str], body: list[list[str]]) -> list[list[tuple[str, str]]]:
    return sorted(sorted(zip(head, map(meant, row), strict=True)) for row in body)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_results_are_written_as_the_standard_says(
    make_store: MakeStore, case: Case, request: pytest.FixtureRequest
) -> None:
    kind = request.node.callspec.params["make_store"]
    if reason := KNOWN_FAILURES.get((case.name, kind)):
        request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    suffix = case.result.suffix
    answer = make_store(quads(case.data)).answer(case.query.read_text(), [MEDIA_TYPES[suffix]])
    assert answer.media_type == MEDIA_TYPES[suffix]
    written = b"".join(answer.chunks)
    assert suffix != ".csv" or written.count(b"\r\n") == written.count(b"\n")  # RFC 4180
    assert rows(written, suffix) == rows(case.result.read_bytes(), suffix)


def test_the_manifests_hold_the_cases_of_the_standard(shared: Path) -> None:
    assert len(CASES) == 10
    assert {name for name, _ in KNOWN_FAILURES} <= {case.name for case in CASES}
