"""Literals by value: whether they are well typed, and which of two is less."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import rdflib

from koinon.ontology.namespaces import RDF, XSD

from ...terms import IRI, Literal, Term, to_rdflib

#: The Python types of the datatypes whose values are looked at; of others the name alone counts.
_PYTHON: Final = MappingProxyType(
    {
        XSD + "string": str,
        XSD + "integer": int,
        XSD + "float": float,
        XSD + "decimal": Decimal,
        XSD + "boolean": bool,
        XSD + "date": date,
        XSD + "time": time,
        XSD + "dateTime": datetime,
    }
)
_STRING: Final = IRI(XSD + "string")
_LANGUAGE_STRING: Final = IRI(RDF + "langString")


def has_datatype(term: Term, datatype: IRI) -> bool:
    """Tell whether a term is a literal of a datatype, and one that the datatype allows (section 4.1.2)."""
    if not isinstance(term, Literal) or term.datatype != datatype:
        return False
    if datatype in (_STRING, _LANGUAGE_STRING):
        return True
    return _is_well_typed(term)


def is_less(one: Term, other: Term, *, or_equal: bool = False) -> bool:
    """Tell whether a term is less than another (section 4.5.3); what cannot be compared is not."""
    mine, its = _comparable(one), _comparable(other)
    if isinstance(mine, str) != isinstance(its, str):
        return False
    return bool(mine <= its if or_equal else mine < its)


@lru_cache(maxsize=1 << 16)
def is_at_least(term: Term, least: Literal) -> bool:
    """Tell whether a literal's value is not below another's (section 4.3.2); what has none is."""
    if not isinstance(term, Literal):
        return False
    value, bound = _in_rdflib(term), _in_rdflib(least)
    if isinstance(value.value, str) != isinstance(bound.value, str):
        return False
    if _is_number(value.value) and _is_number(bound.value):
        return bool(value.value >= bound.value)
    # Rare, and pySHACL takes most of a second to import.
    from pyshacl.rdfutil.compare import compare_literal  # noqa: PLC0415

    compare: Callable[[rdflib.Literal, rdflib.Literal], int] = compare_literal
    try:
        return compare(value, bound) >= 0
    except (TypeError, NotImplementedError):
        return False


@lru_cache(maxsize=1 << 16)
def _is_well_typed(literal: Literal) -> bool:
    value = _in_rdflib(literal)
    if value.ill_typed is True:
        return False
    kind = _PYTHON.get(literal.datatype)
    return kind is None or isinstance(value.value, kind)


def _is_number(value: object) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _comparable(term: Term) -> str | rdflib.Literal:
    if isinstance(term, IRI):
        return str(term)
    value = _in_rdflib(term)
    return value.value if isinstance(value.value, str) else value


def _in_rdflib(literal: Literal) -> rdflib.Literal:
    value = to_rdflib(literal)
    assert isinstance(value, rdflib.Literal)
    return value
