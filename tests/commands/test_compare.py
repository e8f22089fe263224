"""township compare: two years or two proposals."""

from __future__ import annotations

import json

import openpyxl
import pytest
from wcwidth import width

OLD = "乡镇名称,常住人口\n东河镇,85000\n西河镇,49800\n南河乡,31000\n北河乡,30000\n老镇,40000\n"
NEW = "乡镇名称,常住人口\n东河镇,79000\n西河镇,50300\n南河镇,29999\n北河乡,30000\n新镇,20000\n"
PROPOSAL = "乡镇名称,拟核行政编制,拟核事业编制\n东河镇,{},40\n西河镇,36,34\n"


@pytest.fixture
def years(tmp_path):
    old, new = tmp_path / "2008年甲县乡镇统计.csv", tmp_path / "2009年甲县乡镇统计.csv"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


DATES = ("--old-date", "2008-12-31", "--statistics-date", "2009-12-31")


def test_what_changed_is_printed_and_written_beside_the_new_file(township, years):
    outcome = township("compare", *years, *DATES)
    assert (outcome.status, outcome.err) == (0, "")
    assert "常住人口由49,800人增至50,300人，达到50,000人，由三类升为二类" in "".join(
        outcome.out.split("\n")
    ).replace("  ", "")
    written = years[1].with_name(f"{years[1].stem}-对比.xlsx")
    assert outcome.out.rstrip().endswith(str(written))
    assert openpyxl.load_workbook(written).sheetnames == [
        "对比摘要",
        "变化的乡镇",
        "全部乡镇对照",
        "增减改名",
        "编制方案对照",
    ]


def test_no_line_but_the_path_is_wider_than_the_terminal(township, years, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for language in ("zh", "en"):
        out = township("compare", *years, *DATES, "--lang", language, "--force").out
        assert all(width(line) <= 80 for line in out.splitlines()[:-1])


def test_json_says_why(township, years, tmp_path):
    outcome = township("compare", *years, *DATES, "--output", tmp_path / "x.xlsx", "--json")
    data = json.loads(outcome.out)
    assert data["sides"]["before"]["statistics_date"] == "2008-12-31"
    assert (data["paired"], data["notes"]) == (4, [])
    changes = {township["name"]: township for township in data["townships"]}
    assert list(changes) == ["东河镇", "西河镇", "南河镇"]
    assert changes["南河镇"]["why"] == [
        {
            "what": "merger",
            "reason": "常住人口由31,000人减至29,999人，不满30,000人，"
            "撤并结论由“不低于下限”变为“撤并研究对象”",
            "status": "inferred",
        }
    ]
    assert changes["南河镇"]["figures"] == {
        "resident_population": {"before": 31000, "after": 29999}
    }
    assert [unit["name"] for unit in data["only_after"]] == ["新镇"]
    assert [unit["after"]["name"] for unit in data["renamed"]] == ["南河镇"]


def test_two_proposals_on_the_same_statistics(township, years, tmp_path):
    proposals = []
    for posts in (42, 40):
        proposals.append(tmp_path / f"方案{posts}.csv")
        proposals[-1].write_text(PROPOSAL.format(posts), encoding="utf-8")
    more = ("--old", proposals[0], "--new", proposals[1])
    day = ("--old-date", "2008-12-31", "--statistics-date", "2008-12-31")
    output = ("--output", tmp_path / "方案对比.xlsx")
    outcome = township("compare", years[0], years[0], *more, *day, *output, "--json")
    data = json.loads(outcome.out)
    (change,) = data["townships"]
    assert change["changes"] == {"proposed_administrative_posts": {"before": 42, "after": 40}}
    assert data["notes"][0].startswith("两边统计时点相同")


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("2009-12-31", "2009-12-31", "两边统计时点相同"),
        ("2009-12-31", "2008-12-31", "新的统计时点（2008年12月31日）早于"),
    ],
)
def test_odd_dates_are_said(township, years, old, new, note):
    out = township("compare", *years, "--old-date", old, "--statistics-date", new).out
    assert note in out


def test_townships_of_other_places_are_refused(township, years, tmp_path):
    other = tmp_path / "别处.csv"
    other.write_text("乡镇名称,常住人口\n张庄镇,85000\n李庄镇,52000\n", encoding="utf-8")
    outcome = township("compare", years[0], other)
    assert outcome.status == 1
    assert "没有相同的乡镇" in outcome.err
    assert not other.with_name("别处-对比.xlsx").exists()


def test_a_comparison_that_exists_is_not_replaced_unasked(township, years):
    assert township("compare", *years, *DATES).status == 0
    assert township("compare", *years, *DATES).status == 1
    assert township("compare", *years, *DATES, "--force").status == 0
