"""Every finding and mistake of the reader has its sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import calculator.reading
from calculator.messages import LANGUAGES
from tests.reading.building import read, said, xlsx

FOLDER = Path(calculator.reading.__file__).parent
# The names in .ods files look like codes of findings.
SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in FOLDER.rglob("*.py")
    if path.name != "open_documents.py" and path.parent.name != "borders"
)
SENTENCES = (FOLDER.parent / "messages" / "zh" / "reading.toml").read_text(encoding="utf-8")
KEYS = set(re.findall(r"^(\w+) =", SENTENCES, re.MULTILINE))


def test_every_code_in_the_source_has_a_sentence():
    codes = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', SOURCE)) - {"utf-8", "gb18030"}
    codes = {code for code in codes if not code.startswith("utf-")}
    assert {code.replace("-", "_") for code in codes} <= KEYS


def test_no_sentence_is_left_unused():
    used = SOURCE.replace("-", "_")
    assert not {key for key in KEYS if key.removeprefix("found_") not in used}


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_are_said_in_both_languages(tmp_path, language):
    statistics = [
        ["2009年末沂河县情况"],
        [
            "区划代码",
            "乡镇",
            "常住人口",
            "2008年户籍人口",
            "2009年户籍人口",
            "面积（公顷）",
            "财政收入",
            "特殊地域",
            "中心镇",
            "x",
        ],
        ["370123100", "城关镇", "约3万", 1, 2, "12亩", 5, "盆地", "待定", 1],
        ["370123101", "", 3, 2, 3, 5, 5, "", "", 1],
        ["370123102", "河西乡", "=A1", 2, 3, 5, -5, "", "", 1],
        ["370123102", "河西乡", 4, 2, 3, 5, 5, "", "", 1],
        ["", "", 4, 2, 3, 5, 5, "", "", 1],
        ["", "合计", 4, 2, 3, 5, 5, "", "", 1],
    ]
    other = [["代码", "乡镇", "面积（公顷）"], ["370123100", "新城镇", 3]]
    path = xlsx(tmp_path, {"一": statistics, "二": other, "说明": [["说明", "文字"]]})
    reading = read(path)
    assert len({finding.code for finding in reading.findings}) > 15
    for finding in reading.findings:
        sentence = said(finding, language)
        assert "None" not in sentence
        assert "{" not in sentence
        assert "Term(" not in sentence


def test_english_sentences_are_english(tmp_path):
    rows = [
        ["Linhe County, 31 December 2009"],
        [
            "Township",
            "Resident population (10,000 persons)",
            "Area (ha)",
            "Fiscal revenue",
            "Terrain",
        ],
        ["Chengguan Town", 9.3, 8800, 500, "hilly country"],
        ["Donghe Town", 0.0003, "12mu", 500, "mountain"],
        ["Beitan Township", "n.a.", -5, 500, "lake"],
        ["", 3, 100, 500, ""],
        ["Other", 3, 100, 500, ""],
        ["Total", 3, 100, 500, ""],
    ]
    plan = [["Township", "Offices", "Posts limit"], ["Donghe", 3, 5], ["Nanshan Town", 3, 5]]
    reading = read(xlsx(tmp_path, {"Statistics": rows, "Plan": plan}, "table.xlsx"))
    assert len({finding.code for finding in reading.findings}) > 10
    for finding in reading.findings:
        assert not re.search(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]", said(finding, "en"))


def test_findings_come_errors_first(tmp_path):
    rows = [["乡镇", "常住人口"], ["甲镇", "约3万"], ["乙镇", 3], ["合计", 3]]
    severities = [finding.severity for finding in read(xlsx(tmp_path, rows)).findings]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_the_documentation_lists_every_finding():
    page = (FOLDER.parent.parent / "docs" / "reading.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE)
    codes = {key.replace("_", "-") for key in KEYS}
    assert len(listed) == len(set(listed))
    assert set(listed) == {code for code in codes if f'"{code}"' in SOURCE}
