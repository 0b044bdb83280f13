import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.terms import IRI, Quad, text
from koinon.service.app import create_app
from koinon.service.generations import Generations
from koinon.service.settings import Settings
from koinon.service.spreadsheets import for_spreadsheets, safe_cell

from .conftest import BASE, Serve

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "  =1", "\t=1", "\n=1", "＝1+1", "|calc", "%0A"]


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_formula_becomes_text(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "museum", "-5", "+3.25", "1e-3", "-1,234.5", "a=b", "http://e/=1"])
def test_what_is_no_formula_stays_as_it_is(cell: str) -> None:
    assert safe_cell(cell) == cell


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)),
    st.integers(1, 9),
)
def test_tables_keep_their_cells_however_they_are_cut(rows: list[list[str]], size: int) -> None:
    output = io.StringIO(newline="")
    csv.writer(output).writerows(rows)
    whole = output.getvalue().encode()
    pieces = [whole[begin : begin + size] for begin in range(0, len(whole), size)]
    found = b"".join(for_spreadsheets(pieces)).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(found, newline=""))) == [
        [safe_cell(cell) for cell in row] for row in rows
    ]


def test_results_and_networks_are_had_for_spreadsheets(serve: Serve, store: EmbeddedStore) -> None:
    store.load(
        [Quad(IRI(BASE + "x"), IRI(BASE + "p"), text('=HYPERLINK("http://e/")'), IRI(BASE + "graphs/g"))]
    )
    with serve(create_app(Generations.of(store, BASE), Settings())) as ask:
        query = "/sparql?query=SELECT%20%3Fo%20%7B%3Chttp%3A%2F%2F127.0.0.1%3A8000%2Fx%3E%20%3Fp%20%3Fo%7D"
        plain, safe = ask(f"{query}&format=csv"), ask(f"{query}&format=csv-excel")
        assert plain.text == 'o\r\n"=HYPERLINK(""http://e/"")"\r\n'
        assert safe.content.decode("utf-8") == '\ufeffo\r\n"\'=HYPERLINK(""http://e/"")"\r\n'
        assert safe.headers["content-type"] == "text/csv; charset=utf-8; header=present"
        assert ask(query, "text/csv").text == plain.text
        assert (
            ask("/sparql?query=CONSTRUCT%20WHERE%7B%3Fs%20%3Fp%20%3Fo%7D&format=csv-excel").status_code == 406
        )
        for form in ("csv", "nodes.csv"):
            network, file = ask(f"/api/network.{form}-excel"), ask(f"/api/network.{form}")
            assert network.content == "".join(["\ufeff", file.text.removeprefix("\ufeff")]).encode()
            assert f'.{form}"' in network.headers["content-disposition"]
        assert ask("/api/network.gexf-excel").status_code == 400
