"""Whatever cells stand beside one another, a grid is read or passed over, and all can be said."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.messages import LANGUAGES, messages
from calculator.reading.assembly.assembling import assemble
from calculator.reading.assembly.combining import combine
from calculator.reading.checks.ranges import check_figures
from calculator.reading.checks.unreadable import cell_findings, unused_remarks
from calculator.reading.grids import Grid
from calculator.reading.recognition.parts import read_part
from calculator.reading.recognition.remarks import remarks
from calculator.reading.recognition.tables import find_tables

HEADINGS = "乡镇 单位 指标 县 代码 备注 常住人口 户籍人口（万人） 总人口 上年总人口 面积（公顷） "
HEADINGS += "2008年常住人口 是否山区 山区 类别 Township 其中： #规模以上 续表"
ROWS = "城关镇 河西乡 李集 沂河县 沂河县小计 临沂市 历下区 合计 枣庄市市中区齐村镇 注：x 县直 镇"
CELLS = "12,345① 32000（含农场） 3.2万 #REF! — 370123100 370123 是 部分 一类 2009年末沂河县"
heading = st.sampled_from(HEADINGS.split())
cell = st.sampled_from(["", 1, 2008, 1234, 0.5, -3, 370123000000, *CELLS.split()]) | heading
name = st.sampled_from(["", *ROWS.split()])


@st.composite
def grids(draw):
    width = draw(st.integers(1, 6))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=3))
    rows.append(draw(st.lists(heading, min_size=width, max_size=width)))
    for first in draw(st.lists(name, min_size=1, max_size=6)):
        rest = draw(st.lists(cell, min_size=width - 1, max_size=width - 1))
        rows.append([first, *rest])
    is_turned = draw(st.booleans())
    return Grid(
        "表.xlsx", "表", [list(row) for row in zip(*rows, strict=True)] if is_turned else rows
    )


@settings(max_examples=150, deadline=None)
@given(grid=grids())
def test_any_grid_is_read_or_passed_over(grid):
    parts = [part for layout in find_tables(grid) if (part := read_part(layout)) is not None]
    if not parts:
        return
    findings = [found for part in parts for found in check_figures(part)]
    combined = combine(parts, None)
    statistics, contradictions = assemble(combined.parts, combined.joined, None)
    findings += [*combined.findings, *contradictions]
    for part in parts:
        findings += [*remarks(part), *cell_findings(part)]
        findings += unused_remarks(part, statistics.numbers)
    for language in LANGUAGES:
        for found in findings:
            assert messages(language).say(found.message)
