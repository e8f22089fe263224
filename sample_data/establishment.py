"""What the sample county's townships have before the reform, and what the county may have after."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.county import COUNTY


@dataclass(frozen=True)
class Establishment:
    """Offices, institutions and posts of one township as approved, and its actual staff."""

    name: str
    approved_offices: int
    approved_institutions: int
    approved_administrative_posts: int
    approved_institution_posts: int
    approved_leadership_posts: int
    actual_administrative_staff: int
    actual_institution_staff: int
    actual_leaders: int


@dataclass(frozen=True)
class CountyTotals:
    """The posts that the province approved for the townships of the county together."""

    name: str
    administrative_posts: int
    institution_posts: int
    leadership_posts: int


ESTABLISHMENTS = (
    Establishment("安和镇", 6, 8, 43, 46, 9, 42, 46, 9),
    Establishment("临渡镇", 6, 8, 44, 47, 9, 43, 47, 9),
    Establishment("石桥镇", 6, 8, 42, 46, 9, 42, 46, 9),
    Establishment("官道镇", 6, 8, 37, 41, 9, 36, 41, 9),
    Establishment("双泉镇", 6, 8, 36, 39, 8, 36, 39, 8),
    Establishment("古槐镇", 6, 8, 38, 40, 9, 41, 40, 8),
    Establishment("柳岸镇", 6, 8, 36, 40, 9, 35, 39, 9),
    Establishment("张家集镇", 5, 8, 32, 33, 7, 31, 38, 7),
    Establishment("杨堤镇", 5, 8, 30, 32, 7, 29, 32, 7),
    Establishment("龙湾镇", 5, 8, 32, 34, 7, 31, 34, 7),
    Establishment("北坨镇", 5, 8, 31, 32, 7, 30, 32, 7),
    Establishment("盐滩镇", 5, 8, 32, 33, 7, 31, 33, 7),
    Establishment("望岳镇", 5, 8, 31, 32, 7, 30, 32, 7),
    Establishment("何家洼乡", 5, 8, 30, 32, 7, 29, 31, 7),
    Establishment("苇塘乡", 5, 8, 30, 31, 7, 29, 31, 6),
    Establishment("东滩乡", 5, 8, 29, 32, 7, 28, 32, 6),
    Establishment("青螺岛乡", 4, 6, 26, 28, 6, 24, 28, 6),
    Establishment("桑坡乡", 5, 8, 29, 31, 7, 28, 31, 7),
)

TOTALS = CountyTotals(COUNTY, 606, 612, 132)
