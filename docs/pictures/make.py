"""Makes report.png: the first sheets of the sample county's report, as LibreOffice prints them.

Needs ``soffice``, ``pdftoppm`` and Pillow. Run it from the top folder:

    python docs/pictures/make.py
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

import calculator

TOP = Path(__file__).parents[2]
SAMPLE = TOP / "sample_data"
PAGES = 3
DOTS_AN_INCH = 96
COLOURS = 32
MARGIN = 24


def main() -> None:
    """Write the report, print it, and paste its first pages below each other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = SAMPLE / "qiyuan_county.yaml"
        calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=rules).save(folder / "report.xlsx")
        pages = [trimmed(page) for page in printed(folder)]
    width = max(page.width for page in pages) + 2 * MARGIN
    height = sum(page.height + MARGIN for page in pages) + MARGIN
    picture = Image.new("RGB", (width, height), "white")
    top = MARGIN
    for page in pages:
        picture.paste(page, (MARGIN, top))
        top += page.height + MARGIN
    picture.quantize(COLOURS).save(Path(__file__).parent / "report.png", optimize=True)


def printed(folder: Path) -> list[Image.Image]:
    """The first pages of the report in a folder."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(folder / "report.xlsx")], check=True, capture_output=True)
    draw = ["pdftoppm", "-png", "-r", str(DOTS_AN_INCH), "-l", str(PAGES)]
    subprocess.run([*draw, str(folder / "report.pdf"), str(folder / "page")], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def trimmed(page: Image.Image) -> Image.Image:
    """A page without its footer and the white around what stands on it."""
    body = page.crop((0, 0, page.width, int(page.height * 0.92)))
    white = Image.new("RGB", body.size, "white")
    return body.crop(ImageChops.difference(body, white).getbbox())


if __name__ == "__main__":
    main()
