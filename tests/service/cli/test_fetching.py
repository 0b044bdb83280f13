"""What is fetched from portals comes into the graph like any other file."""

import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from .conftest import Koinon

RESOURCE = {"id": "0a1b2c3d-0000-4000-8000-000000000001", "name": "Partners", "format": "CSV"}
TABLE = "activity,organisation,role\nWorkshop,Museum of A,organiser\nWorkshop,Museum of B,partner\n"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and tells when each file was changed."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def package(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a package whose answers lie in a folder."""
    monkeypatch.setenv("KOINON_FETCH_DELAY", "0")
    root = folder / "portal"
    (root / "api/3/action").mkdir(parents=True)

    def handler(*given: object) -> Quiet:
        return Quiet(*given, directory=str(root))  # type: ignore[arg-type]

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        home = f"http://127.0.0.1:{server.server_address[1]}"
        result = {"title": "Grants", "resources": [{**RESOURCE, "url": f"{home}/partners.csv"}]}
        answer = json.dumps({"success": True, "result": result})
        (root / "api/3/action/package_show").write_text(answer, "utf-8")
        (root / "partners.csv").write_text(TABLE, "utf-8")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"{home}/dataset/grants"
        server.shutdown()
        thread.join()


def test_what_is_fetched_is_added_and_the_same_again_changes_nothing(
    koinon: Koinon, folder: Path, package: str
) -> None:
    first, second = koinon("fetch", package), koinon("fetch", package)
    assert first.exit_code == 0, first.output
    assert "grants.csv (Grants: Partners): fetched." in first.output
    assert "New: 1 activity, 2 organisations, 2 involvements" in first.output
    assert "grants.csv (Grants: Partners): unchanged." in second.output
    assert second.output.strip().endswith("nothing changed.")
    address = koinon("query", "--format", "csv", "-e", "SELECT ?u { ?s a hp:Source ; hp:address ?u }")
    assert f"{package}/resource/{RESOURCE['id']}" in address.output


def test_what_changed_there_changes_here(koinon: Koinon, folder: Path, package: str) -> None:
    koinon("fetch", package)
    (folder / "portal/partners.csv").write_text(TABLE.replace("Museum of B", "Museum of C"), "utf-8")
    told = koinon("fetch", package, "--into", "koinon-fetched").output
    assert "New: 1 organisation" in told
    assert "Gone: 1 organisation" in told


def test_files_alone_may_be_wanted(koinon: Koinon, folder: Path, package: str) -> None:
    done = koinon("fetch", package, "--only", "--into", "files")
    assert (folder / "files/grants.csv").read_text("utf-8") == TABLE
    assert "New:" not in done.output
    assert not (folder / "koinon-store").exists()


def test_one_portal_that_fails_does_not_stop_the_rest(koinon: Koinon, folder: Path, package: str) -> None:
    (folder / "broken.toml").write_text(
        f'kind = "opendatasoft"\naddress = "{package}"\ndataset = "x"\n', "utf-8"
    )
    done = koinon("fetch", "broken.toml", package)
    assert done.exit_code == 2
    assert "answered with status 404" in done.output
    assert "New: 1 activity" in done.output
