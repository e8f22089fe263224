"""The figures of the sample county: 齐原县 in 海右市, which exist only here.

The statistics are those of the end of 2009. The county's own rules are those of its document
齐编〔2010〕7号, here only as far as the list of planted things needs them.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTY = "齐原县"
COUNTY_CODE = "379921"


@dataclass(frozen=True)
class Township:
    """What the statistics say of one township, but for its area and its neighbours."""

    number: str
    name: str
    neighbourhood_committees: int | None
    villages: int
    households: int
    resident_population: int | None
    registered_population: int
    employed: int
    employed_secondary_tertiary: int
    industrial_enterprises: int
    above_scale: int | None
    fiscal_revenue: int
    terrain: str = ""
    central_town: bool = False
    economically_developed: bool = False
    county_seat: bool = False

    @property
    def code(self) -> str:
        """The nine digits of its code."""
        return COUNTY_CODE + self.number

    @property
    def is_classified(self) -> bool:
        """Whether it is a town or a rural township."""
        return self.number[0] in "12"


@dataclass(frozen=True)
class Proposal:
    """What the county proposes for one township."""

    name: str
    proposed_class: str
    offices: int
    institutions: int
    administrative_posts: int
    institution_posts: int
    leadership_posts: int


TOWNSHIPS = (
    Township(
        "001",
        "崇文街道",
        14,
        6,
        27418,
        86214,
        79836,
        48920,
        43165,
        142,
        21,
        18640,
        county_seat=True,
    ),
    Township("002", "北关街道", 9, 12, 20365, 63870, 60742, 36480, 29914, 118, 17, 12375),
    Township("003", "临河街道", 6, 19, 15204, 47352, 46518, 27190, 19366, 87, 9, 7420),
    Township(
        *("100", "安和镇", 3, 42, 15836, 47865, 49102, 27654, 15230, 76, 12, 6815),
        central_town=True,
    ),
    Township(
        *("101", "临渡镇", 5, 38, 22114, 71438, 66950, 41026, 32418, 203, 38, 21560),
        economically_developed=True,
    ),
    Township("102", "石桥镇", 3, 51, 20187, 62905, 63418, 36212, 20871, 131, 19, 9874),
    Township("103", "官道镇", 2, 48, 18795, 58714, 59860, 33508, 17942, 94, 13, 7236),
    Township("104", "双泉镇", 2, 45, 16920, 52036, 53471, 29875, 14620, 71, 8, 5640),
    Township("105", "古槐镇", 2, 43, 14683, 45290, 46905, 26018, 11875, 58, 6, 4385),
    Township("106", "柳岸镇", 2, 39, 13562, 41873, 43016, 24107, 11240, 63, 7, 4720),
    Township("107", "张家集镇", 1, 37, 12418, 38455, 39627, 22180, 9865, 49, 5, 3618),
    Township("108", "杨堤镇", 1, 29, 8645, 26408, 27513, 15236, 5914, 22, 2, 1875),
    Township("109", "龙湾镇", 2, 24, 9876, 30000, 30842, 17315, 9620, 45, 6, 3960),
    Township("110", "北坨镇", 1, 28, 9930, 30618, 31275, 17684, 7450, 37, 4, 2540),
    Township("111", "盐滩镇", 2, 21, 11840, None, 36740, 20915, 12386, 52, 8, 5125),
    Township("112", "望岳镇", 1, 46, 9012, 27316, 28940, 15870, 5230, 19, 1, 1420, "山区"),
    Township("200", "何家洼乡", 1, 30, 9715, 29999, 30566, 17208, 6315, 26, 2, 1768),
    Township("201", "苇塘乡", None, 27, 9564, 29512, 30118, 16930, 6042, 24, 2, 1695),
    Township("202", "东滩乡", None, 31, 7986, 24385, 25647, 14052, 4318, 15, None, 1132, "滩区"),
    Township("203", "青螺岛乡", None, 8, 2135, 6142, 6580, 3614, 2485, 4, None, 986, "海岛"),
    Township("204", "桑坡乡", 1, 25, 7420, 22847, 23605, 13118, 4260, 17, 1, 1248),
)

PROPOSALS = (
    Proposal("安和镇", "一类", 4, 5, 42, 45, 9),
    Proposal("临渡镇", "一类", 4, 5, 42, 45, 9),
    Proposal("石桥镇", "一类", 4, 5, 41, 49, 9),
    Proposal("官道镇", "二类", 3, 4, 36, 38, 8),
    Proposal("双泉镇", "二类", 3, 4, 38, 38, 8),
    Proposal("古槐镇", "二类", 4, 4, 35, 38, 8),
    Proposal("柳岸镇", "二类", 3, 4, 35, 38, 9),
    Proposal("张家集镇", "二类", 3, 4, 30, 30, 7),
    Proposal("杨堤镇", "三类", 3, 5, 28, 30, 7),
    Proposal("龙湾镇", "三类", 3, 4, 30, 33, 7),
    Proposal("北坨镇", "三类", 3, 4, 29, 30, 7),
    Proposal("盐滩镇", "三类", 3, 4, 30, 30, 7),
    Proposal("望岳镇", "三类", 3, 4, 30, 30, 7),
    Proposal("何家洼乡", "三类", 3, 4, 28, 30, 7),
    Proposal("苇塘乡", "三类", 2, 4, 28, 29, 6),
    Proposal("东滩乡", "三类", 2, 3, 27, 30, 6),
    Proposal("青螺岛乡", "三类", 2, 3, 24, 27, 6),
    Proposal("桑坡乡", "三类", 2, 4, 27, 30, 6),
)

CLASSES = ("一类", "二类", "三类")
FIRST_CLASS_PEOPLE = 60_000
SECOND_CLASS_PEOPLE = 40_000
MINIMUM_PEOPLE = 30_000
NEAR_MARGIN = 1_000

# What a township of 一类, 二类, 三类 may have.
OFFICES_LIMIT = (4, 3, 3)
INSTITUTIONS_LIMIT = (5, 4, 4)
ADMINISTRATIVE_POSTS_STANDARD = (42, 36, 30)
INSTITUTION_POSTS_STANDARD = (45, 38, 30)
LEADERSHIP_POSTS_STANDARD = (9, 8, 7)
