import tomllib
from functools import cache
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from koinon.ontology.load import shapes_turtle
from koinon.ontology.namespaces import PREFIXES

CASES = Path(__file__).parent / "cases"
BREAKS = [
    (case["message"], case["update"])
    for path in sorted((CASES / "invalid").glob("*.toml"))
    for case in tomllib.loads(path.read_text())["case"]
]
PROLOGUE = "BASE <http://127.0.0.1:8000/>\n" + "".join(f"PREFIX {p}: <{i}>\n" for p, i in PREFIXES.items())
# What a broken thing may break besides: it does no longer fit what points to it.
FOLLOWS = {
    "A passage quotes its words once": {"A passage has one position and one quote"},
    "A position starts at one offset": {"A position ends at one offset"},
    "A position ends at one offset": {"A position starts at one offset"},
    "An involvement of an activity is described as one": {"Nobody takes part in this activity"},
    "An end is a day": {"The end lies before the start"},
}


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(shapes_turtle(), format="turtle")


def valid(name: str = "announcement") -> rdflib.Graph:
    return rdflib.Graph().parse(CASES / "valid" / f"{name}.ttl")


def messages(data: rdflib.Graph) -> set[str]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes(), inplace=True)
    assert isinstance(report, rdflib.Graph)
    # Results within results say why a part of a shape failed; the message of the shape says it better.
    return {
        str(said)
        for result in report.objects(None, SH.result)
        for said in report.objects(result, SH.resultMessage)
    }


def test_statements_as_they_should_be_break_no_shape() -> None:
    assert messages(valid()) == set()


@pytest.mark.parametrize(("message", "update"), BREAKS, ids=[f"{m}: {u}"[:90] for m, u in BREAKS])
def test_a_broken_statement_is_seen_by_its_shape(message: str, update: str) -> None:
    data = valid()
    data.update(PROLOGUE + update)
    found = messages(data)
    expected = {message} | FOLLOWS.get(message, set())
    assert any(said.startswith(message) for said in found), found
    assert all(said.startswith(tuple(expected)) for said in found), found


def test_every_message_is_provoked_by_a_case() -> None:
    said = {str(message) for message in shapes().objects(None, SH.message)}
    unprovoked = {message for message in said if not message.startswith(tuple(start for start, _ in BREAKS))}
    assert said
    assert unprovoked == set()


def test_every_message_says_what_is_wrong_and_what_to_do_and_how_grave_it_is() -> None:
    for shape, message in shapes().subject_objects(SH.message):
        wrong, _, remedy = str(message).partition(": ")
        assert wrong[0].isupper()
        assert remedy.endswith(".")
        severity = shapes().value(shape, SH.severity)
        if (shape, RDF.type, SH.SPARQLConstraint) not in shapes():
            assert severity in (SH.Violation, SH.Warning), message


def test_every_shape_looks_at_something() -> None:
    used = {*shapes().objects(None, SH.node), *shapes().objects(None, SH.sparql)}
    for shape in shapes().subjects(RDF.type, SH.NodeShape):
        targets = [*shapes().objects(shape, SH.targetClass), *shapes().objects(shape, SH.targetSubjectsOf)]
        assert targets or shape in used
