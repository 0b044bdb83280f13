"""The lists of facts that ship: each fact once, with the page that states it."""

import csv
import json

from koinon.data import lists
from koinon.graph.records import Role
from koinon.graph.tables import read_mapped


def test_every_property_names_its_states_and_its_page() -> None:
    (path,) = lists()
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len({row["id"] for row in rows}) == 51
    for row in rows:
        assert row["source"] == f"https://whc.unesco.org/en/list/{row['id']}"
        assert len(set(row["states"].split("; "))) == len(row["states"].split("; ")) > 1


def test_it_is_read_without_a_problem() -> None:
    (path,) = lists()
    reading = read_mapped(path)
    account = reading.account
    assert reading.problems == ()
    assert (len(account.activities), len(account.involvements)) == (51, 157)
    assert len({tie.country for tie in account.involvements}) == 75
    assert {tie.role for tie in account.involvements} == {Role.PARTICIPANT}
    assert account.source.licence == "https://creativecommons.org/licenses/by-sa/4.0/"
    described = json.loads(path.with_suffix(".source.json").read_text("utf-8"))
    assert "World Heritage Centre" in described["publisher"]
