"""A column in which a blank means no, and that only some of the tables have."""

from __future__ import annotations

import pytest

from calculator.messages import LANGUAGES, messages
from tests.reading.building import codes, csv, found, read

WITH = "县,乡镇,常住人口,中心镇,特殊地域\n甲县,东河镇,30000,是,山区\n甲县,西河镇,30000,,\n"
CODE = "column-in-some-tables"


def test_townships_of_a_table_without_the_column_are_named(tmp_path):
    first = csv(tmp_path, WITH, "甲.csv")
    second = csv(tmp_path, "县,乡镇,常住人口\n乙县,南河镇,30000\n", "乙.csv")
    reading = read(first, second)
    said = [finding for finding in reading.findings if finding.code == CODE]
    assert [finding.column for finding in said] == ["terrain", "central_town"]
    for language in LANGUAGES:
        sentence = messages(language).say(said[0].message)
        assert "乙.csv" in sentence
        assert "南河镇" in sentence
        assert "甲.csv" not in sentence
        assert "东河镇" not in sentence


def test_a_second_table_that_names_central_towns_alone_leaves_the_others_open(tmp_path):
    first = csv(tmp_path, "县,乡镇,常住人口\n甲县,东河镇,30000\n甲县,西河镇,30000\n", "甲.csv")
    second = csv(tmp_path, "县,乡镇,中心镇\n甲县,西河镇,√\n", "乙.csv")
    reading = read(first, second)
    assert found(reading, CODE).severity == "warning"
    assert found(reading, CODE).message.values["names"] == ["东河镇"]
    assert found(reading, CODE).message.values["files"] == ["甲.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "县,乡镇,常住人口\n乙县,南河镇,30000\n",
        WITH,
        "县,乡镇,常住人口,是否山区,中心镇\n乙县,南河镇,30000,否,\n",
    ],
    ids=["no table has it", "the table has it", "another heading tells it"],
)
def test_nothing_is_said_where_all_or_none_are_asked(tmp_path, text):
    others = (
        [] if "特殊地域" not in text and "是否" not in text else [csv(tmp_path, WITH, "甲.csv")]
    )
    assert CODE not in codes(read(csv(tmp_path, text, "乙.csv"), *others))


def test_a_proposal_need_not_repeat_it(tmp_path):
    first = csv(tmp_path, WITH, "甲.csv")
    second = csv(tmp_path, "县,乡镇,拟设党政工作机构,拟定类别\n甲县,西河镇,3,一类\n", "乙.csv")
    assert CODE not in codes(read(first, second))
