"""The sample county's workbook, laid out as an office lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any

import xlsxwriter

from sample_data.bodies import BODIES, Body
from sample_data.county import COUNTY, PROPOSALS, TOWNSHIPS, Proposal, Township
from sample_data.establishment import ESTABLISHMENTS, TOTALS, Establishment

STATISTICS_SHEET = "乡镇基本情况"
PROPOSALS_SHEET = "机构编制方案"
BODIES_SHEET = "机构清单"
TOTALS_SHEET = "县编制总额"

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
    ("乡镇名称", "", 10, "name"),
    ("拟定类别", "", 7, "proposed_class"),
    ("机构数（个）", "拟设党政工作机构", 9, "offices"),
    ("机构数（个）", "拟设财政拨款事业机构", 10, "institutions"),
    ("编制数（名）", "拟核行政编制", 8, "administrative_posts"),
    ("编制数（名）", "拟核事业编制", 8, "institution_posts"),
    ("拟核领导职数", "", 8, "leadership_posts"),
    ("改革前机构数（个）", "核定党政工作机构", 9, "approved_offices"),
    ("改革前机构数（个）", "核定财政拨款事业机构", 10, "approved_institutions"),
    ("改革前编制和职数（名）", "核定行政编制", 8, "approved_administrative_posts"),
    ("改革前编制和职数（名）", "核定事业编制", 8, "approved_institution_posts"),
    ("改革前编制和职数（名）", "核定领导职数", 8, "approved_leadership_posts"),
    ("实有人数（人）", "行政编制", 8, "actual_administrative_staff"),
    ("实有人数（人）", "事业编制", 8, "actual_institution_staff"),
    ("实有人数（人）", "领导职数", 8, "actual_leaders"),
)
BODIES_COLUMNS = (
    ("乡镇名称", "", 10, "township"),
    ("机构名称", "", 24, "name"),
    ("机构类别", "", 14, "kind"),
    ("经费形式", "", 10, "funding"),
    ("编制数（名）", "行政编制", 9, "administrative_posts"),
    ("编制数（名）", "事业编制", 9, "institution_posts"),
    ("整合来源", "", 42, "formed_from"),
    ("挂牌", "", 6, "nameplate"),
)
TOTALS_COLUMNS = (
    ("县（市、区）", "", 18, "name"),
    ("县行政编制总额", "", 20, "administrative_posts"),
    ("县事业编制总额", "", 20, "institution_posts"),
    ("县领导职数总额", "", 20, "leadership_posts"),
)
# Columns without a sum.
UNSUMMED = frozenset(
    (
        *("code", "name", "terrain", "central_town", "economically_developed"),
        *("county_seat", "neighbours", "proposed_class"),
        *("township", "kind", "funding", "formed_from", "nameplate"),
    )
)
SECOND_PAGE = "古槐镇"  # the first township on the second page of the list
FIRST_ROW = 5  # of the townships, as a spreadsheet counts rows

Columns = Sequence[tuple[str, str, int, str]]


def cell_of(record: Township | Proposal | Establishment | Body, column: str) -> tuple[str, str]:
    """The sheet and the address of the cell that holds something of a township or a body."""
    sheet, columns, records = _table_of(record)
    # By identity: a body that is listed twice is two rows that say the same.
    place = next(place for place, other in enumerate(records) if other is record)
    return sheet, f"{_letter(columns, column)}{FIRST_ROW + place}"


def _table_of(record: object) -> tuple[str, Columns, Sequence[object]]:
    match record:
        case Township():
            return STATISTICS_SHEET, STATISTICS_COLUMNS, TOWNSHIPS
        case Body():
            return BODIES_SHEET, BODIES_COLUMNS, BODIES
        case Establishment():
            return PROPOSALS_SHEET, PROPOSALS_COLUMNS, ESTABLISHMENTS
    return PROPOSALS_SHEET, PROPOSALS_COLUMNS, PROPOSALS


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
        (f"{COUNTY}乡镇机构设置和人员编制方案", "单位：个、名、人"),
        (
            PROPOSALS_COLUMNS,
            [
                vars(establishment) | vars(proposal)
                for proposal, establishment in zip(PROPOSALS, ESTABLISHMENTS, strict=True)
            ],
        ),
        "注：街道不列入本方案。",
    )
    _write_sheet(
        book,
        BODIES_SHEET,
        (f"{COUNTY}乡镇拟设机构清单", "单位：名"),
        (
            BODIES_COLUMNS,
            [{name: _shown(value) for name, value in vars(body).items()} for body in BODIES],
        ),
        "注：先行上报清单的8个镇、乡；派驻机构的编制由主管部门核定，不填。",
        row_height=18,
        sums=False,
        breaks=[FIRST_ROW - 1 + [body.township for body in BODIES].index(SECOND_PAGE)],
    )
    _write_sheet(
        book,
        TOTALS_SHEET,
        (f"{COUNTY}乡镇编制总额", "单位：名"),
        (TOTALS_COLUMNS, [vars(TOTALS)]),
        "注：为改革后全县镇、乡的总额，不含街道。",
        sums=False,
    )
    book.close()
    return file.getvalue()


def _write_sheet(
    book: Any,
    name: str,
    top: tuple[str, str],
    table: tuple[Columns, Sequence[Mapping[str, Any]]],
    footnote: str,
    *,
    row_height: int = 30,
    sums: bool = True,
    breaks: Sequence[int] = (),
) -> None:
    """One sheet: title, unit, heading of two rows, a row a record, sums or none, a note.

    It is printed on one page across, or upright on several with ``breaks`` above these rows.
    """
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
    styles = {"area": area, "neighbours": long_text, "formed_from": long_text}

    sheet = book.add_worksheet(name)
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, top[0], title)
    sheet.merge_range(1, 0, 1, last, top[1], unit)
    for row, height in ((0, 32), (1, 16), (2, 18), (3, 42)):
        sheet.set_row(row, height)
    _write_heading(sheet, columns, heading)

    end = FIRST_ROW - 1 + len(records)
    for row in range(FIRST_ROW - 1, end + sums):
        sheet.set_row(row, row_height)
    for index, (*_, column) in enumerate(columns):
        values = [record[column] for record in records]
        style = styles.get(column, text if column in UNSUMMED else number)
        if column == "township":
            _write_merged(sheet, index, values, style)
            continue
        for row, value in enumerate(values, FIRST_ROW - 1):
            sheet.write(row, index, "" if value is None else value, style)
        if not sums:
            continue
        if column in UNSUMMED:
            sheet.write_blank(end, index, None, style)
        else:
            letter = _letter(columns, column)
            total = round(sum(value for value in values if value is not None), 1)
            formula = f"=SUM({letter}{FIRST_ROW}:{letter}{end})"
            sheet.write_formula(end, index, formula, style, total)
    if sums:
        sheet.write(end, [name for *_, name in columns].index("name"), "合计", text)
    foot = end + sums
    sheet.merge_range(foot, 0, foot, last, footnote, book.add_format(plain))

    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0 if breaks else 1)
    sheet.repeat_rows(2, 3)
    sheet.center_horizontally()
    if breaks:
        sheet.set_h_pagebreaks(breaks)
    else:
        sheet.set_landscape()


def _write_merged(sheet: Any, index: int, values: Sequence[str], style: Any) -> None:
    """A column in which equal values below one another are one cell."""
    row = FIRST_ROW - 1
    for value, group in groupby(values):
        end = row + len(list(group)) - 1
        if end > row:
            sheet.merge_range(row, index, end, index, value, style)
        else:
            sheet.write(row, index, value, style)
        row = end + 1


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
