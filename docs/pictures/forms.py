"""Makes forms.png: the first pages of the sample county's forms, as LibreOffice prints them.

Needs ``soffice`` with Writer, ``pdftoppm`` and Pillow. Run it from the top folder:

    python docs/pictures/forms.py
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageOps

import calculator
from calculator.reporting.forms import FormRequest, write_forms

TOP = Path(__file__).parents[2]
SAMPLE = TOP / "sample_data"
DOTS_AN_INCH = 80
COLOURS = 32
MARGIN = 16


def main() -> None:
    """Write the forms, print them, and paste their first pages below each other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = SAMPLE / "qiyuan_county.yaml"
        report = calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=rules)
        pages = [printed(path, folder) for path in write_forms(report, FormRequest(), folder, "zh")]
    paste(pages).quantize(COLOURS).save(Path(__file__).parent / "forms.png", optimize=True)


def printed(path: Path, folder: Path) -> Image.Image:
    """The first page of a document, with a line around it."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(path)], check=True, capture_output=True)
    draw = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_AN_INCH)]
    subprocess.run([*draw, str(path.with_suffix(".pdf")), str(folder / path.stem)], check=True)
    with Image.open(folder / f"{path.stem}.png") as page:
        return ImageOps.expand(page.convert("RGB"), 1, "gray")


def paste(pages: Sequence[Image.Image]) -> Image.Image:
    """The pages below each other."""
    width = max(page.width for page in pages) + 2 * MARGIN
    height = sum(page.height + MARGIN for page in pages) + MARGIN
    picture = Image.new("RGB", (width, height), "white")
    top = MARGIN
    for page in pages:
        picture.paste(page, (MARGIN, top))
        top += page.height + MARGIN
    return picture


if __name__ == "__main__":
    main()
