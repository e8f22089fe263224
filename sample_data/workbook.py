"""The sample county's workbook, laid out as an office lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from sample_data.county import COUNTY, PROPOSALS, TOWNSHIPS, Proposal, Township

STATISTICS_SHEET = "乡镇基本情况"
PROPOSALS_SHEET = "机构编制方案"

# The upper and the lower heading of each column (no lower heading: one cell over both rows),
# its width, and the name of what it holds.
STATISTICS_COLUMNS = (
    ("区划代码", "", 11, "code"),
    ("乡镇名称", "", 10, "name"),
    ("行政区域面积", "", 9, "area"),
    ("村（居）民委员会", "居民委员会个数", 9, "neighbourhood_committees"),
    ("村（居）民委员会", "村民委员会个数", 9, "villages"),
    ("户数", "", 8, "households"),
    ("人口", "常住人口", 9, "resident_population"),
    ("人口", "户籍人口", 9, "registered_population"),
    ("从业人员", "从业人员合计", 9, "employed"),
    ("从业人员", "其中：二三产业从业人员", 11, "employed_secondary_tertiary"),
    ("工业企业", "工业企业个数", 8, "industrial_enterprises"),
    ("工业企业", "#规模以上", 8, "above_scale"),
    ("财政收入（万元）", "", 9, "fiscal_revenue"),
    ("特殊地域", "", 6, "terrain"),
    ("中心镇", "", 6, "central_town"),
    ("经济发达镇", "", 7, "economically_developed"),
    ("县城驻地", "", 6, "county_seat"),
    ("毗邻乡镇", "", 34, "neighbours"),
)
PROPOSALS_COLUMNS = (
    ("乡镇名称", "", 14, "name"),
    ("拟定类别", "", 10, "proposed_class"),
    ("机构数（个）", "拟设党政工作机构", 14, "offices"),
    ("机构数（个）", "拟设财政拨款事业机构", 14, "institutions"),
    ("编制数（名）", "拟核行政编制", 14, "administrative_posts"),
    ("编制数（名）", "拟核事业编制", 14, "institution_posts"),
    ("拟核领导职数", "", 14, "leadership_posts"),
)
# Columns without a sum.
UNSUMMED = frozenset(
    (
        *("code", "name", "terrain", "central_town", "economically_developed"),
        *("county_seat", "neighbours", "proposed_class"),
    )
)
FIRST_ROW = 5  # of the townships, as a spreadsheet counts rows

Columns = Sequence[tuple[str, str, int, str]]


def cell_of(record: Township | Proposal, column: str) -> tuple[str, str]:
    """The sheet and the address of the cell that holds something of a township."""
    if isinstance(record, Township):
        letter = _letter(STATISTICS_COLUMNS, column)
        return STATISTICS_SHEET, f"{letter}{FIRST_ROW + TOWNSHIPS.index(record)}"
    letter = _letter(PROPOSALS_COLUMNS, column)
    return PROPOSALS_SHEET, f"{letter}{FIRST_ROW + PROPOSALS.index(record)}"


def _letter(columns: Columns, column: str) -> str:
    return chr(ord("A") + [name for *_, name in columns].index(column))


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value


def make_workbook(areas: Mapping[str, float], neighbours: Mapping[str, Sequence[str]]) -> bytes:
    """The workbook, given each township's area in hectares and its neighbours."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"created": datetime(2010, 9, 15)})
    book.formats[0].set_font_name("宋体")
    statistics = [
        {
            **{name: _shown(value) for name, value in vars(township).items()},
            "code": township.code,
            "area": areas[township.name],
            "neighbours": "、".join(neighbours[township.name]),
        }
        for township in TOWNSHIPS
    ]
    _write_sheet(
        book,
        STATISTICS_SHEET,
        (f"2009年末{COUNTY}乡镇基本情况统计表", "单位：公顷、户、人、个、万元"),
        (STATISTICS_COLUMNS, statistics),
        "注：特殊地域栏空白为一般地域，其他栏空格表示不足本表最小单位或暂缺；#表示其中的主要项。数据来源：县统计局。",
    )
    _write_sheet(
        book,
        PROPOSALS_SHEET,
        (f"{COUNTY}乡镇机构设置和人员编制方案", "单位：个、名"),
        (PROPOSALS_COLUMNS, [vars(proposal) for proposal in PROPOSALS]),
        "注：街道不列入本方案。",
    )
    book.close()
    return file.getvalue()


def _write_sheet(
    book: Any,
    name: str,
    top: tuple[str, str],
    table: tuple[Columns, Sequence[Mapping[str, Any]]],
    footnote: str,
) -> None:
    """One sheet: title, unit, heading of two rows, a row a township, sums, a note."""
    columns, records = table
    plain = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    boxed = plain | {"border": 1}
    title = book.add_format(plain | {"font_size": 18, "bold": True, "align": "center"})
    unit = book.add_format(plain | {"align": "right"})
    heading = book.add_format(boxed | {"align": "center", "text_wrap": True})
    text = book.add_format(boxed | {"align": "center"})
    long_text = book.add_format(boxed | {"text_wrap": True})
    number = book.add_format(boxed)
    area = book.add_format(boxed | {"num_format": "0.0"})

    sheet = book.add_worksheet(name)
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, top[0], title)
    sheet.merge_range(1, 0, 1, last, top[1], unit)
    for row, height in ((0, 32), (1, 16), (2, 18), (3, 42)):
        sheet.set_row(row, height)
    _write_heading(sheet, columns, heading)

    total_row = FIRST_ROW - 1 + len(records)
    for row in range(FIRST_ROW - 1, total_row + 1):
        sheet.set_row(row, 30)
    for index, (*_, column) in enumerate(columns):
        values = [record[column] for record in records]
        style = {"area": area, "neighbours": long_text}.get(
            column, text if column in UNSUMMED else number
        )
        for row, value in enumerate(values, FIRST_ROW - 1):
            sheet.write(row, index, "" if value is None else value, style)
        if column in UNSUMMED:
            sheet.write_blank(total_row, index, None, style)
        else:
            letter = _letter(columns, column)
            total = round(sum(value for value in values if value is not None), 1)
            formula = f"=SUM({letter}{FIRST_ROW}:{letter}{total_row})"
            sheet.write_formula(total_row, index, formula, style, total)
    sheet.write(total_row, [name for *_, name in columns].index("name"), "合计", text)
    sheet.merge_range(total_row + 1, 0, total_row + 1, last, footnote, book.add_format(plain))

    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 1)
    sheet.repeat_rows(2, 3)
    sheet.center_horizontally()
    sheet.set_landscape()


def _write_heading(sheet: Any, columns: Columns, style: Any) -> None:
    """The two rows of headings, with merged cells, and the widths of the columns."""
    for index, (upper, lower, width, _) in enumerate(columns):
        sheet.set_column(index, index, width)
        if not lower:
            sheet.merge_range(2, index, 3, index, upper, style)
            continue
        sheet.write(3, index, lower, style)
        group = [place for place, column in enumerate(columns) if column[0] == upper]
        if index == group[0]:
            sheet.merge_range(2, index, 2, group[-1], upper, style)
