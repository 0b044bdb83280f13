"""Long tables: every row has an address that opens the page it stands on."""

import pytest

from koinon.graph.terms import IRI
from koinon.service.pages.rendering import row_of
from koinon.service.pages.sheets import PAGE, Sheet, sheet
from koinon.service.pages.stated import Group, Stated, Statements

ROWS = 2 * PAGE + 7


def shown(row: int) -> Sheet:
    text = "who,what\n" + "".join(f"body {number},help\n" for number in range(1, ROWS + 1))
    found = sheet(text, row)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        (1, 1, PAGE),
        (PAGE, 1, PAGE),
        (PAGE + 1, PAGE + 1, 2 * PAGE),
        (ROWS, 2 * PAGE + 1, ROWS),
        (10**9, 2 * PAGE + 1, ROWS),
        (-5, 1, PAGE),
    ],
)
def test_a_row_opens_its_page(row: int, first: int, last: int) -> None:
    found = shown(row)
    assert (found.rows[0][0], found.rows[-1][0], found.total) == (first, last, ROWS)
    assert found.rows[0][1][0].text == f"body {first}"
    assert [one[:2] for one in found.pages if one[2]] == [(first, last)]


def test_pages_cover_every_row_once() -> None:
    assert [one[:2] for one in shown(1).pages] == [(1, PAGE), (PAGE + 1, 2 * PAGE), (2 * PAGE + 1, ROWS)]
    short = sheet("a,b\n1,2\n")
    assert short is not None
    assert short.pages == []


def test_facts_stand_beside_the_rows_that_state_them() -> None:
    def fact(number: int, passage: str | None) -> Stated:
        return Stated(number, None, None, "", "", IRI(passage) if passage else None, (), "phrase")

    base = "http://example.org/source/a"
    near, far, text = f"{base}/row/2/who", f"{base}/row/{PAGE + 1}", f"{base}/passage/1-9"
    groups = (Group("one", (fact(1, near), fact(2, far))), Group("two", (fact(3, far),)))
    statements = Statements((*groups, Group("three", (fact(4, text), fact(5, None)))), {})

    def numbers(row: int) -> list[list[int]]:
        return [[one.number for one in group.facts] for group in statements.where(shown(row).shows)]

    assert numbers(1) == [[1], [4, 5]]
    assert numbers(PAGE + 1) == [[2], [3], [4, 5]]
    assert len(statements) == 5


def test_the_row_of_a_passage_is_told_by_its_address() -> None:
    base = "http://example.org/source/a"
    assert [row_of(base + end) for end in ("/row/13", "/row/13/what", "/passage/1-2", "/row/x")] == [
        13,
        13,
        None,
        None,
    ]
