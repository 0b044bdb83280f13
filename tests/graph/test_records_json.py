"""Records are shown with the words they were read from."""

import json
from decimal import Decimal

from koinon.graph.partial_dates import partial_date
from koinon.graph.records import (
    Account,
    Activity,
    ActivityKind,
    DatedPassage,
    Evidence,
    Involvement,
    Organisation,
    Passage,
    Role,
    Row,
    Source,
)
from koinon.graph.records_json import account_as_json

TEXT = "ICOM held a workshop in 2011."


def test_every_record_quotes_its_words_and_leaves_out_what_is_empty() -> None:
    account = Account(
        Source("a.txt", "ICOM held a workshop"),
        TEXT,
        activities=(Activity("w", "workshop", ActivityKind.TRAINING),),
        organisations=(
            Organisation("i", "ICOM", evidence=(Evidence("name", Passage(0, 4), "names.acronym"),)),
        ),
        involvements=(
            Involvement(
                "w",
                Role.ORGANISER,
                "i",
                amount=Decimal("12.50"),
                evidence=(Evidence("role", Row(3, "Lead"), "table", value="x"),),
            ),
        ),
        dates=(DatedPassage(partial_date("2011"), Passage(24, 28)),),
    )
    shown = json.loads(json.dumps(account_as_json(account)))
    assert shown["organisations"] == [
        {
            "key": "i",
            "name": "ICOM",
            "evidence": [{"field": "name", "start": 0, "end": 4, "words": "ICOM", "rule": "names.acronym"}],
        }
    ]
    assert shown["involvements"][0] == {
        "activity": "w",
        "role": "organiser",
        "organisation": "i",
        "amount": 12.5,
        "evidence": [{"field": "role", "value": "x", "row": 3, "column": "Lead", "rule": "table"}],
    }
    assert shown["dates"] == [{"value": "2011", "start": 24, "end": 28, "words": "2011"}]
    assert shown["places"] == []
