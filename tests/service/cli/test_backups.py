"""The graph is copied to a folder, and put back from it."""

from pathlib import Path

from koinon.graph.errors import StoreError

from .conftest import Koinon


def test_a_graph_is_backed_up_withdrawn_and_restored(koinon: Koinon, built: Path) -> None:
    before = koinon("query", "-e", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").output
    done = koinon("backup", "kept")
    assert done.exit_code == 0, done.output
    assert "1 text," in done.output
    source = next((built / "snapshots").iterdir())
    named = koinon(
        "query",
        "--format",
        "csv",
        "-e",
        "SELECT ?s { ?s a <https://w3id.org/heritage-partnerships/ns#Source> }",
    )
    koinon("remove", named.output.split()[-1].rpartition("/")[2])
    assert not source.exists()
    refused = koinon("restore", "kept")
    assert isinstance(refused.exception, StoreError)
    done = koinon("restore", "kept", "--force")
    assert "now generation 3" in done.output, done.output
    assert koinon("query", "-e", "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").output == before
    assert koinon("check", "--quick").exit_code == 0
