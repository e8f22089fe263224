"""What a row is: a township, a total, a footnote or nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from calculator.reading.cells.choices import named_choices
from calculator.reading.cells.matching import plain, without_marks
from calculator.vocabulary import load_vocabulary

_BETWEEN_CHINESE = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_NUMBERING = re.compile(
    r"^(?:其中[:：]|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．]\s*"
    r"|[(（][一二三四五六七八九十\d]{1,3}[)）]\s*)"
)
_PART_OF = re.compile(r"^\s*(?:其中|#|＃|of which)\s*[:：]?\s*", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_COUNTED_KINDS = re.compile(
    r"(?:全[县市区])?(?:\d+个?|[一二三四五六七八九十]+个)(?:建制镇|乡镇|镇|乡|街道)"
)
_EXPLAINED_MARK = re.compile(
    r"\s*(?:[*＊※▲△★☆●]+\s*(?:为|系|指|表示|代表|的|号)|[带加标有][“\"'(（]?[*＊※▲△★☆●])"
)
_SHORTEST_CODE = 9
_COUNTY_LINE = re.compile(
    r"(.{1,8}(?:县|市|自治旗|(?<!地)旗|自治州|盟|(?<=..)区))(?:全[县市区旗州盟])?(?:合计|小计|总计)?"
)
_PREFECTURE = re.compile(r".*(?:市|自治州|盟)")


@lru_cache(maxsize=65536)
def clean_name(text: str) -> str:
    """A name without footnote marks, numbering and the blanks that only spread it out."""
    return _BETWEEN_CHINESE.sub("", _NUMBERING.sub("", without_marks(text).strip())).strip()


def without_offices(name: str) -> str:
    """A name without remarks in brackets and without the organs of the township: 甲镇人民政府."""
    bare = _BRACKETED.sub("", name).strip()
    for office in sorted(load_vocabulary().rows["offices"], key=len, reverse=True):
        if bare.endswith(office) and kind_of_ending(shorter := bare.removesuffix(office)):
            return shorter
    return bare


@lru_cache(maxsize=65536)
def kind_of_name(name: str) -> str | None:
    """The kind of township that a name's ending tells."""
    bare = _BRACKETED.sub("", name).strip()
    return kind_of_ending(bare) or kind_of_ending(without_offices(name))


def kind_of_ending(bare: str) -> str | None:
    """The kind of township whose longest word a text ends in."""
    bare = bare.casefold()
    endings = [
        (len(word), choice.name)
        for choice in load_vocabulary().choices["kind"]
        for word in choice.words
        if bare.endswith(word.casefold())
    ]
    return max(endings)[1] if endings else None


def words_of_kind(kind: str) -> tuple[str, ...]:
    """The words that say that a township is of a kind, the usual one first."""
    return next(choice.words for choice in load_vocabulary().choices["kind"] if choice.name == kind)


@lru_cache(maxsize=65536)
def stem_of(name: str) -> str:
    """A name without 镇, 乡 or 街道 at its end; empty where it has none of them."""
    kinds = load_vocabulary().choices["kind"]
    words = (word for kind in kinds if kind.name != "other" for word in kind.words)
    ending = max((word for word in words if name.endswith(word)), key=len, default="")
    return name.removesuffix(ending) if ending else ""


@lru_cache(maxsize=65536)
def looks_like_township(text: str) -> bool:
    """Whether a text could be the name of a township: it has a stem and a known ending."""
    name = _BRACKETED.sub("", clean_name(text))
    return 2 <= len(name) <= 20 and not is_total(name) and kind_of_name(name) is not None


@lru_cache(maxsize=65536)
def is_total(text: str) -> bool:
    """Whether a row's name says that it sums other rows."""
    words = plain(without_marks(text))
    rows = load_vocabulary().rows
    return (
        words in rows["totals"]
        or words.endswith(tuple(rows["endings"]))
        or _COUNTED_KINDS.fullmatch(words) is not None
    )


@lru_cache(maxsize=65536)
def is_county_line(text: str) -> bool:
    """Whether a row's name is a county's or a prefecture's, which no township's can be."""
    return bool(county_of_line(text))


@lru_cache(maxsize=65536)
def county_of_line(text: str) -> str:
    """The county or prefecture whose line has this name; empty where it is none's."""
    found = _COUNTY_LINE.fullmatch(clean_name(text))
    if found is None or is_total(found[1]):
        return ""
    is_area = found[1].endswith("区") and (
        found[1].endswith(tuple(load_vocabulary().rows["areas"])) or kind_of_name(found[1])
    )
    return "" if is_area else found[1]


def is_prefecture(name: str) -> bool:
    """Whether a name may be a prefecture's: 市 is one or a county."""
    return _PREFECTURE.fullmatch(name) is not None


@lru_cache(maxsize=65536)
def is_group(text: str) -> bool:
    """Whether a row's name says that it is about a part: 其中：山区乡, 其中：城区."""
    rest = _PART_OF.sub("", text)
    is_part = plain(rest) in load_vocabulary().rows["parts"]
    return rest != text and (is_part or bool(named_choices("terrain", rest)))


@lru_cache(maxsize=65536)
def is_stranger(text: str) -> bool:
    """Whether a row's name is no township's: 县直, a bare number."""
    words = plain(without_marks(text))
    return words in load_vocabulary().rows["strangers"] or (
        words.isdecimal() and len(words) < _SHORTEST_CODE
    )


@lru_cache(maxsize=65536)
def is_footnote(text: str) -> bool:
    """Whether a row's first text begins as a footnote does."""
    if _EXPLAINED_MARK.match(text):
        return True
    start = text.strip().lstrip("([（［〔【*※").casefold()
    footnotes = tuple(load_vocabulary().rows["footnotes"])
    if not start.startswith(footnotes):
        return re.match(r"^\s*(?:[\[［〔【]\d+[\]］〕】]|[①-⑳])", text) is not None
    return not looks_like_township(text) or re.search(r"[:：]", text) is not None
