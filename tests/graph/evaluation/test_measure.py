import copy
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from koinon.graph.evaluation import Count, compare
from koinon.graph.evaluation.measure import FIELDS, fold, name_similarity, title_similarity


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("UNESCO", "Unesco", True),
        ("UNESCO", "UNESCO Office in Moscow", False),
        ("UNESCO Moscow Office", "UNESCO Office in Moscow", True),
        ("Kyoto University", "Kyoto University Library", False),
        ("Museum of History of the City", "The City’s Museum of History", True),
        ("National Library of Estonia", "National Library of Latvia", False),
        ("“Erebuni” Muséum", "Erebuni Museum", True),
        ("", "UNESCO", False),
    ],
)
def test_names_are_alike_as_people_take_them_to_be(one: str, other: str, alike: bool) -> None:
    assert (name_similarity(one, other) >= 0.9) is alike
    assert name_similarity(one, other) == name_similarity(other, one)


def test_titles_forgive_word_order_and_small_slips() -> None:
    assert title_similarity("Regional Training in Museum Service", "Museum Service: Regional Training") >= 0.8
    assert title_similarity("Running a Museum", "Heritage at Risk") < 0.8


def test_folding_keeps_digits_and_drops_the_genitive() -> None:
    assert fold("Humayun’s Tomb, 2nd Édition") == "humayun tomb 2nd edition"


def test_counts_add_up_and_score() -> None:
    total = Count(1, 2, 4) + Count(1, 2, 0)
    assert total.score is not None
    assert total.score.precision == total.score.recall == total.score.f1 == 0.5
    assert Count().score is None
    assert Count(0, 0, 3).score == (0.0, 0.0, 0.0)


def _annotation() -> dict[str, Any]:
    return {
        "organisations": [
            {"label": "Silk Road Museum", "aliases": ["SRM"], "type": "museum"},
            {"label": "Bureau for Crafts", "aliases": []},
        ],
        "activities": [
            {
                "label": "Weaving Days",
                "aliases": [],
                "type": "training",
                "start": "2012-05-03",
                "end": "2012-05-05",
                "part_of": "Looms",
            },
            {"label": "Looms", "aliases": [], "type": "project", "start": None, "end": None, "part_of": None},
        ],
        "participations": [
            {"organisation": "Silk Road Museum", "activity": "Weaving Days", "role": "organiser"},
            {"organisation": "Bureau for Crafts", "activity": "Weaving Days", "role": "funder"},
        ],
        "places": [{"label": "Khiva", "aliases": []}],
        "dates": ["2012-05-03", "2012-05-05"],
        "countries_participating": ["UZ"],
        "heritage_types": ["crafts|weaving"],
    }


def test_gold_against_itself_is_perfect_in_every_field() -> None:
    comparison = compare(_annotation(), _annotation())
    for field in FIELDS:
        score = comparison.counts[field].score
        assert score is not None
        assert score.f1 == 1.0, field
        assert not comparison.errors[field]


def test_an_empty_answer_misses_everything_and_invents_nothing() -> None:
    comparison = compare(_annotation(), {})
    assert comparison.counts["organisations"] == Count(0, 0, 2)
    assert comparison.errors["organisations"].missed == ("Silk Road Museum", "Bureau for Crafts")
    assert not comparison.errors["organisations"].spurious


def test_a_wrong_role_is_an_error_of_the_role_alone() -> None:
    answer = _annotation()
    answer["participations"][1] = {
        "organisation": "Bureau for Crafts",
        "activity": "Weaving Days",
        "role": "host",
    }
    comparison = compare(_annotation(), answer)
    assert comparison.counts["part_org_act"] == Count(2, 2, 2)
    assert comparison.counts["part_org_role"] == Count(1, 2, 2)
    assert comparison.errors["part_org_role"].missed == ("Bureau for Crafts · funder",)
    assert comparison.roles["host"] == Count(0, 1, 0)
    assert comparison.confusion == {("organiser", "organiser"): 1, ("funder", "host"): 1}


def test_participations_by_alias_name_the_same_organisation() -> None:
    answer = _annotation()
    answer["participations"][0]["organisation"] = "SRM"
    assert compare(_annotation(), answer).counts["part_full"] == Count(2, 2, 2)


def test_an_activity_under_another_title_is_known_by_kind_and_dates() -> None:
    answer = _annotation()
    answer["activities"][0] |= {"label": "Three days at the loom", "part_of": None}
    assert compare(_annotation(), answer).counts["activities"] == Count(2, 2, 2)


def _perturbed(annotation: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Drop, rename, duplicate and confuse, as a reader does."""
    answer = copy.deepcopy(annotation)
    for name in ("organisations", "activities", "participations", "places", "heritage_types", "dates"):
        answer[name] = [each for each in answer[name] if dice.random() > 0.2]
    for each in (*answer["organisations"], *answer["activities"], *answer["places"]):
        if dice.random() < 0.4:
            each["label"] = " ".join(dice.sample(each["label"].split(), len(each["label"].split())))
        if dice.random() < 0.3:
            each["label"] += " Office"
        if dice.random() < 0.3:
            each["aliases"] = []
    for each in answer["participations"]:
        each["role"] = dice.choice([each["role"], "partner", "organiser"])
    answer["organisations"] += dice.sample(
        annotation["organisations"], min(2, len(annotation["organisations"]))
    )
    answer["countries_participating"] = [*answer["countries_participating"][1:], "fr"]
    return answer


@pytest.mark.parametrize("corpus", ["real", "written"])
def test_the_measure_agrees_with_the_script_beside_the_corpus(
    shared: Path, tmp_path: Path, corpus: str
) -> None:
    dice = random.Random(20131030)
    ours = dict.fromkeys(FIELDS, Count())
    for path in sorted((shared / "corpus" / corpus).glob("*.gold.json")):
        annotation = json.loads(path.read_text(encoding="utf-8"))
        answer = _perturbed(annotation, dice)
        (tmp_path / path.name.replace(".gold", "")).write_text(json.dumps(answer), encoding="utf-8")
        for field, count in compare(annotation, answer).counts.items():
            ours[field] += count
    script = shared / "corpus" / "score.py"
    run = subprocess.run(
        [sys.executable, str(script), str(shared / "corpus" / corpus), str(tmp_path), "--json"],
        capture_output=True,
        check=True,
    )
    theirs = json.loads(run.stdout)["summary"]
    assert {field: (count.matched, count.predicted, count.expected) for field, count in ours.items()} == {
        field: (theirs[field]["tp"], theirs[field]["pred"], theirs[field]["gold"]) for field in FIELDS
    }
