"""A real browser before the real service, which serves the shipped data on a loopback port.

Playwright keeps an event loop running in its thread until the session ends, so these tests run in a process
of their own (``make test`` does so): no other test there could run a loop of its own.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from koinon.service.pages.explorer import built

_SECONDS = 120
_PROGRAM = [sys.executable, "-c", "from koinon.service.cli import main; main()"]
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
#: No test is timed: on a busy machine what is waited for may take long, and comes all the same.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)
#: The base of what is shipped, and two organisations of it that have worked together.
BASE = "http://127.0.0.1:8000"
ENDS = ("/organisation/moscow-office-unesco-vsfws5vh", "/organisation/office-tashkent-unesco-4mrpbyhw")
#: A screen of a desk, and one of a hand.
SCREENS = {"desk": (1440, 900), "hand": (390, 844)}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's own Chromium, drawing without a graphics card."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium is on the PATH (Debian: apt-get install chromium)")
    software = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    # Root, who runs tests in containers, has no sandbox to start a browser in.
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": found, "args": [*software, *rooted]}


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the shipped data and serve them; give the address."""
    if built() is None:
        pytest.skip("the explorer is not built (make web)")
    folder = tmp_path_factory.mktemp("web")
    store, log = str(folder / "store"), folder / "log.txt"
    subprocess.run([*_PROGRAM, "build", "--store", store], check=True, capture_output=True)
    with log.open("wb") as output:
        command = [*_PROGRAM, "serve", "--store", store, "--port", "0"]
        server = subprocess.Popen(command, stdout=output, stderr=output)
    try:
        yield _told(log, server)
    finally:
        os.kill(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def places(address: str) -> dict[str, str]:
    """Addresses of what makes a tie: an end, an activity, an involvement, words of a text, a row."""
    ends = {"source": BASE + ENDS[0], "target": BASE + ENDS[1]}
    answer = httpx.get(f"{address}/api/network/tie", params=ends, timeout=120).raise_for_status()
    shared = answer.json()["activities"]
    involvements = [one for activity in shared for one in activity["involvements"]]
    passages = [passage["id"] for one in involvements for passage in one["passages"]]
    found = {
        "organisation": ends["source"],
        "activity": shared[0]["id"],
        "involvement": involvements[0]["id"],
        "passage": next(one for one in passages if "/passage/" in one),
        "row": next(one for one in passages if "/row/" in one),
    }
    return {name: one.removeprefix(BASE) for name, one in found.items()}


def _told(log: Path, server: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end and server.poll() is None:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text()):
            return found[0]
        time.sleep(0.05)
    pytest.fail(f"The service did not start: {log.read_text()[-2000:]}")


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """The name of a screen."""
    return str(request.param)


@pytest.fixture
def context(
    new_context: Callable[..., BrowserContext], address: str, screen: str
) -> Iterator[BrowserContext]:
    """A browser on one of the screens; what its pages ask of another host fails the test."""
    width, height = SCREENS[screen]
    made = new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    made.set_default_timeout(_PATIENCE)
    made.set_default_navigation_timeout(2 * _PATIENCE)
    made.grant_permissions(["clipboard-read", "clipboard-write"])
    strayed: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((address, "blob:")):
            strayed.append(request.url)

    made.on("request", note)
    yield made
    assert strayed == []


@pytest.fixture
def faults() -> list[str]:
    """What went wrong in the page; a test that asks for it takes away what it expects."""
    return []


@pytest.fixture
def page(context: BrowserContext, faults: list[str]) -> Iterator[Page]:
    """A page in which any error, of a script or of the content policy, fails the test."""
    made = context.new_page()
    made.on("pageerror", lambda error: faults.append(str(error)))
    made.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield made
    assert faults == []
