"""Townships written in a line each, and what became of them in a plan."""

from __future__ import annotations

from tests.conftest import ROOT

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
SAMPLE_PACK = ROOT / "sample_data" / "qiyuan_county.yaml"
BOUNDARIES = ROOT / "sample_data" / "qiyuan_boundaries.geojson"

HEADING = "县（市、区）,乡镇名称,乡镇代码,类型,特殊地域,常住人口,县城驻地,毗邻乡镇,一地两府\n"

PAIR = [("甲镇", 20_000, "乙乡"), ("乙乡", 15_000, "甲镇、丙镇"), ("丙镇", 50_000, "乙乡")]


def line(row):
    name, people, neighbours, *further = row
    said = {"county": "甲县", "code": "", "terrain": "", "seat": "", "shared": "", **dict(*further)}
    cells = (said["county"], name, said["code"], name[-1], said["terrain"], people)
    return ",".join(map(str, (*cells, said["seat"], neighbours, said["shared"]))) + "\n"


def names(plans, townships):
    return [plans.report.evaluation.statistics.text("name")[township] for township in townships]


def groups(plans):
    return [names(plans, group.members) for group in plans.groups]


def unresolved(plans):
    return {
        names(plans, [one.township])[0]: one.code
        for county in plans.counties
        for one in county.unresolved
    }
