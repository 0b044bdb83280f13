"""Datasets of a query (SPARQL 1.1 Query, section 13.2): default graphs are merged to a set of triples.

The engine only puts them side by side, so that a triple of two of them is found, and counted, twice.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from ..terms import IRI
from .seam import WHOLE, Dataset
from .tokens import Token, TokenKind, tokens


def declared(query: str) -> Dataset:
    """Give the dataset that a query declares by several FROM; otherwise the engine needs no help.

    A query whose graphs cannot be told without resolving relative addresses is left to the engine too.
    """
    if query.casefold().count("from") < 2:
        return WHOLE
    pieces = list(tokens(query))
    prefixes = prefixes_of(pieces)
    default: list[IRI] = []
    named: list[IRI] = []
    for word, name, after in zip(pieces, pieces[1:], pieces[2:], strict=False):
        if not is_word(word, "from"):
            continue
        is_named = is_word(name, "named")
        address = address_of(after if is_named else name, prefixes)
        if address is None:
            return WHOLE
        (named if is_named else default).append(address)
    return Dataset(tuple(default), tuple(named)) if len(default) > 1 else WHOLE


def merged(engine: ox.Store, dataset: Dataset) -> ox.Store:
    """Copy the graphs of a dataset into an engine of their own, its default graph their union."""
    copy = ox.Store()
    copy.bulk_extend(_default(engine, dataset.default or ()))
    for graph in dataset.named or ():
        copy.bulk_extend(engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return copy


def _default(engine: ox.Store, graphs: Iterable[IRI]) -> Iterator[ox.Quad]:
    for graph in graphs:
        for quad in engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)):
            yield ox.Quad(quad.subject, quad.predicate, quad.object, ox.DefaultGraph())


def prefixes_of(pieces: Iterable[Token]) -> dict[str, str]:
    """Give the namespaces of the prefixes a query declares, by prefix with its colon."""
    return {
        name.text: address.text[1:-1]
        for name, address in pairwise(pieces)
        if name.kind is TokenKind.NAME and address.kind is TokenKind.ADDRESS and name.text.endswith(":")
    }


def address_of(token: Token, prefixes: dict[str, str]) -> IRI | None:
    """Give the absolute address a token stands for; None where it is relative or no address."""
    if token.kind is TokenKind.ADDRESS:
        address = token.text[1:-1]
    elif token.kind is TokenKind.NAME:
        prefix, _, local = token.text.partition(":")
        address = prefixes.get(f"{prefix}:", "") + local.replace("\\", "")
    else:
        return None
    return IRI(address) if ":" in address and "\\" not in address else None


def is_word(token: Token, word: str) -> bool:
    """Tell whether a token is a keyword, in any case of letters."""
    return token.kind is TokenKind.WORD and token.text.casefold() == word
