"""``koinon query`` and ``koinon stats``: ask the graph, and count what it holds."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from koinon.graph.errors import QueryError
from koinon.graph.store.seam import Solutions, Store
from koinon.graph.terms import IRI, Term
from koinon.ontology.namespaces import PREFIXES

from ..keeping import keeping_of
from ..settings import read_settings
from .console import say, show_json, show_table
from .options import JsonOption, StoreOption


class Form(StrEnum):
    """Forms in which a result is written."""

    TABLE = "table"
    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


_MEDIA_TYPES = {
    Form.JSON: "application/sparql-results+json",
    Form.XML: "application/sparql-results+xml",
    Form.CSV: "text/csv",
    Form.TSV: "text/tab-separated-values",
    Form.TURTLE: "text/turtle",
    Form.NTRIPLES: "application/n-triples",
    Form.JSONLD: "application/ld+json",
    Form.RDFXML: "application/rdf+xml",
}
# Without --format: a table for rows, Turtle for triples, JSON for yes or no.
_FALLBACK = ("text/turtle", "application/sparql-results+json")


def register(program: typer.Typer) -> None:
    """Add the commands of this file to the program."""
    program.command()(query)
    program.command()(stats)


def query(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE.rq", help="File with the query; - reads the input.", show_default=False),
    ] = None,
    text: Annotated[str | None, typer.Option("-e", "--expression", help="The query itself.")] = None,
    form: Annotated[Form, typer.Option("--format", help="Form of the result.")] = Form.TABLE,
    store: StoreOption = None,
) -> None:
    """Ask the graph in SPARQL. The usual prefixes need not be declared."""
    asked = _with_prefixes(_text(file, text))

    opened = keeping_of(read_settings(store=store)).open()
    if form is Form.TABLE:
        _show(opened, asked)
        return
    for chunk in opened.answer(asked, [_MEDIA_TYPES[form]]).chunks:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def stats(store: StoreOption = None, as_json: JsonOption = False) -> None:
    """Count what the graph holds."""
    from koinon.graph.queries.load import query as query_text

    opened = keeping_of(read_settings(store=store)).open()
    counts: dict[str, int | str] = {"generation": opened.generation}
    for row in opened.select(query_text("counts")):
        counts[_plain(row["what"])] = int(_plain(row["count"]))
    counts["statements"] = sum(
        int(_plain(row["count"])) for row in opened.select(query_text("statement_count"))
    )
    if as_json:
        show_json(counts)
    else:
        show_table(["what", "how many"], counts.items())


def _text(file: Path | None, text: str | None) -> str:
    if (file is None) == (text is None):
        raise QueryError("Give the query as a file or, with -e, as text.")
    if text is not None:
        return text
    if str(file) == "-":
        return sys.stdin.read()
    assert file is not None
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"The query {file} cannot be read: {error}.") from None


def _with_prefixes(text: str) -> str:
    # A later declaration of the same prefix in the query itself wins (SPARQL 1.1, section 4.1.1).
    return "".join(f"PREFIX {name}: <{start}>\n" for name, start in PREFIXES.items()) + text


def _show(opened: Store, asked: str) -> None:
    try:
        solutions = opened.select(asked)
    except QueryError:
        answer = opened.answer(asked, _FALLBACK)
        say(b"".join(answer.chunks).decode().rstrip("\n"))
        return
    _show_rows(solutions)


def _show_rows(solutions: Solutions) -> None:
    rows = [[_plain(term) for term in row] for row in solutions.rows]
    show_table(solutions.variables, rows)


def _plain(term: Term | None) -> str:
    """Write a term for people: a known address with its prefix, a literal as its words."""
    if term is None:
        return ""
    if not isinstance(term, IRI):
        return term.value
    for prefix, start in PREFIXES.items():
        if term.startswith(start):
            return f"{prefix}:{term[len(start) :]}"
    return str(term)
