"""Makes the pictures of the documentation, as LibreOffice prints what the program writes.

They are of the sample county: report.png has the first sheets of its report, forms.png the first
page of each form, annotated.png the copy of its workbook with the findings in it, template.png the
workbook to fill in, allocation.png a total divided, figures-sheet.png its figures, plan.png
the overview and the maps of its merger plan, and comparison.png a comparison with a year before
that is made up.

Needs ``soffice`` with Calc and Writer, ``pdftoppm`` and Pillow. Run it from the top folder, for
all pictures or for some:

    python docs/pictures/make.py [NAME...]
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
from PIL import Image, ImageChops, ImageOps

import calculator
from calculator.cli import run
from calculator.packs import open_pack
from calculator.report_comparison import compare_reports
from calculator.reporting.figures_sheet import write_figures_workbook
from calculator.reporting.forms import FormRequest, write_forms

TOP = Path(__file__).parents[2]
SAMPLE = TOP / "sample_data"
STATISTICS = SAMPLE / "qiyuan_county.xlsx"
RULES = SAMPLE / "qiyuan_county.yaml"
DOTS_AN_INCH = 96
DOTS_OF_FORMS = 80
COLOURS = 32
MARGIN = 24
FILLED_ROWS = 14
"""So many rows of the workbook to fill in are shown."""


def main(names: Sequence[str]) -> None:
    """Write the outputs, print them, and paste their first pages below each other."""
    for name, make in PICTURES.items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            pages = make(Path(folder))
            paste(pages).quantize(COLOURS).save(
                Path(__file__).parent / f"{name}.png", optimize=True
            )


def report(folder: Path) -> list[Image.Image]:
    """The first sheets of the report."""
    path = calculator.report(STATISTICS, rules=RULES).save(folder / "report.xlsx")
    return [trimmed(page) for page in printed(path)[:3]]


def forms(folder: Path) -> list[Image.Image]:
    """The first page of each form, with a line around it."""
    found = calculator.report(STATISTICS, rules=RULES)
    paths = write_forms(found, FormRequest(), folder, "zh")
    pages = [printed(path, DOTS_OF_FORMS)[0] for path in paths]
    return [ImageOps.expand(page, 1, "gray") for page in pages]


def annotated(folder: Path) -> list[Image.Image]:
    """The list of findings, and the sheet of statistics with its cells marked."""
    path = folder / "copy.xlsx"
    other = ("--output", folder / "report.xlsx")
    township("report", STATISTICS, "--rules", RULES, "--annotated", path, *other)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
        sheet.page_setup.fitToHeight = 0
    book.save(path)
    listed, _, marked, *_ = printed(path)
    return [trimmed(listed), trimmed(marked)]


def template(folder: Path) -> list[Image.Image]:
    """The first page of the workbook to fill in, and the explanation of its columns."""
    path = folder / "template.xlsx"
    township("template", "--county", "青州市临河县", "--output", path)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[2:]:
        sheet.sheet_state = "hidden"
    filled = book.worksheets[1]
    filled.print_area = f"A1:{filled.cell(FILLED_ROWS, filled.max_column).coordinate}"
    book.save(path)
    explained, *_, first = printed(path)
    return [trimmed(first), trimmed(explained)]


def allocation(folder: Path) -> list[Image.Image]:
    """A total of posts divided among the townships."""
    path = folder / "allocation.xlsx"
    keep = ("--rules", RULES, "--keep", "盐滩镇:行政编制=31", "--keep", "盐滩镇:事业编制=31")
    township("allocate", STATISTICS, "--total", "行政编制=620", *keep, "--output", path)
    return [trimmed(page) for page in printed(path)[:1]]


def figures_sheet(folder: Path) -> list[Image.Image]:
    """The first page of the figures."""
    beside = shutil.copy(RULES, folder)
    path = folder / "figures.xlsx"
    write_figures_workbook(open_pack(beside), path, "zh", rules=str(beside))
    return [trimmed(page) for page in printed(path)[:1]]


def plan(folder: Path) -> list[Image.Image]:
    """The overview of the merger plan, and the county's maps."""
    plans = calculator.report(STATISTICS, rules=RULES).plan(
        boundaries=SAMPLE / "qiyuan_boundaries.geojson"
    )
    overview, *_, maps = printed(plans.save(folder / "plan.xlsx"))
    return [trimmed(overview), trimmed(maps)]


def comparison(folder: Path) -> list[Image.Image]:
    """The first pages of a comparison."""
    before = calculator.report(year_before(folder), rules=RULES)
    after = calculator.report(STATISTICS, rules=RULES)
    path = compare_reports(before, after).save(folder / "comparison.xlsx")
    return [trimmed(page) for page in printed(path)[:2]]


PICTURES: dict[str, Callable[[Path], list[Image.Image]]] = {
    "report": report,
    "forms": forms,
    "annotated": annotated,
    "template": template,
    "allocation": allocation,
    "figures-sheet": figures_sheet,
    "plan": plan,
    "comparison": comparison,
}


def township(*arguments: object) -> None:
    """Run a command line."""
    status = run([str(argument) for argument in arguments])
    if status:
        raise SystemExit(status)


def year_before(folder: Path) -> Path:
    """The sample county as it may have been a year earlier."""
    chance = random.Random(4)
    book = openpyxl.load_workbook(STATISTICS)
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


def paste(pages: list[Image.Image]) -> Image.Image:
    """The pages below each other."""
    width = max(page.width for page in pages) + 2 * MARGIN
    height = sum(page.height + MARGIN for page in pages) + MARGIN
    picture = Image.new("RGB", (width, height), "white")
    top = MARGIN
    for page in pages:
        picture.paste(page, (MARGIN, top))
        top += page.height + MARGIN
    return picture


def printed(document: Path, dots_an_inch: int = DOTS_AN_INCH) -> list[Image.Image]:
    """The pages of a workbook or a Word document."""
    folder = document.parent
    profile = f"-env:UserInstallation=file://{folder}/profile"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*office, str(document)], check=True, capture_output=True)
    draw = ["pdftoppm", "-png", "-r", str(dots_an_inch)]
    prefix = folder / f"{document.stem}-page"
    subprocess.run([*draw, str(document.with_suffix(".pdf")), str(prefix)], check=True)
    return [Image.open(p).convert("RGB") for p in sorted(folder.glob(f"{prefix.name}-*.png"))]


def trimmed(page: Image.Image) -> Image.Image:
    """A page without its footer and the white around what stands on it."""
    body = page.crop((0, 0, page.width, int(page.height * 0.92)))
    white = Image.new("RGB", body.size, "white")
    return body.crop(ImageChops.difference(body, white).getbbox())


if __name__ == "__main__":
    main(sys.argv[1:])
