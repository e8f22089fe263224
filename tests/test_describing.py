"""Measures and conditions in words, without a township."""

from __future__ import annotations

import pytest

from calculator.describing import describe
from calculator.messages import Messages
from calculator.packs import open_pack, pack_names

PACK = """
id: words
title: {zh: 词, en: Words}
sources: {paper: {title: {zh: 文件, en: Paper}}}
measures:
  people: {kind: column, label: {zh: 人口, en: People}, unit: people, first_of: resident_population}
  area: {kind: column, label: {zh: 面积, en: Area}, unit: km2, first_of: area_km2}
  counted: {kind: test, label: {zh: 计入, en: Counted}, parts: {seat: {label: {zh: 驻地, en: Seat}, when: {flag: county_seat}}}}
  it: {%s, label: {zh: 本项, en: This}, unit: posts, source: paper, clause: {zh: 一, en: a}, status: confirmed}
"""

KINDS = {
    "kind: ratio, of: people, by: area": ("人口除以面积。", "People divided by Area."),
    "kind: ratio, percent: true, of: people, by: area": (
        "人口占面积的百分比。",
        "People in percent of Area.",
    ),
    "kind: sum, terms: [{of: people}, {of: area}], cap: 9": (
        "人口、面积相加。 最高9名。",
        "The sum of: People, Area. At most 9 posts.",
    ),
    "kind: sum, terms: [{of: people, weight: 2}, {of: area}]": (
        "下列各项乘以权重后相加： 人口 ×2 面积",
        "The sum of these, each times its weight: People × 2 Area",
    ),
    "kind: bands, of: people, bands: [{less_than: 5, value: 1}, {at_least: 5, value: 2}]": (
        "按人口分档： 不满5人 1名 5人以上 2名",
        "By the value of “People”: below 5 people 1 posts at least 5 people 2 posts",
    ),
    "kind: bands, of: people, by: terrain, tables: {mountain: [{value: 1}], "
    "otherwise: [{at_most: 5, value: 1}, {more_than: 5, value: 2}]}": (
        "按人口分档： 山区 不论多少 1名 其他 不超过5人 1名 超过5人 2名",
        "By the value of “People”: mountain any value 1 posts "
        "all others at most 5 people 1 posts more than 5 people 2 posts",
    ),
    "kind: steps, of: people, base: 20, start: 10000, per: 5000, each: 2, cap: 60, rounding: down, "
    "multiple: {when: {flag: central_town}, times: 1.1}": (
        "基数20名；人口超过10,000人的部分，每满5,000人增加2名，不足一档的不计。 最高60名。 "
        "是中心镇的，按1.1倍计算。 结果取整数，小数舍去。",
        "20 posts, and 2 posts more for every full 5,000 people of “People” above 10,000 people; "
        "parts of a step do not count. At most 60 posts. Times 1.1 where "
        "it is marked “Central town”. Rounded down to a whole number.",
    ),
    "kind: steps, of: people, per: 7, each: 1, pro_rata: true, rounding: half_up, decimals: 1": (
        "基数0名；人口超过0人的部分，每7人增加1名，不足一档的按比例计算。 "
        "结果四舍五入，保留1位小数。",
        "0 posts, and 1 posts more for every 7 people of “People” above 0 people; "
        "parts of a step count in proportion. Rounded half up to 1 decimals.",
    ),
    "kind: rank, of: people, within: county, ties: area": (
        "县（市、区）内各单位按人口由高到低的位次。 数值相同的，面积高的在前。",
        "The position by “People” among all units of the county, the highest first. "
        "Of equal values the one with the higher “Area” comes first.",
    ),
    "kind: rank, of: people, within: province, among: counted, share: true, lowest_first: true": (
        "省内各单位（只算符合“计入”的）按人口由低到高的位次占总数的百分比，即居前百分之几。",
        "The position by “People” among the units that meet “Counted” of the province, the lowest "
        "first, in percent of their number: “in the top so many percent”.",
    ),
    "kind: group, of: people, within: prefecture, take: mean": (
        "设区的市内各单位人口的平均数。",
        "The mean of “People” over all units of the prefecture.",
    ),
    "kind: share, pool: 7, of: people, within: county, whole: adds_up": (
        "把县（市、区）总量7名按人口的比例分配给各单位。 取整数，零头大的依次补一，各单位合计等于总量。",
        "The pool of the county, 7 posts, is divided among all units by “People”. "
        "In whole numbers that add up to the pool: the largest remainders are rounded up.",
    ),
    "kind: test, need: 1, parts: {p: {label: {zh: 人, en: p}, when: {of: people, at_least: 5, less_than: 9}}, "
    "a: {label: {zh: 地, en: a}, when: {of: area, more_than: people}}}, "
    "switched_off: [{when: {flag: county_seat}, parts: [a]}]": (
        "下列条件至少符合1项： 人 人口5人以上、不满9人 地 面积高于人口 是县城驻地的，不要求：地。",
        "At least 1 of these must hold: p People at least 5 people, below 9 people "
        "a Area more than the People Not required where it is marked “County seat”: a.",
    ),
    "kind: decide, gives_numbers: true, rows: [{when: {any: [{flag: county_seat}, "
    "{all: [{of: people, at_least: 5}, {not: {flag: central_town}}]}]}, value: 4}, {value: 3}]": (
        "逐行对照，以先符合的一行为准： 1. 是县城驻地，或者（人口5人以上，并且不符合“是中心镇”） 4名 "
        "2. 其余 3名",
        "The first row that holds decides: 1. it is marked “County seat” or (People at least 5 people "
        "and not: it is marked “Central town”) 4 posts 2. all others 3 posts",
    ),
    "kind: table, rows: {of: people, at_least: [2, 5]}, columns: {choice: terrain, among: [island]}, "
    "values: [[1, 2], [3, 4], [5, 6]]": (
        "人口（行）和特殊地域（列）交叉确定： 海岛 其他 不满2人 1名 2名 2人以上、不满5人 3名 4名 "
        "5人以上 5名 6名",
        "Where “People” (down) and “Terrain” (across) cross: island all others below 2 people 1 posts "
        "2 posts at least 2 people, below 5 people 3 posts 4 posts at least 5 people 5 posts 6 posts",
    ),
}


def words(pack, language):
    speaker = Messages(language, pack_names(pack))
    said = describe(pack, "it")
    parts = [speaker.say(said.intro)]
    for rows in said.tables:
        parts.append(speaker.say(rows.heading) if rows.heading is not None else "")
        parts += [speaker.say(cell) for row in rows.rows for cell in row]
    parts += [speaker.say(note) for note in said.notes]
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize(("kind", "said"), KINDS.items(), ids=lambda value: str(value)[:40])
def test_a_measure_of_every_kind_reads_as_a_sentence(write_pack, kind, said):
    pack = open_pack(write_pack(PACK % kind))
    assert (words(pack, "zh"), words(pack, "en")) == said
