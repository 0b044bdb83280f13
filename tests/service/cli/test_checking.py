"""What is wrong in a graph is found, and said in a sentence."""

from pathlib import Path

import pytest

from koinon.graph.addresses import Addresses, hp
from koinon.graph.store import Change, store_base, writing
from koinon.graph.terms import IRI, Literal, Quad
from koinon.ontology.namespaces import OA, RDF

from .conftest import Koinon


def plant(store: Path, change: Change) -> None:
    with writing(store) as open_store:
        open_store.apply(change)


def quad_of(store: Path, predicate: IRI) -> Quad:
    with writing(store) as open_store:
        return next(iter(open_store.quads(predicate=predicate)))


def test_a_sound_graph_passes(koinon: Koinon, built: Path) -> None:
    done = koinon("check")
    assert done.exit_code == 0, done.output
    assert "Nothing is wrong" in done.output


def test_a_broken_passage_is_found(koinon: Koinon, built: Path) -> None:
    quote = quad_of(built, IRI(OA + "exact"))
    assert isinstance(quote.object, Literal)
    false = quote._replace(object=quote.object._replace(value="words that nobody wrote"))
    plant(built, Change(frozenset({quote}), frozenset({false})))
    done = koinon("check", "--quick")
    assert done.exit_code == 1
    assert "words that nobody wrote" in done.output


def test_a_shape_violation_is_found(koinon: Koinon, built: Path) -> None:
    role = quad_of(built, hp("role"))
    plant(built, Change(removed=frozenset({role})))
    done = koinon("check", "--quick")
    assert done.exit_code == 1
    assert "role" in done.output
    assert "Workshop on the care of textiles in Tbilisi" in done.output


def test_a_contradiction_is_found(koinon: Koinon, built: Path) -> None:
    agent = quad_of(built, hp("agent"))
    assert isinstance(agent.object, IRI)
    graph = Addresses(store_base(built)).graph("source/planted")
    plant(built, Change(added=frozenset({Quad(agent.object, IRI(RDF + "type"), hp("Place"), graph)})))
    done = koinon("check")
    assert done.exit_code == 1
    assert "Organisation" in done.output
    assert "Place" in done.output


def test_a_lost_snapshot_is_found(koinon: Koinon, built: Path) -> None:
    for snapshot in (built / "snapshots").glob("*.txt"):
        snapshot.unlink()
    assert koinon("check", "--quick").exit_code == 1


@pytest.mark.parametrize("command", ["stats", "check"])
def test_a_damaged_store_is_refused_with_what_to_do(koinon: Koinon, built: Path, command: str) -> None:
    for table in (built / "generations" / "000001").glob("*.sst"):
        table.unlink()
    done = koinon(command)
    assert "koinon build" in str(done.exception)
