"""Takes the pictures of the documentation from the running explorer, in the Chromium that is on the PATH."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

_IMAGES: Final = Path(__file__).parents[1] / "docs/images"
_PROGRAM: Final = (sys.executable, "-c", "from koinon.service.cli import main; main()")
_MOSCOW: Final = "organisation/moscow-office-unesco-vsfws5vh"
_TASHKENT: Final = "organisation/office-tashkent-unesco-4mrpbyhw"
#: A machine that only takes pictures has no graphics card, and often no user but root.
_SOFTWARE: Final = (
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
#: Pictures by name: the view they show, what must stand there first, and whether in dark colours.
_PICTURES: Final = {
    "explorer": ("/", ".legend li", False),
    "explorer-tie": (f"/?node={_MOSCOW}&tie={_MOSCOW}&tie={_TASHKENT}", ".panel blockquote", False),
    "explorer-sparql": (
        "/questions/02-who-works-together-most?least=2#network",
        ".drawnresult .stage[aria-busy=false]",
        False,
    ),
    "explorer-countries": ("/?unit=country&show=picture", ".legend li", True),
}


def main() -> None:
    """Build the shipped data, serve them, and take every picture."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("No Chromium is on the PATH; on Debian: apt-get install chromium.")
    with tempfile.TemporaryDirectory() as folder:
        store = f"{folder}/store"
        subprocess.run([*_PROGRAM, "build", "--store", store], check=True, stdout=subprocess.DEVNULL)
        command = [*_PROGRAM, "serve", "--store", store, "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
            try:
                assert server.stdout is not None
                told = (re.search(r"http://127\.0\.0\.1:\d+", line) for line in server.stdout)
                take(next(found[0] for found in told if found), browser)
            finally:
                server.terminate()


def take(address: str, browser: str) -> None:
    """Take the pictures of the service at an address."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=browser, args=_SOFTWARE)
        for name, (view, awaited, dark) in _PICTURES.items():
            page: Page = running.new_page(
                viewport={"width": 1440, "height": 900},
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
            )
            page.goto(address + view, wait_until="networkidle")
            page.locator(awaited).first.wait_for()
            page.wait_for_timeout(500)  # the picture is drawn in the next frames
            page.screenshot(path=_IMAGES / f"{name}.png")
            page.close()
        running.close()


if __name__ == "__main__":
    main()
