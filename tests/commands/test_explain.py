"""township explain: the whole chain of reasons for one township."""

from __future__ import annotations

import json

import pytest
from wcwidth import width

from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"


@pytest.fixture
def explain(township):
    def call(name, *arguments, rules=SAMPLE_PACK, files=(SAMPLE,)):
        return township("explain", *files, "--township", name, "--rules", rules, *arguments)

    return call


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("石桥镇", "【类别】一类"),
        ("石桥镇", "不是中心镇；常住人口62,905人，达到60,000人，列为一类"),
        ("石桥镇", "一类乡镇人口下限：60,000人（用户填入；齐编〔2010〕7号，第四条"),
        ("石桥镇", "[qiyuan_county.xlsx]乡镇基本情况!G10：常住人口62,905人"),
        ("石桥镇", "[qiyuan_county.xlsx]乡镇基本情况!O10：中心镇否"),
        ("石桥镇", "事业编制标准45名，拟定49名，超4名"),
        ("石桥镇", "【撤并】不低于下限"),
        ("盐滩镇", "【类别】未定"),
        ("盐滩镇", "[qiyuan_county.xlsx]乡镇基本情况!G19：常住人口空白"),
        ("盐滩镇", "党政工作机构限额未定，拟设3个"),
        ("青螺岛乡", "但特殊地域为海岛，不受限制"),
        ("龙湾镇", "接近最低人口规模"),
        ("崇文街道", "【类别】不纳入分类"),
        ("官道镇", "没有问题。"),
    ],
)
def test_every_step_has_its_reason_cell_and_figures(explain, monkeypatch, name, words):
    monkeypatch.setenv("COLUMNS", "100")
    out = explain(name).out
    assert words in "".join(line.strip() for line in out.splitlines())


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("columns", ["80", "120"])
def test_no_line_is_wider_than_the_screen(explain, monkeypatch, language, columns):
    monkeypatch.setenv("COLUMNS", columns)
    outcome = explain("杨堤镇", "--lang", language, rules="shandong")
    assert outcome.status == 0
    assert max(map(width, outcome.out.splitlines())) <= int(columns)


def test_measures_are_explained_down_to_the_statistics(explain, township, tmp_path):
    pack = tmp_path / "points.yaml"
    township("rules", "new", "-o", pack)
    data = json.loads(explain("石桥镇", "--json", rules=pack).out)
    points = data["class"]["steps"][0]
    assert points["measure"] == "points"
    revenue = next(step for step in points["steps"] if step["measure"] == "revenue_points")
    assert revenue["value"] == 20
    assert revenue["figures"][0]["status"] == "placeholder"
    (column,) = revenue["steps"]
    assert column["cells"] == [
        {
            "column": "fiscal_revenue",
            "cell": "[qiyuan_county.xlsx]乡镇基本情况!M10",
            "value": 9874,
        }
    ]


def test_a_measure_is_explained_in_full_only_once(explain):
    data = json.loads(explain("石桥镇", "--json", "-").out)
    (again,) = data["quotas"]["offices"]["why"]["steps"]
    assert (again["measure"], again["value"], again["repeated"]) == ("class", "一类", True)
    assert again["steps"] == []


def test_the_explanation_as_data(explain, tmp_path):
    path = tmp_path / "e.json"
    outcome = explain("石桥镇", "--json", path)
    data = json.loads(path.read_text(encoding="utf-8"))
    assert outcome.out.startswith("齐原县石桥镇")
    assert (data["class"]["value"], data["merger"]["status"]) == ("一类", "none")
    posts = data["quotas"]["institution_posts"]
    assert (posts["allowed"], posts["proposed"]["value"], posts["over"]) == (45, 49, 4)
    assert [finding["code"] for finding in data["findings"]] == [
        "institution-posts-over-standard",
        "institution-posts-increased",
        "institutions-not-counted",
    ]
    assert data["establishment"] is None


def test_a_standard_of_establishment_is_explained_clause_by_clause(explain, table):
    outcome = explain("南河乡", rules="zhejiang-town", files=(table,))
    assert "【设立标准】" in outcome.out
    assert "常住人口29,999人，达到25,000人" in outcome.out
    assert "须另行核实" in outcome.out
    data = json.loads(explain("南河乡", "--json", rules="zhejiang-town", files=(table,)).out)
    assert data["establishment"]["verdict"] == "undecided"
    assert data["class"] is None


@pytest.mark.parametrize(
    ("name", "said"),
    [("石桥", "是不是：石桥镇"), ("石乔镇", "石桥镇"), ("太平洋", "共21个")],
)
def test_an_unknown_township_is_named_with_close_ones(explain, name, said):
    outcome = explain(name)
    assert (outcome.status, outcome.out) == (1, "")
    assert said in outcome.err


TWO_COUNTIES = """\
代码,县,乡镇名称,常住人口
370101101,甲县,城关镇,85000
370102101,乙县,城关镇,20000
"""


@pytest.mark.parametrize(
    ("name", "arguments", "found"),
    [
        ("城关镇", ["--county", "乙县"], "三类"),
        ("370101101", [], "一类"),
    ],
)
def test_of_several_of_a_name_the_county_or_the_code_says_which(
    explain, tmp_path, name, arguments, found
):
    path = tmp_path / "两县.csv"
    path.write_text(TWO_COUNTIES, encoding="utf-8")
    outcome = explain("城关镇", rules="shandong", files=(path,))
    assert outcome.status == 1
    assert "甲县城关镇" in outcome.err
    assert "乙县城关镇" in outcome.err
    out = explain(name, *arguments, rules="shandong", files=(path,)).out
    assert f"【类别】{found}" in out


def test_staff_and_listed_bodies_are_shown_with_their_cells(explain, tmp_path):
    heading = "乡镇,常住人口,核定行政编制,实有行政人员,拟定行政编制"
    numbers = tmp_path / "统计.csv"
    numbers.write_text(f"{heading}\n马头镇,85000,44,46,45\n", encoding="utf-8")
    bodies = tmp_path / "清单.csv"
    bodies.write_text(
        "乡镇,机构名称,机构类别,经费形式\n马头镇,招待所,事业机构,自收自支\n", encoding="utf-8"
    )
    out = explain("马头镇", files=(numbers, bodies), rules="shandong").out
    lines = [line.strip() for line in out.splitlines()]
    assert "读自 [统计.csv]D2：实有行政人员46名" in lines
    assert "· [清单.csv]B2：招待所（事业机构，非财政拨款，不占限额）" in lines
    explained = json.loads(
        explain("马头镇", "--json", files=(numbers, bodies), rules="shandong").out
    )
    assert [read["value"] for read in explained["quotas"]["administrative_posts"]["staffing"]] == [
        *(44, 46)
    ]
    assert [body["name"] for body in explained["bodies"]] == ["招待所"]
