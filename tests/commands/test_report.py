"""township report, as people type it."""

from __future__ import annotations

import json

import openpyxl
import pytest

from tests.commands.conftest import TABLE
from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"


def test_the_report_stands_beside_the_first_input(township, table):
    outcome = township("report", table)
    assert outcome.status == 0
    report = table.with_name("甲县乡镇统计-分类报告.xlsx")
    assert report.exists()
    assert str(report) in outcome.out
    assert outcome.err == ""


def test_the_report_may_stand_elsewhere(township, table, tmp_path):
    outcome = township("report", table, "--output", tmp_path / "r.xlsx")
    assert (outcome.status, (tmp_path / "r.xlsx").exists()) == (0, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([table.name, "r.xlsx"])


def test_an_existing_report_is_not_replaced_without_force(township, table, tmp_path):
    target = tmp_path / "r.xlsx"
    target.write_text("somebody's work")
    outcome = township("report", table, "--output", target)
    assert outcome.status == 1
    assert "--force" in outcome.err
    assert target.read_text() == "somebody's work"
    assert township("report", table, "--output", target, "--force").status == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "摘要"


def test_two_outputs_are_never_one_file(township, table, tmp_path):
    (tmp_path / "folder").mkdir()
    same = tmp_path / "folder" / ".." / "r.xlsx"
    outcome = township("report", table, "--output", tmp_path / "r.xlsx", "--json", same)
    assert outcome.status == 1
    assert "与另一个输出是同一个文件" in outcome.err
    assert not (tmp_path / "r.xlsx").exists()


@pytest.mark.parametrize("name", ["o.pdf", "o", "o.xls"])
def test_a_report_is_not_written_under_a_name_that_says_something_else(
    township, table, tmp_path, name
):
    outcome = township("report", table, "--output", tmp_path / name)
    assert outcome.status == 1
    assert ".xlsx" in outcome.err
    assert list(tmp_path.iterdir()) == [table]


def test_advice_names_only_options_that_the_command_has(township, table, tmp_path):
    (tmp_path / "r.json").write_text("{}")
    outcome = township("report", table, "--json", tmp_path / "r.json")
    assert "--output" not in outcome.err


def test_an_input_is_never_an_output(township, table):
    outcome = township("report", table, "--output", table, "--force")
    assert outcome.status == 1
    assert table.read_text(encoding="utf-8") == TABLE


def test_the_summary_names_classes_candidates_and_what_is_unconfirmed(township, table):
    out = township("report", table).out
    assert "一类             1" in out
    assert "撤并研究对象  30,000人以下1个（乡1）；另有豁免0个，未定0个" in out
    assert "行政编制标准：一类 41名、二类 40名、三类 36名（占位）" in out
    assert "请用--set或自己的规则填入本地文件规定的数字" in out


def test_names_of_classes_are_not_said_to_be_settable(township, table):
    out = "".join(township("report", table).out.split())
    assert "乡镇类别名称不能用--set改，请在自己的规则文件（extends）中改名" in out


def test_the_summary_says_whether_proposals_were_checked(township, table, tmp_path):
    assert "机构编制      未核对" in township("report", table).out
    out = township("report", SAMPLE, "--output", tmp_path / "r.xlsx").out
    assert "机构编制      已核对18个乡镇的方案" in out


@pytest.mark.parametrize(("columns", "room"), [("40", 60), ("80", 80), ("200", 100)])
def test_the_summary_folds_at_the_width_of_the_terminal(
    township, tmp_path, monkeypatch, columns, room
):
    from wcwidth import width

    monkeypatch.setenv("COLUMNS", columns)
    out = township("report", SAMPLE, "--output", tmp_path / "r.xlsx").out
    lines = [line for line in out.splitlines() if not line.startswith("报告  ")]
    assert room - 12 < max(map(width, lines)) <= room


def test_the_summary_lines_up_with_chinese_characters_in_it(township, table):
    from wcwidth import width

    lines = township("report", table).out.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("类别"))
    rows = lines[start : start + 6]
    assert len({width(row) for row in rows}) == 1


def test_the_same_in_english(township, table):
    outcome = township("report", table, "--lang", "en")
    assert "Merger candidates  1 below 30,000 people (rural township 1)" in outcome.out
    report = table.with_name("甲县乡镇统计-分类报告.xlsx")
    assert openpyxl.load_workbook(report).sheetnames[0] == "Summary"


def test_json_to_the_screen_leaves_the_summary_to_standard_error(township, table):
    outcome = township("report", table, "--json", "-")
    data = json.loads(outcome.out)
    assert [unit["class"] for unit in data["townships"]] == ["一类", "二类", "三类", "三类"]
    assert "统计时点" in outcome.err


def test_json_to_a_file(township, table, tmp_path):
    outcome = township("report", table, "--json", tmp_path / "r.json")
    assert "统计时点" in outcome.out
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert data["rules"]["id"] == "shandong"


def test_an_existing_json_file_is_not_replaced_and_nothing_else_is_written(
    township, table, tmp_path
):
    (tmp_path / "r.json").write_text("{}")
    outcome = township("report", table, "--json", tmp_path / "r.json")
    assert outcome.status == 1
    assert (tmp_path / "r.json").read_text() == "{}"
    assert not table.with_name("甲县乡镇统计-分类报告.xlsx").exists()


def test_a_figure_entered_on_the_command_line_is_used_and_entered(township, table):
    outcome = township(
        "report", table, "--json", "-", "--set", "minimum_population=60000", "--set", "pooling=否"
    )
    data = json.loads(outcome.out)
    statuses = [unit["merger"]["status"] for unit in data["townships"]]
    assert statuses == ["none", "candidate", "candidate", "candidate"]
    entered = {f["name"] for f in data["rules"]["figures"] if f["status"] == "entered"}
    assert entered == {"minimum_population", "pooling"}
    assert "pooling" not in {f["name"] for f in data["rules"]["unconfirmed"]}


def test_the_population_may_be_chosen(township, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("乡镇,常住人口,户籍人口\n东河镇,20000,40000\n", encoding="utf-8")
    data = json.loads(township("report", path, "--json", "-").out)
    assert data["townships"][0]["merger"]["status"] == "candidate"
    chosen = township("report", path, "--json", "-", "--population", "registered", "--force")
    assert json.loads(chosen.out)["townships"][0]["merger"]["status"] == "none"


def test_the_date_of_the_statistics_may_be_given(township, table):
    outcome = township("report", table, "--json", "-", "--statistics-date", "2009-12-31")
    data = json.loads(outcome.out)
    assert data["statistics_date"] == "2009-12-31"
    assert not [f for f in data["findings"] if "date" in f["code"]]


def test_the_date_may_be_given_as_it_is_written_in_chinese(township, table):
    outcome = township("report", table, "--json", "-", "--statistics-date", "2010年12月31日")
    assert json.loads(outcome.out)["statistics_date"] == "2010-12-31"
    assert "统计时点      2010年12月31日" in outcome.err


def test_a_number_beyond_all_measure_is_refused(township, table):
    outcome = township("report", table, "--set", "minimum_population=1e400")
    assert outcome.status == 1
    assert "数字过大" in outcome.err


@pytest.mark.parametrize("setting", ["minimum_population=20000人", "乡镇最低人口规模=2万"])
def test_a_figure_may_be_entered_with_its_label_and_unit(township, table, setting):
    data = json.loads(township("report", table, "--json", "-", "--set", setting).out)
    figures = {figure["name"]: figure["value"] for figure in data["rules"]["figures"]}
    assert figures["minimum_population"] == 20000


@pytest.mark.parametrize("setting", ["minimum_population=20000,30000", "office_limit=3,4"])
def test_commas_that_do_not_part_thousands_are_never_dropped(township, table, setting):
    outcome = township("report", table, "--set", setting)
    assert (outcome.status, outcome.out) == (1, "")
    assert f"现为“{setting.partition('=')[2]}”" in outcome.err


@pytest.mark.parametrize("day", [None, "2010-11-01"])
def test_a_date_that_is_unknown_or_no_year_end_is_a_note(township, table, day):
    extra = ["--statistics-date", day] if day else []
    data = json.loads(township("report", table, "--json", "-", *extra).out)
    notes = [f for f in data["findings"] if "date" in f["code"]]
    assert [note["severity"] for note in notes] == ["note"]
    assert data["statistics_date"] == day


def test_strict_fails_when_an_error_was_found_and_still_writes_the_report(township, tmp_path):
    output = tmp_path / "r.xlsx"
    arguments = ("report", SAMPLE, "--rules", SAMPLE_PACK, "--output", output, "--force")
    assert township(*arguments).status == 0
    assert township(*arguments, "--strict").status == 1
    assert output.exists()


def test_strict_passes_when_no_error_was_found(township, table):
    assert township("report", table, "--strict").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("report",), "缺少FILE..."),
        (("report", "x.csv", "--colour"), "没有选项“--colour”"),
        (("report", "x.csv", "--lang", "fr"), "--lang应为zh、en之一"),
        (("report", "x.csv", "--population", "all"), "--population应为"),
        (("report", "x.csv", "--set", "minimum"), "应写成“名称=数值”"),
        (("report", "x.csv", "--statistics-date", "2009"), "日期应写成年-月-日"),
        (("report", "x.csv", "--rules"), "“--rules”后面要写一个值"),
        (("raport",), "没有命令“raport”"),
        (("年报.xlsx",), "没有命令“年报.xlsx”；要读这个文件，请写 township report 年报.xlsx"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_status_2_with_a_sentence(township, arguments, said):
    outcome = township(*arguments)
    assert outcome.status == 2
    assert said in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == ""


BAD_FILES = {
    "empty": b"",
    "only blanks": b"\n\n  \n",
    "not a spreadsheet": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "a truncated workbook": SAMPLE.read_bytes()[:3000],
    "without townships": "品名,数量\n苹果,3\n梨,4\n".encode(),
    "without population": "乡镇名称,面积\n东河镇,12\n西河镇,13\n".encode(),
    "a zip of nothing": b"PK\x05\x06" + bytes(18),
}


@pytest.mark.parametrize("content", BAD_FILES.values(), ids=BAD_FILES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bad_file_is_status_1_with_a_sentence_and_nothing_is_written(
    township, tmp_path, content, language
):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    outcome = township("report", path, "--lang", language)
    assert outcome.status == 1
    assert outcome.err.strip().count("\n") == 0
    assert "坏.xlsx" in outcome.err
    assert "Traceback" not in outcome.err
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_bytes() == content


@pytest.mark.parametrize("arguments", [("report", ""), ("check", ""), ("report", "表.csv", "")])
def test_an_empty_argument_is_not_the_folder_that_one_is_in(
    township, tmp_path, monkeypatch, table, arguments
):
    monkeypatch.chdir(table.parent)
    outcome = township(*arguments)
    assert outcome.status == 2
    assert "有一个参数是空的" in outcome.err
    assert list(tmp_path.iterdir()) == [table]


def test_a_missing_file_is_status_1(township, tmp_path):
    outcome = township("report", tmp_path / "没有.xlsx")
    assert outcome.status == 1
    assert "没有.xlsx" in outcome.err


def test_every_bad_file_is_named_at_once(township, tmp_path, table):
    outcome = township("report", tmp_path / "a.xlsx", table, tmp_path / "b.xlsx")
    assert outcome.status == 1
    assert "a.xlsx" in outcome.err
    assert "b.xlsx" in outcome.err


def test_an_unknown_figure_is_named_with_those_there_are(township, table):
    outcome = township("report", table, "--set", "minimum_peple=5")
    assert outcome.status == 1
    assert "minimum_population" in outcome.err


def test_a_name_like_none_there_is_leads_to_the_list(township, table):
    outcome = township("report", table, "--set", "foo=1")
    assert outcome.status == 1
    assert "township rules show shandong" in outcome.err
    assert "minimum_population" not in outcome.err


def test_a_problem_of_a_whole_pack_is_said_without_a_stray_blank(township, table):
    assert "不能计算：nope：找不到" in township("report", table, "--rules", "nope").err


def test_an_unknown_pack_is_named_with_the_shipped_ones(township, table):
    outcome = township("report", table, "--rules", "atlantis")
    assert outcome.status == 1
    assert "atlantis" in outcome.err
    assert "shandong" in outcome.err


def test_a_folder_that_is_not_there_is_named(township, table, tmp_path):
    outcome = township("report", table, "--output", tmp_path / "no" / "r.xlsx")
    assert outcome.status == 1
    assert str(tmp_path / "no") in outcome.err


def test_an_annotated_copy_is_written_where_asked(township, table, tmp_path):
    copy = tmp_path / "copy.xlsx"
    outcome = township("report", table, "--output", tmp_path / "r.xlsx", "--annotated", copy)
    assert outcome.status == 0
    assert str(copy) in outcome.out
    assert openpyxl.load_workbook(copy).sheetnames == ["问题清单", "Sheet1"]
    again = township("report", copy, "--output", tmp_path / "r2.xlsx")
    assert again.status == 0
    refused = township("report", table, "--output", tmp_path / "r3.xlsx", "--annotated", copy)
    assert (refused.status, (tmp_path / "r3.xlsx").exists()) == (1, False)


def test_the_report_of_a_county_with_neighbours_has_the_merger_plan(township, tmp_path):
    path = tmp_path / "r.xlsx"
    assert township("report", SAMPLE, "--rules", SAMPLE_PACK, "--output", path).status == 0
    names = openpyxl.load_workbook(path).sheetnames
    assert {"撤并方案", "合并各组", "乡镇去向", "图 齐原县"} <= set(names)


def test_boundaries_give_the_report_a_map_with_outlines(township, tmp_path):
    path = tmp_path / "r.xlsx"
    boundaries = SAMPLE.with_name("qiyuan_boundaries.geojson")
    given = ("--rules", SAMPLE_PACK, "--boundaries", boundaries, "--output", path)
    assert township("report", SAMPLE, *given).status == 0
    assert "边界文件" in openpyxl.load_workbook(path)["图 齐原县"]["A4"].value


def test_a_plan_that_is_asked_for_and_can_not_be_made_ends_the_report(township, table, tmp_path):
    path = tmp_path / "r.xlsx"
    outcome = township("report", table, "--plan", "--output", path)
    assert outcome.status == 1
    assert "毗邻乡镇" in outcome.err
    assert not path.exists()
