"""Answers of engines made comparable: the same solutions are the same bag, however they are written."""

from collections import Counter
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from koinon.ontology.namespaces import XSD

_NUMBERS = {XSD + name for name in ("integer", "decimal", "double", "int", "long", "nonNegativeInteger")}

#: How often each solution, or each triple, was found.
Bag = Counter[tuple[str, ...]]


def bag(body: bytes, accept: str) -> Bag:
    """Read an answer; rows keep their number, their order does not matter.

    Raises:
        SyntaxError: it was cut off, as engines do whose time runs out while they write.
    """
    if accept == "application/n-triples":
        return Counter({(str(quad.triple),): 1 for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)})
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions), "The mix asks for tables and graphs only."
    order = sorted(range(len(found.variables)), key=lambda place: found.variables[place].value)
    return Counter(tuple(_written(row[place]) for place in order) for row in found)


def _written(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        try:
            return f"{Decimal(term.value).normalize():f}"
        except InvalidOperation:
            return str(term)
    return "" if term is None else str(term)
