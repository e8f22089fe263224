"""Which county and prefecture a table's townships belong to."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from calculator.reading.cells.matching import arabic_years
from calculator.reading.cells.rows import is_total, kind_of_name, words_of_kind

_LEAD = re.compile(
    r"^(?:[\s《【(\[]|附[件表录]?[\d一二三四五六七八九十]*[:.、]?|表[\d.\-—一二三四五六七八九十]+[:.、]?"
    r"|\d{1,3}[.、_-]|(?:19|20)\d{2}年?[度末底终]?|截至|关于|[_-]"
    r"|(?:填[报表]|报送|制表|编制)(?:单位|机关)(?:[(][^()]*[)])?:)*"
)
_PROVINCE = re.compile(r"^[^\W\d_]{2,3}省|^(?:内蒙古|[^\W\d_]{2,4}[族尔])自治区")
_PREFECTURE = re.compile(r"^[^\W\d_]{1,9}?(?:自治州|地区|盟|市)(?=[^\W\d_]{1,9}?(?:县|市|区|旗))")
_COUNTY = re.compile(r"^[^\W\d_]{1,12}?(?:自治县|自治旗|县|(?<=^.)市[市区]|市|区|旗)")
_NOT_IN_A_NAME = re.compile(
    r"乡镇|街道|行政|统计|人口|情况|年|表|机构|编制|基本|社区|辖|开发|工业|园|各|全|本|该|分|按|某|所|类|方案"
    r"|地区|滩区|校区|景区|新区|特殊"
)
# 兰山区 and 西湖区 are districts, 沂蒙山区 and 浅山区 terrain; 石景山区 needs its city before it.
_TERRAIN = re.compile(r"..[山湖]区$|^(?:[深浅高低半石全]山|[沿环]湖)区$")
_ENGLISH = re.compile(
    r"\b(?!(?:Each|Every|All|The|This|By|Per|Of)\b)"
    r"[A-Z][a-z'’]+(?:\s[A-Z][a-z'’]+\sAutonomous)?\s(?:County|District|Banner)\b"
)
_REGION_END = re.compile(r"自治州|盟|[县市区旗]")


@dataclass(frozen=True)
class CountyName:
    """A county as a title, a sheet's or a file's name tells it."""

    prefecture: str | None
    county: str

    @property
    def full(self) -> str:
        """The county with its prefecture before it."""
        return f"{self.prefecture or ''}{self.county}"

    @property
    def is_sure(self) -> bool:
        """Whether it is a county for certain: a 市 alone may be a prefecture."""
        return self.prefecture is not None or not self.county.endswith("市")


def county_in(text: str) -> CountyName | None:
    """The county that a title begins with, after years, numbers and the province.

    In an English title it may stand anywhere.
    """
    if (english := _ENGLISH.search(text)) is not None:
        return CountyName(None, " ".join(english[0].split()))
    text = _LEAD.sub("", "".join(unicodedata.normalize("NFKC", arabic_years(text)).split()))
    text = _LEAD.sub("", _PROVINCE.sub("", text))
    prefecture = _PREFECTURE.match(text)
    if prefecture is not None and not _is_name(prefecture[0]):
        prefecture = None
    rest = text[prefecture.end() :] if prefecture is not None else text
    county = _COUNTY.match(rest)
    if county is None and prefecture is not None:
        prefecture, county = None, prefecture
    if county is None or not _is_name(county[0]):
        return None
    if prefecture is None and _TERRAIN.search(county[0]):
        return None
    following = text[county.end() if prefecture is None else prefecture.end() + county.end() :]
    if following.startswith(("划", "域", "位", "级", "内", "(市", "(区", "(县", "、")):
        return None
    return CountyName(prefecture[0] if prefecture is not None else None, county[0])


def _is_name(text: str) -> bool:
    stem = text[:-1]
    return len(stem) >= (1 if text.endswith("县") else 2) and not _NOT_IN_A_NAME.search(text)


def first_county(texts: Iterable[str]) -> tuple[CountyName, str] | None:
    """The first county that any of the texts tells, and that text."""
    for text in texts:
        found = county_in(text)
        if found is not None:
            return found, text
    return None


def fill_down(texts: Sequence[str]) -> list[str]:
    """Fill a county's blank cells from above, where the column names each county only once.

    Where a county is repeated on consecutive rows, or here and there, a blank is a gap,
    and stays one.
    """
    named = [text for text in texts if text and not is_total(text)]
    repeats = any(above == below != "" for above, below in pairwise(texts))
    once = len(set(named)) == len(named) or 2 * len(named) <= len(texts)
    if repeats or not once:
        return list(texts)
    filled: list[str] = []
    current = ""
    for text in texts:
        if text:
            current = "" if is_total(text) else text
        filled.append(text or current)
    return filled


def split_joined(
    names: Sequence[str], known: Collection[str] = frozenset()
) -> list[tuple[str, str, str]] | None:
    """Split prefecture, county and township in one cell, where most cells are written so.

    A name is split after a county that is known, else after the first 县, 市 or 区 that has
    a name before it and a township's after it. Where what follows a 市 can mostly be split
    again, the 市 is the prefecture.
    """
    split = [_split(name, known) for name in names]
    if not 2 * sum(bool(county) for county, _ in split) > max(len(names), 2):
        return None
    again = [
        _split(rest, known) if county.endswith(("市", "自治州", "盟")) else ("", rest)
        for county, rest in split
    ]
    under = Counter(county for county, _ in split)
    twice = Counter(first for (first, _), (second, _) in zip(split, again, strict=True) if second)
    return [
        (first, second, name) if second and 2 * twice[first] > under[first] else ("", first, rest)
        for (first, rest), (second, name) in zip(split, again, strict=True)
    ]


def _split(name: str, known: Collection[str]) -> tuple[str, str]:
    """County and township of one cell; the county is empty where there is none."""
    name = _PROVINCE.sub("", name)
    fitting = (county for county in known if county and name.startswith(county))
    county = max(fitting, key=len, default="")
    if county and _may_be_township(name[len(county) :]):
        return county, name[len(county) :]
    for found in _REGION_END.finditer(name, 1):
        rest = name[found.end() :]
        if not rest.startswith(("区", "县")) and _may_be_township(rest):
            return name[: found.end()], rest
    return "", name


def _may_be_township(rest: str) -> bool:
    return (
        len(rest) > 1
        and kind_of_name(rest) is not None
        and rest not in words_of_kind("subdistrict")
    )
