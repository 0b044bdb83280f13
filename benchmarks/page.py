"""The network screen in a browser without a graphics card: how soon it stands, and how it moves.

Medians of several runs, in Chromium's software renderer, over worlds made up the same every time; the browser
and the server share the machine with whatever else runs on it.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import httpx
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from koinon.graph.network.columns import COLUMNS_TYPE
from koinon.service.pages.explorer import built

from .report import Promise, Report, Table
from .servers import free_port
from .world_store import sparse_store

#: Organisations and activities of a world, and within how many seconds its network is to stand.
WORLDS: Final = (((5_400, 12_600), 1.5), ((24_000, 35_600), 2.5))
_WINDOW: Final = {"width": 1440, "height": 900}
_SOFTWARE: Final = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
_MEGABYTE: Final = 1e6
_STEPS: Final = 90
#: Notes what the picture does: frames, tasks of more than 50 ms (W3C Long Tasks), and when it stood.
_WATCH: Final = """
window.watched = {frames: 0, tasks: [], stood: null};
const count = () => { watched.frames += 1; requestAnimationFrame(count); };
requestAnimationFrame(count);
new PerformanceObserver(list => list.getEntries().forEach(one => watched.tasks.push(one.duration)))
    .observe({type: 'longtask', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(one => {
    if (one.name !== 'koinon-drawn' || watched.stood !== null) return;
    requestAnimationFrame(() => requestAnimationFrame(() => watched.stood = performance.now()));
})).observe({type: 'mark', buffered: true});
"""


@dataclass
class Moved:
    """What one way of moving cost: script a frame and frames a second, and the longest task, in ms."""

    script: float
    frames: float
    longest: float


@dataclass
class Found:
    """What was measured of one world."""

    nodes: int = 0
    ties: int = 0
    megabytes: float = 0.0
    cold: float = 0.0
    kept: float = 0.0
    stood: list[float] = field(default_factory=list)
    moved: dict[str, list[Moved]] = field(default_factory=dict)


def main() -> None:
    """Measure, write the figures, and print them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each world is opened")
    options = parser.parse_args()
    if built() is None:
        sys.exit("The explorer is not built: make web.")
    program = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if program is None:
        sys.exit("No Chromium is on the PATH.")
    rooted = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*_SOFTWARE, *rooted])
        found = [_measured(browser, world, options.runs) for world, _ in WORLDS]
        version = browser.version
        browser.close()
    report = Report("page", "The network screen", {"runs": options.runs, "chromium": version, **_WINDOW})
    _write(report, found)
    print(report.write())


def _measured(browser: Browser, world: tuple[int, int], runs: int) -> Found:
    found = Found()
    sparse_store(*world).close()
    with _served(world) as address:
        _asked(address, found)
        for _ in range(runs):
            _opened(browser, address, found)
            print(f"{found.nodes:,} nodes stood after {found.stood[-1]:.2f} s", flush=True)
    return found


def _asked(address: str, found: Found) -> None:
    """Ask for the network as the page does, for the first time and again."""
    headers = {"Accept": COLUMNS_TYPE, "Accept-Encoding": "gzip", "Accept-Language": "en"}
    with httpx.Client(base_url=address, headers=headers, timeout=300, trust_env=False) as client:
        for name in ("cold", "kept"):
            begun = time.perf_counter()
            with client.stream("GET", "/api/network?fold=yes") as answer:
                packed = b"".join(answer.iter_raw())
            setattr(found, name, time.perf_counter() - begun)
        total = client.get("/api/network?fold=yes").json()["total"]
    found.nodes, found.ties, found.megabytes = total["nodes"], total["edges"], len(packed) / _MEGABYTE


def _opened(browser: Browser, address: str, found: Found) -> None:
    context = browser.new_context(viewport=_WINDOW, device_scale_factor=1)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(180_000)
    page.add_init_script(_WATCH)
    page.goto(address)
    # The content policy refuses what a page itself would have to evaluate, so it is asked from outside.
    while page.evaluate("watched.stood") is None:
        page.wait_for_timeout(50)
    found.stood.append(page.evaluate("watched.stood") / 1000)
    page.wait_for_timeout(1000)
    client = context.new_cdp_session(page)
    client.send("Performance.enable")
    for name, move in (("panning", _pan), ("zooming", _zoom), ("pointing", _point)):
        found.moved.setdefault(name, []).append(_moving(page, client, move))
    context.close()


def _moving(page: Page, client: CDPSession, move: Any) -> Moved:
    page.evaluate("watched.tasks = []")
    before, frames, begun = _script(client), page.evaluate("watched.frames"), time.perf_counter()
    move(page)
    page.wait_for_timeout(300)
    passed = page.evaluate("watched.frames") - frames
    longest = page.evaluate("Math.max(0, ...watched.tasks)")
    script = (_script(client) - before) * 1000
    return Moved(script / max(passed, 1), passed / (time.perf_counter() - begun), longest)


def _script(client: CDPSession) -> float:
    """Give the seconds that scripts of the page have run."""
    metrics = client.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "ScriptDuration"))


def _pan(page: Page) -> None:
    page.mouse.move(800, 420)
    page.mouse.down()
    for step in range(_STEPS):
        page.mouse.move(800 + (step % 30) * 8, 420 + (step % 20) * 6)
    page.mouse.up()


def _zoom(page: Page) -> None:
    page.mouse.move(760, 400)
    for step in range(24):
        page.mouse.wheel(0, -120 if step < 12 else 120)
        page.wait_for_timeout(40)


def _point(page: Page) -> None:
    for step in range(_STEPS):
        page.mouse.move(500 + step * 6, 300 + (step % 15) * 10)


@contextmanager
def _served(world: tuple[int, int]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.page_server:app"]
    environment = {**os.environ, "BENCHMARK_SPARSE": " ".join(map(str, world))}
    given = ["--port", str(port), "--log-level", "error"]
    with subprocess.Popen([*command, *given], env=environment) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield address
        finally:
            process.terminate()


def _wait(address: str, process: "subprocess.Popen[bytes]", seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            httpx.get(f"{address}/healthz", trust_env=False, timeout=10).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The service did not start.")


def _write(report: Report, found: list[Found]) -> None:
    columns = ("", *(f"{one.nodes:,} nodes, {one.ties:,} ties" for one in found))
    rows: list[tuple[object, ...]] = [
        ("network in columns, gzip, MB", *(one.megabytes for one in found)),
        ("network over HTTP, first, s", *(one.cold for one in found)),
        ("network over HTTP, again, s", *(one.kept for one in found)),
        ("network stands, median, s", *(statistics.median(one.stood) for one in found)),
        ("network stands, quickest, s", *(min(one.stood) for one in found)),
    ]
    for way in found[0].moved:
        for name, said in (
            ("script", "script a frame, ms"),
            ("frames", "frames a second"),
            ("longest", "longest task, ms"),
        ):
            rows.append((f"{way}: {said}", *(_median(one, way, name) for one in found)))
    report.tables.append(Table("Medians", columns, tuple(rows)))
    for one, (_, seconds) in zip(found, WORLDS, strict=True):
        stood = statistics.median(one.stood)
        size = f"{one.nodes:,} nodes"
        report.promises.append(_below(f"{size} stand", stood, seconds, "s"))
        report.promises.append(
            _below(f"{size}: script a frame while panning", _median(one, "panning", "script"), 4, "ms")
        )
        longest = max(_median(one, way, "longest") for way in ("panning", "zooming"))
        report.promises.append(_below(f"{size}: longest task while moving", longest, 200, "ms"))
    report.promises.append(_below("largest network, packed", found[-1].megabytes, 0.8, "MB"))
    report.notes.append(
        "A network stands when two frames have passed since it was drawn, counted from the start of the "
        "navigation, with the answer of the service kept from an earlier question. Others used the machine "
        "meanwhile: “load” below says how many wanted a core when this was written."
    )


def _median(found: Found, way: str, name: str) -> float:
    return statistics.median(getattr(one, name) for one in found.moved[way])


def _below(what: str, value: float, most: float, unit: str) -> Promise:
    return Promise(what, f"≤ {most:g} {unit}", f"{value:.3g} {unit}", value <= most)


if __name__ == "__main__":
    main()
