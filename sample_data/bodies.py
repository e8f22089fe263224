"""The offices and institutions that some of the sample county's townships list one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OFFICE, INSTITUTION, DISPATCHED = "党政工作机构", "事业机构", "派驻机构"
FISCAL, OWN_INCOME = "财政拨款", "自收自支"


@dataclass(frozen=True)
class Body:
    """One office or institution of a proposal."""

    township: str
    name: str
    kind: str
    funding: str | None = None
    administrative_posts: int | None = None
    institution_posts: int | None = None
    formed_from: str | None = None
    nameplate: bool | None = None


PARTY = "党政办公室"
ECONOMY = "经济发展办公室"
SOCIETY = "社会事务办公室"
FINANCE_CENTRE = "财经服务中心"
FAMILY_CENTRE = "计划生育服务中心"
FARM_CENTRE = "农业综合服务中心"
SOCIETY_CENTRE = "社会事务综合服务中心"

# What the stations of before went into; the county's document takes the pilots' eight stations.
FORMED_FROM = {
    FINANCE_CENTRE: "财政所、经管统计站",
    FAMILY_CENTRE: "计生办",
    FARM_CENTRE: "农业技术服务站、林茶果技术服务站、水利站",
    SOCIETY_CENTRE: "文化广播站、后勤办",
}


def _offices(township: str, posts: Mapping[str, int]) -> list[Body]:
    return [Body(township, name, OFFICE, FISCAL, number) for name, number in posts.items()]


def _institutions(township: str, posts: Mapping[str, int]) -> list[Body]:
    return [
        Body(township, name, INSTITUTION, FISCAL, None, number, FORMED_FROM.get(name))
        for name, number in posts.items()
    ]


BODIES = (
    *_offices("安和镇", {PARTY: 14, ECONOMY: 11, SOCIETY: 10, "村镇建设办公室": 7}),
    *_institutions(
        "安和镇",
        {
            FINANCE_CENTRE: 10,
            FAMILY_CENTRE: 9,
            FARM_CENTRE: 14,
            SOCIETY_CENTRE: 7,
            "村镇建设服务中心": 5,
        },
    ),
    *_offices("临渡镇", {PARTY: 13, ECONOMY: 12, SOCIETY: 9, "村镇建设办公室": 8}),
    *_institutions(
        "临渡镇",
        {
            FINANCE_CENTRE: 11,
            FAMILY_CENTRE: 9,
            FARM_CENTRE: 11,
            SOCIETY_CENTRE: 7,
            "村镇建设服务中心": 7,
        },
    ),
    Body("临渡镇", "国土资源所", DISPATCHED),
    Body("临渡镇", "司法所", DISPATCHED),
    *_offices("石桥镇", {PARTY: 14, ECONOMY: 11, SOCIETY: 9, "村镇建设办公室": 7}),
    *_institutions(
        "石桥镇",
        {
            FINANCE_CENTRE: 11,
            FAMILY_CENTRE: 10,
            FARM_CENTRE: 13,
            SOCIETY_CENTRE: 7,
            "村镇建设服务中心": 4,
        },
    ),
    Body("石桥镇", "农贸市场服务中心", INSTITUTION, OWN_INCOME, None, 4),
    *_offices("双泉镇", {PARTY: 15, ECONOMY: 12}),
    Body("双泉镇", SOCIETY, OFFICE, FISCAL, 11, 2),
    *_institutions(
        "双泉镇", {FINANCE_CENTRE: 9, FAMILY_CENTRE: 8, FARM_CENTRE: 12, SOCIETY_CENTRE: 7}
    ),
    *_offices("古槐镇", {PARTY: 12, ECONOMY: 9, SOCIETY: 8, "村镇建设办公室": 6}),
    Body("古槐镇", "安全生产监督管理办公室", OFFICE, nameplate=True),
    *_institutions(
        "古槐镇", {FINANCE_CENTRE: 9, FAMILY_CENTRE: 9, FARM_CENTRE: 13, SOCIETY_CENTRE: 7}
    ),
    *_offices("杨堤镇", {PARTY: 11, ECONOMY: 9, SOCIETY: 8}),
    *_institutions("杨堤镇", {FINANCE_CENTRE: 7, FAMILY_CENTRE: 7}),
    Body("杨堤镇", FARM_CENTRE, INSTITUTION, FISCAL, None, 8, "农业技术服务站、林茶果技术服务站"),
    *_institutions("杨堤镇", {SOCIETY_CENTRE: 5, "水利站": 3}),
    *_offices("望岳镇", {PARTY: 12, ECONOMY: 9, SOCIETY: 9}),
    *_institutions(
        "望岳镇", {FINANCE_CENTRE: 7, FAMILY_CENTRE: 7, FARM_CENTRE: 11, SOCIETY_CENTRE: 5}
    ),
    *_institutions("望岳镇", {FAMILY_CENTRE: 7}),
    *_offices("桑坡乡", {PARTY: 11, ECONOMY: 8, SOCIETY: 8}),
    *_institutions(
        "桑坡乡", {FINANCE_CENTRE: 7, FAMILY_CENTRE: 7, FARM_CENTRE: 11, SOCIETY_CENTRE: 5}
    ),
)
"""Every body, in the order of the sheet; the bodies of one township stand together."""
