import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import run

from koinon.graph.addresses import Addresses
from koinon.graph.checking import CHECKS, Severity, check
from koinon.graph.store.embedded import EmbeddedStore
from koinon.graph.store.snapshots import Snapshots

StoreOf = Callable[[str], EmbeddedStore]


def test_one_run_finds_a_broken_passage_a_broken_shape_and_a_contradiction(
    store_of: StoreOf, tmp_path: Path
) -> None:
    snapshots = Snapshots(tmp_path)
    sha256 = snapshots.add("The museum took part.")
    store = store_of(
        f"""
        GRAPH <graphs/provenance> {{
            <source/s> a hp:Source ; dcterms:title "A report"@en ; dcterms:language "en" ;
                hp:snapshot <source/s/snapshot/1> ; hp:sourceGraph <graphs/source/s> .
            <source/s/snapshot/1> a hp:Snapshot ; hp:sha256 "{sha256}" ; hp:length 21 ;
                hp:inSource <source/s> .
            <source/s/passage/4-10> a hp:Passage ; oa:hasSource <source/s/snapshot/1> ;
                hp:inSource <source/s> ; oa:hasSelector <source/s/passage/4-10#p>, <source/s/passage/4-10#q> .
            <source/s/passage/4-10#p> a oa:TextPositionSelector ; oa:start 4 ; oa:end 10 .
            <source/s/passage/4-10#q> a oa:TextQuoteSelector ; oa:exact "palace" .
        }}
        GRAPH <graphs/source/s> {{
            <activity/a> a hp:Activity ; hp:involvement <i/1> ; hp:takesPlaceAt <organisation/m> .
            <i/1> a hp:Involvement ; hp:agent <organisation/m> ; hp:role role:partner ; hp:rule "x" ;
                hp:evidence <source/s/passage/4-10> .
            <organisation/m> a hp:Organisation ; skos:prefLabel "The museum"@en .
        }}
        """
    )
    sentences = "\n".join(str(found) for found in check(store, Addresses(), snapshots))
    assert "The passage quotes “palace”, but at 4–10 the text reads “museum”." in sentences
    assert "An activity has a name: give it the title that its source gives." in sentences
    assert "“The museum” cannot be both hp:Organisation" in sentences
    assert sentences.count("Source: A report.") >= 3


def test_an_empty_store_has_nothing_wrong(store_of: StoreOf, tmp_path: Path) -> None:
    found = check(store_of(""), Addresses(), Snapshots(tmp_path))
    assert [finding for finding in found if finding.severity is Severity.VIOLATION] == []


def test_every_check_has_a_name_to_be_told_by() -> None:
    assert list(CHECKS) == ["evidence", "ties", "shapes", "consistency"]


def test_the_validator_is_not_loaded_before_it_is_needed() -> None:
    ask = "import sys, koinon.graph.checking; print('pyshacl' in sys.modules, 'owlready2' in sys.modules)"
    done = run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout == "False False\n"
