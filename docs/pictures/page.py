"""Makes the pictures of the page, as the installed Chromium shows it.

They are of the sample county, in Chinese and in light colours. Needs ``chromium``, Playwright and
Pillow (the extra ``tests`` and ``pip install pillow``). Run it from the top folder:

    python docs/pictures/page.py
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

TOP = Path(__file__).parents[2]
WIDTH, COLOURS = 1000, 96
HEIGHTS = {"page-start": 900, "page-result": 1100, "page-whatif": 1250, "page-plan": 1330}


def main() -> None:
    """Walk through the page, and keep what it looks like on the way."""
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        page.goto(address)
        keep(page, "page-start")
        page.click(".sample button")
        page.wait_for_selector(".tiles")
        result = page.url
        keep(page, "page-result")
        page.goto(f"{result}/whatif")
        page.get_by_label("乡镇最低人口规模", exact=True).fill("25000")
        page.click(".trial-form button.first")
        page.wait_for_selector("table.changes")
        keep(page, "page-whatif")
        page.goto(f"{result}/plan")
        page.wait_for_selector("#wishes")
        keep(page, "page-plan")
        browser.close()


def keep(page: Any, name: str) -> None:
    """The top of the page as a picture."""
    shown = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    cut = shown.crop((0, 0, shown.width, min(shown.height, HEIGHTS[name])))
    cut.quantize(COLOURS).save(Path(__file__).parent / f"{name}.png", optimize=True)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with an empty data folder."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "calculator.cli", "serve", "--port", "0", "--data", data]
        server = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=TOP
        )
        try:
            assert server.stdout is not None
            found = re.search(r"http://\S+?/", server.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
