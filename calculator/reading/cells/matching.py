"""Which column of the vocabulary a heading means, with its unit and year."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from calculator.vocabulary import Vocabulary, load_vocabulary

FOOTNOTE_MARK = re.compile(
    r"[①-⑳⑴-⒇❶-❿¹²³⁰-⁹*＊※†]|[\[［〔【]\s*注?\s*\d{0,2}\s*[\]］〕】]|[(（]\s*注\s*\d{0,2}\s*[)）]|注\d{1,2}$"
)
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_UNIT_LABEL = re.compile(r"^(?:计量)?单位[:：]?|^unit[:：]?\s*", re.IGNORECASE)
_UNIT_SEPARATORS = re.compile(r"[、,，;；/和]")
_TRAILING_UNIT = re.compile(r"^(.*?)[\s/:,、]\s*([^\s/:,、]+|sq km|10,000 \w+)$", re.IGNORECASE)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[一二][九〇○零][〇○零一二三四五六七八九]{2}年")
_YEAR = re.compile(
    r"(?:截至|截止到?)?(?<!\d)((?:19|20)\d{2})(?!\d)"
    r"(?:[-./]\d{1,2}[-./]\d{1,2}|年?\d{1,2}月(?:\d{1,2}日)?|年)?(?:年?[末底终]|度)?"
)
_NOT_A_WORD = re.compile(r"[\W_]+")
_LATIN = re.compile(r"[a-z0-9]+")
_PART_OF = re.compile(r"^\s*(?:其中|#|＃)\s*[:：]?\s*")


def without_marks(text: str) -> str:
    """A text without footnote marks such as ``[3]``, ``①`` or ``(注1)``."""
    return FOOTNOTE_MARK.sub("", text.replace("m²", "m2")).strip()


def arabic_years(text: str) -> str:
    """A text with years such as 二〇〇九年 in Arabic figures."""
    return _CHINESE_YEAR.sub(lambda found: found[0].translate(_CHINESE_DIGITS), text)


def plain(text: str) -> str:
    """A heading as it is compared: without blanks, line breaks and punctuation, lower case."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _unit_words() -> dict[str, str]:
    """Every written unit of the vocabulary in its compared form -> as the vocabulary writes it."""
    return {
        unit_key(written): written
        for units in load_vocabulary().units.values()
        for written in units
    }


def unit_key(text: str) -> str:
    """A written unit as it is compared."""
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


@lru_cache(maxsize=4096)
def units_in(text: str) -> tuple[str, ...]:
    """The units that a text consists of, such as 单位：公顷、人; none if it says anything else."""
    stripped = _UNIT_LABEL.sub("", unicodedata.normalize("NFKC", text).strip())
    words = _unit_words()
    if not stripped:
        return ()
    if unit_key(stripped) in words:
        return (words[unit_key(stripped)],)
    found = [words.get(unit_key(part)) for part in _UNIT_SEPARATORS.split(stripped)]
    known = tuple(unit for unit in found if unit is not None)
    return known if len(known) == len(found) else ()


@dataclass(frozen=True)
class HeadingPart:
    """What one cell of a heading says.

    Attributes:
        words: What is compared with the vocabulary.
        all_words: The same with a unit that ends the text: posts in "Leadership posts".
        units: The units that it names.
        year: The year that it names.
        is_part: Whether it is a part of the heading above or beside it (其中：, #).
    """

    words: str
    all_words: str
    units: tuple[str, ...]
    year: int | None
    is_part: bool


@lru_cache(maxsize=4096)
def heading_part(text: str) -> HeadingPart:
    """Take one cell of a heading apart."""
    text = unicodedata.normalize("NFKC", without_marks(arabic_years(text)))
    is_part = _PART_OF.match(text) is not None
    text = _PART_OF.sub("", text)
    units: list[str] = []

    def take_units(found: re.Match[str]) -> str:
        inside = units_in(found[1])
        units.extend(inside)
        return "" if inside else found[0]

    text = _BRACKETS.sub(take_units, text).strip()
    all_words = plain(_YEAR.sub("", text))
    if not units:
        whole = units_in(text)
        trailing = _TRAILING_UNIT.match(text)
        if whole:
            units.extend(whole)
            text = ""
        elif trailing is not None and (after := units_in(trailing[2])):
            units.extend(after)
            text = trailing[1]
    years = [int(found[1]) for found in _YEAR.finditer(text)]
    words = plain(_YEAR.sub("", text))
    return HeadingPart(words, all_words, tuple(units), max(years, default=None), is_part)


def heading_words(heading: str) -> str:
    """What a heading of one or several cells says, as one word without units and years."""
    return "".join(heading_part(cell).words for cell in heading.split(" / "))


def heading_year(heading: str) -> int | None:
    """The year that a heading of one or several cells names, the lowest cell first."""
    parts = [heading_part(cell) for cell in heading.split(" / ")]
    return next((part.year for part in reversed(parts) if part.year), None)


def is_neutral(words: str) -> bool:
    """Whether a heading's words say nothing about what stands below: 基本情况."""
    for word in map(plain, load_vocabulary().headings["neutral"]):
        words = words.replace(word, "")
    return not words


@dataclass(frozen=True)
class Match:
    """A heading that means a column.

    Attributes:
        column: Its name in the vocabulary.
        rank: 0 for the column's own name, more for later aliases.
        units: The units that the heading names.
        year: The year that the heading names.
    """

    column: str
    rank: int
    units: tuple[str, ...]
    year: int | None


@lru_cache(maxsize=8)
def _headings(vocabulary: Vocabulary) -> dict[str, tuple[str, int]]:
    known: dict[str, tuple[str, int]] = {}
    for name, column in vocabulary.columns.items():
        for rank, heading in enumerate(column.headings):
            known.setdefault(plain(heading), (name, rank))
    return known


def _holds_any(text: str, words: Iterable[str]) -> bool:
    return any(plain(word) in text for word in words)


def _known(words: str) -> tuple[str, int] | None:
    """The column of a heading's words; of a heading in two languages, by the Chinese one."""
    vocabulary = load_vocabulary()
    known = _headings(vocabulary)
    found = known.get(words) or known.get(_LATIN.sub("", words))
    for ending in () if found else vocabulary.headings["counted"]:
        shorter = known.get(words.removesuffix(ending))
        if shorter is not None and vocabulary.columns[shorter[0]].holds == "number":
            return shorter
    return found


def _alone(above: Sequence[str], words: str) -> tuple[str, int] | None:
    """The column of a heading regardless of the headings above it, where those allow it."""
    special = load_vocabulary().headings
    if any(_holds_any(part, special["differs"]) for part in above):
        return None
    found = _known(words)
    if found is None:
        return None
    label = plain(load_vocabulary().columns[found[0]].label.zh)
    return found if label in words or _are_neutral(above, words) else None


def _are_neutral(above: Sequence[str], words: str) -> bool:
    """Whether headings above another change nothing about what it means.

    They do not if they are neutral words, or say only what the other says again: 编制 over
    行政编制, 机构数 over 党政机构.
    """
    special = load_vocabulary().headings
    return all(
        _holds_any(part, special["neutral"])
        or part in words
        or any(part.removesuffix(ending) in words for ending in special["counted"])
        for part in above
    )


def _turned(words: Sequence[str]) -> tuple[str, int] | None:
    """The column of two headings read from below: 户籍 under 人口."""
    return _known(words[1] + words[0]) if len(words) == 2 else None


def match(cells: tuple[str, ...]) -> Match | None:
    """The column that a heading means, given its cells from the top row to the lowest."""
    return _match(cells, load_vocabulary())


@lru_cache(maxsize=4096)
def _match(cells: tuple[str, ...], vocabulary: Vocabulary) -> Match | None:
    parts = [heading_part(cell) for cell in cells]
    words = [part.words for part in parts if part.words]
    if vocabulary.overrides and (named := _by_user(cells, words, vocabulary)) is not None:
        return None if named[0] is None else _meaning(parts, named[0], -1)
    whole = vocabulary.headings["whole"]
    while len(words) > 1 and words[-1] in whole:
        words.pop()
    if not words:
        return None
    found = _known("".join(words)) or _turned(words)
    found = found or _known("".join(part.all_words for part in parts))
    if found is None and len(words) > 2:
        found = _alone(words[1:-1], words[0] + words[-1])
    for start in range(1, len(words)):
        found = found or _alone(words[:start], "".join(words[start:]))
        found = found or (
            _turned(words[start:]) if _are_neutral(words[:start], "".join(words[start:])) else None
        )
    if found is None:
        shorter = _without(cells, vocabulary.headings["this_year"])
        return _match(shorter, vocabulary) if shorter != cells else None
    return _meaning(parts, *found)


def match_year_before(cells: tuple[str, ...]) -> Match | None:
    """The column whose figures of the year before a heading is about: 上年总人口."""
    shorter = _without(cells, load_vocabulary().headings["year_before"])
    return match(shorter) if shorter and shorter != cells else None


def _without(cells: tuple[str, ...], words: Iterable[str]) -> tuple[str, ...]:
    """The cells of a heading without the first word of some, the longest tried first."""
    for word in sorted(words, key=len, reverse=True):
        if any(word in cell for cell in cells):
            shorter = tuple(cell.replace(word, "", 1) for cell in cells)
            return tuple(cell for cell in shorter if cell.strip())
    return cells


def _by_user(
    cells: Sequence[str], words: Sequence[str], vocabulary: Vocabulary
) -> tuple[str | None] | None:
    """What the user says that a heading means; None where nothing is said of it."""
    for said in _ways_to_say(cells, words):
        if said in vocabulary.overrides:
            return (vocabulary.overrides[said],)
    return None


def _ways_to_say(cells: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
    return plain("".join(cells)), "".join(words), plain(cells[-1])


def ways_to_say(heading: str) -> tuple[str, ...]:
    """How a user may write a heading of one or several cells, as headings are compared.

    It is the whole of it, the same without units and years, or its lowest cell.
    """
    cells = heading.split(" / ")
    return _ways_to_say(cells, [heading_part(cell).words for cell in cells])


def _meaning(parts: Sequence[HeadingPart], column: str, rank: int) -> Match:
    units = next((part.units for part in reversed(parts) if part.units), ())
    year = next((part.year for part in reversed(parts) if part.year), None)
    return Match(column, rank, units, year)
