import tomllib
from pathlib import Path
from typing import Any

import pytest

from koinon.graph.reading.layout import units_of
from koinon.graph.reading.lexicon import lexicon
from koinon.graph.reading.marks import mark
from koinon.graph.reading.noun_first_names import NounFirstNameFinder
from koinon.graph.reading.places import find_places
from koinon.graph.reading.vocabulary import WordedText

CASES = tomllib.loads(Path(__file__).with_name("noun_first.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_name_ends_where_its_complements_end(case: dict[str, Any]) -> None:
    language = case["language"]
    text, known = WordedText(case["text"], language), lexicon(language)
    finder = NounFirstNameFinder(text, mark(text, [], find_places(case["text"], language)), known, {})
    names = [name.label for unit in units_of(text, [], known) for name in finder.find(unit)]
    assert names == case["names"]
