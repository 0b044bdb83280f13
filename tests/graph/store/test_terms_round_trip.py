"""Terms written as N-Quads, and kept in the engine, come back the same."""

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.normal import as_stored
from koinon.graph.terms import IRI, Quad, Term, n3, quads_from_oxigraph, text, typed

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
addresses = words.map(lambda name: IRI("http://example.org/" + ox_escaped(name)))
languages = st.sampled_from(["en", "fr", "ru", "es", "zh-hant", "und"])
terms: st.SearchStrategy[Term] = st.one_of(
    addresses,
    words.map(text),
    st.builds(text, words, languages),
    st.integers(-(2**63), 2**63 - 1).map(lambda number: typed(number, "integer")),
    st.dates().map(lambda day: typed(day.isoformat(), "date")),
    st.integers(1, 9999).map(lambda year: typed(f"{year:04}", "gYear")),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12).map(
        lambda amount: typed(f"{amount:f}", "decimal")
    ),
)
quads = st.builds(Quad, addresses, addresses, terms, addresses)


def ox_escaped(name: str) -> str:
    """Keep of a name what IRIs may hold (RFC 3987)."""
    return "".join(letter for letter in name if letter.isalnum())


@given(quads)
@settings(max_examples=300, deadline=None)
def test_a_quad_is_read_back_from_n_quads(quad: Quad) -> None:
    line = " ".join(n3(term) for term in quad) + " .\n"
    (read,) = quads_from_oxigraph(ox.parse(line, format=ox.RdfFormat.N_QUADS))
    assert read == quad


@given(st.lists(quads, max_size=5))
@settings(max_examples=100, deadline=None)
def test_the_store_gives_back_what_it_says_it_keeps(given_quads: list[Quad]) -> None:
    kept = as_stored(given_quads)
    assert set(EmbeddedStore.memory(given_quads).quads()) == kept
    assert as_stored(kept) == kept
