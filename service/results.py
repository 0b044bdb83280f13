"""Results of a query in JSON, read back to be shown (SPARQL 1.1 Query Results JSON Format)."""

from typing import Any

from koinon.graph.terms import IRI, Literal, Term, text

from .pages.tables import Name, Table, table

#: Rows a page shows; the whole result is a link away.
ROWS_SHOWN = 500


def result_table(results: dict[str, Any], shown: int = ROWS_SHOWN, name: Name | None = None) -> Table:
    """Make a table of the first rows of a result; the answer of an ASK is one cell.

    Things that have a ``name`` are shown by it: no query has to ask for labels.
    """
    if "boolean" in results:
        return table(("answer",), [(Literal("yes" if results["boolean"] else "no"),)])
    names = tuple(results["head"]["vars"])
    found = results["results"]["bindings"]
    rows = [tuple(_term(row[name]) if name in row else None for name in names) for row in found[:shown]]
    return table(names, rows, len(found), name)


def _term(value: dict[str, str]) -> Term:
    """Read a term (section 3.2.2)."""
    if value["type"] == "uri":
        return IRI(value["value"])
    if value["type"] == "bnode":
        return IRI(f"_:{value['value']}")
    if "datatype" in value:
        return Literal(value["value"], IRI(value["datatype"]))
    return text(value["value"], value.get("xml:lang"))
