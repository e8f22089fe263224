"""Makes the pictures of the documentation, as LibreOffice prints the sheets.

report.png has the first sheets of the sample county's report, figures-sheet.png its figures,
comparison.png its comparison with a year before that is made up.

Needs ``soffice``, ``pdftoppm`` and Pillow. Run it from the top folder:

    python docs/pictures/make.py
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops

import calculator
from calculator.packs import open_pack
from calculator.report_comparison import compare_reports
from calculator.reporting.figures_sheet import write_figures_workbook

TOP = Path(__file__).parents[2]
SAMPLE = TOP / "sample_data"
PAGES = 3
DOTS_AN_INCH = 96
COLOURS = 32
MARGIN = 24


def main() -> None:
    """Write the workbooks, print them, and paste the first pages of each below each other."""
    rules = SAMPLE / "qiyuan_county.yaml"
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.xlsx"
        calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=rules).save(report)
        paste([trimmed(page) for page in printed(report, PAGES)], "report.png")
    with tempfile.TemporaryDirectory() as name:
        sheet = Path(name) / "figures.xlsx"
        beside = shutil.copy(rules, name)
        write_figures_workbook(open_pack(beside), sheet, "zh", rules=str(beside))
        paste([trimmed(page) for page in printed(sheet, 1)], "figures-sheet.png")
    with tempfile.TemporaryDirectory() as name:
        before = calculator.report(year_before(Path(name)), rules=rules)
        after = calculator.report(SAMPLE / "qiyuan_county.xlsx", rules=rules)
        compared = compare_reports(before, after).save(Path(name) / "comparison.xlsx")
        paste([trimmed(page) for page in printed(compared, 2)], "comparison.png")


def year_before(folder: Path) -> Path:
    """The sample county as it may have been a year earlier."""
    chance = random.Random(4)
    book = openpyxl.load_workbook(SAMPLE / "qiyuan_county.xlsx")
    sheet = book.worksheets[0]
    sheet["A1"] = str(sheet["A1"].value).replace("2009", "2008")
    headings = ("户数", "常住人口", "户籍人口")
    people = [c.column for row in sheet.iter_rows(max_row=4) for c in row if c.value in headings]
    for row in sheet.iter_rows(min_row=5):
        share = chance.uniform(0.9, 1.05)
        for cell in row:
            if cell.column in people and isinstance(cell.value, int):
                cell.value = round(cell.value * share)
    path = folder / "2008.xlsx"
    book.save(path)
    return path


def paste(pages: list[Image.Image], name: str) -> None:
    """Paste pages below each other into a picture."""
    width = max(page.width for page in pages) + 2 * MARGIN
    height = sum(page.height + MARGIN for page in pages) + MARGIN
    picture = Image.new("RGB", (width, height), "white")
    top = MARGIN
    for page in pages:
        picture.paste(page, (MARGIN, top))
        top += page.height + MARGIN
    picture.quantize(COLOURS).save(Path(__file__).parent / name, optimize=True)


def printed(workbook: Path, pages: int) -> list[Image.Image]:
    """The first pages of a workbook, which stands in a folder of its own."""
    folder = workbook.parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(workbook)], check=True, capture_output=True)
    draw = ["pdftoppm", "-png", "-r", str(DOTS_AN_INCH), "-l", str(pages)]
    subprocess.run([*draw, str(workbook.with_suffix(".pdf")), str(folder / "page")], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def trimmed(page: Image.Image) -> Image.Image:
    """A page without its footer and the white around what stands on it."""
    body = page.crop((0, 0, page.width, int(page.height * 0.92)))
    white = Image.new("RGB", body.size, "white")
    return body.crop(ImageChops.difference(body, white).getbbox())


if __name__ == "__main__":
    main()
