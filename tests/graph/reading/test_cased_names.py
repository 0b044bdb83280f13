import tomllib
from pathlib import Path
from typing import Any

import pytest

from koinon.graph.documents import Document
from koinon.graph.reading import read_account
from koinon.graph.reading.cased_names import CasedNameFinder
from koinon.graph.reading.layout import units_of
from koinon.graph.reading.lexicon import lexicon
from koinon.graph.reading.marks import mark
from koinon.graph.reading.places import find_places
from koinon.graph.reading.vocabulary import WordedText
from koinon.graph.records import OrganisationKind, Passage, Source

CASES = tomllib.loads(Path(__file__).with_name("nominatives.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_name_is_recorded_in_the_nominative_and_ends_where_it_ends(case: dict[str, Any]) -> None:
    text = WordedText(case["text"], "ru")
    known = lexicon("ru")
    bodies: dict[tuple[str, ...], OrganisationKind] = {("ЮНЕСКО",): known.names.bodies["ЮНЕСКО"]}
    marks = mark(text, [], find_places(case["text"], "ru"))
    finder = CasedNameFinder(text, marks, known, bodies)
    names = [name.label for unit in units_of(text, [], known) for name in finder.find(unit)]
    assert names == [case["name"]]


def test_the_words_of_the_text_stay_the_evidence_of_a_name() -> None:
    text = "Семинар организован Союзом гончаров Вологды 4 мая 2019 года."
    account = read_account(Document(text, Source("x.txt", "", "ru")))
    (organisation,) = account.organisations
    where = next(each.where for each in organisation.evidence if each.field == "name")
    assert organisation.name == "Союз гончаров Вологды"
    assert isinstance(where, Passage)
    assert where.words(text) == "Союзом гончаров Вологды"


def test_all_cases_of_a_name_mean_one_organisation() -> None:
    text = (
        "Государственный музей тканей открыл выставку «Нить» 5 мая 2018 года. Выставка подготовлена "
        "Государственным музеем тканей. В Государственном музее тканей пройдут лекции."
    )
    account = read_account(Document(text, Source("x.txt", "", "ru")))
    assert [each.name for each in account.organisations] == ["Государственный музей тканей"]
