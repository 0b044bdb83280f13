from pathlib import Path

import pytest

from koinon.ontology.consistency import check_consistency
from koinon.ontology.namespaces import HP, PREFIXES

PROLOGUE = "@base <http://127.0.0.1:8000/> .\n" + "".join(
    f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()
)


def turtle(text: str) -> bytes:
    return (PROLOGUE + text).encode()


def test_the_vocabulary_is_consistent_and_every_class_can_have_members() -> None:
    report = check_consistency()
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.sentences == ()


def test_a_source_with_dates_that_owl_does_not_know_is_consistent() -> None:
    case = Path(__file__).parent / "cases" / "valid" / "announcement.ttl"
    assert b"xsd:gYear" in case.read_bytes()
    assert check_consistency([case.read_bytes()]).consistent


def test_a_planted_contradiction_is_found_and_explained() -> None:
    report = check_consistency([turtle("<museum> a hp:Organisation , hp:Exhibition .")])
    assert not report.consistent
    assert report.sentences == (
        "<http://127.0.0.1:8000/museum> cannot be both hp:Activity (it is said to be one, and every "
        "hp:Exhibition is one) and hp:Organisation (it is said to be one): withdraw one of the two.",
    )


def test_a_value_outside_the_range_of_its_property_is_found_though_no_classes_clash() -> None:
    report = check_consistency([turtle('<tie> a hp:Involvement ; hp:order "first" .')])
    assert not report.consistent
    assert report.clashes == ()
    assert report.sentences == (
        "<http://127.0.0.1:8000/tie> has hp:order “first”, which is no xsd:integer: correct the value "
        "or take it away.",
    )


def test_a_contradiction_of_several_steps_is_found_even_where_it_cannot_be_explained() -> None:
    planted = "hp:Fair owl:equivalentClass [ owl:complementOf hp:Activity ] . <fair> a hp:Fair , hp:Project ."
    report = check_consistency([turtle("hp:Fair a owl:Class . " + planted)])
    assert not report.consistent
    assert "several steps" in report.sentences[0]


def test_a_class_that_nothing_can_belong_to_is_named() -> None:
    planted = "hp:Fair a owl:Class ; rdfs:subClassOf hp:Activity , hp:Place ."
    report = check_consistency([turtle(planted)])
    assert report.consistent
    assert report.unsatisfiable == (HP + "Fair",)
    assert "Fair" in report.sentences[0]


def test_a_syntax_error_is_reported_as_one() -> None:
    with pytest.raises(SyntaxError):
        check_consistency([b"<museum> a"])
