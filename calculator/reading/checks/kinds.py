"""Codes held against counties, and kinds held against codes and names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from calculator.reading.assembly.identities import township_code
from calculator.reading.cells.rows import kind_of_name
from calculator.reading.checks.causes import also_at, causes
from calculator.reading.notes import column_term, finding, sentence
from calculator.reading.origins import Origins
from calculator.vocabulary import Vocabulary, load_vocabulary
from rules.findings import Finding
from rules.statistics import BoolArray, Choices, IntArray, Statistics
from rules.status import Severity
from rules.wording import Term

_LONGEST_QUICK = 3


def kind_findings(statistics: Statistics, origins: Origins) -> list[Finding]:
    """Warnings about codes of another county, and kinds that code, name and column contradict."""
    codes = [township_code(code) for code in statistics.text("code").tolist()]
    return [
        *_codes_of_other_counties(statistics, origins, codes),
        *_contradictions(statistics, origins, codes),
    ]


def _codes_of_other_counties(
    statistics: Statistics, origins: Origins, codes: Sequence[str | None]
) -> Iterator[Finding]:
    starts = [code[:6] if code is not None else None for code in codes]
    counties = statistics.county_codes.tolist()
    found = Counter(zip(counties, starts, strict=True))
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for (county, start), count in found.items():
        if start is not None:
            counts[county][start] = count
    checks = load_vocabulary().checks
    for county, of_county in counts.items():
        name = statistics.counties[county][1]
        usual, count = of_county.most_common(1)[0]
        is_clear = count > 1 and count >= checks.same_county * of_county.total()
        if not name or len(of_county) == 1 or not is_clear:
            continue
        for other in of_county:
            if other == usual:
                continue
            places = [
                place
                for place in np.flatnonzero(statistics.county_codes == county).tolist()
                if starts[place] == other
            ]
            cells = [origins.cell(place, "code") for place in places]
            yield finding(
                Severity.WARNING,
                "code-of-other-county",
                township=places[0],
                column="code",
                cell=cells[0],
                value=statistics.text("code")[places[0]],
                name=statistics.text("name")[places[0]],
                county=name,
                start=other,
                usual=usual,
                also=also_at(cells),
            )


def _contradictions(
    statistics: Statistics, origins: Origins, codes: Sequence[str | None]
) -> Iterator[Finding]:
    checks = load_vocabulary().checks
    kinds = [*sorted(checks.contradicting), None]
    number = {kind: place for place, kind in enumerate(kinds[:-1])}
    of_digit = {digit: number.get(kind, -1) for digit, kind in checks.kind_of_digit.items()}
    by_code = np.array([of_digit.get(code[6], -1) if code else -1 for code in codes], np.int64)
    names = statistics.text("name").tolist()
    by_name = np.array([number.get(kind, -1) for kind in _kinds_of_names(names)], np.int64)
    used = _single(statistics.choices.get("kind"), statistics.size, number)
    differs = _differ(by_code, by_name) | _differ(used, by_code) | _differ(used, by_name)
    compared = int((by_code >= 0).sum()) or statistics.size
    told = np.stack([used, by_code, by_name], axis=1)
    alike = [
        (places, [kinds[n] for n in numbers.tolist()])
        for numbers in np.unique(told[differs], axis=0)
        for places in causes(differs & (told == numbers).all(axis=1), compared)
    ]
    for places, told_kinds in sorted(alike, key=lambda found: found[0]):
        yield _contradiction(statistics, origins, places, told_kinds)


def _contradiction(
    statistics: Statistics,
    origins: Origins,
    places: Sequence[int],
    kinds: Sequence[str | None],
) -> Finding:
    used, by_code, by_name = kinds
    first = places[0]
    told = [("kind_by_name", by_name), ("kind_by_code", by_code)]
    # Without a column the code is gone by, and without a code the name.
    is_of_column = used is not None and used != (by_code or by_name)
    if is_of_column:
        told.append(("kind_by_column", used))
    column = "kind" if is_of_column else "code"
    cells = [origins.cell(place, column) for place in places]
    return finding(
        Severity.WARNING,
        "kind-contradicts",
        township=first,
        column=column,
        cell=cells[0],
        value=statistics.text("name")[first],
        name=statistics.text("name")[first],
        told=[sentence(key, kind=Term("kind", kind)) for key, kind in told if kind is not None],
        used=Term("kind", used) if used is not None else None,
        term=column_term("kind"),
        also=also_at(cells),
    )


def _differ(one: IntArray, other: IntArray) -> BoolArray:
    differs: BoolArray = (one != other) & (one >= 0) & (other >= 0)
    return differs


def _single(kinds: Choices | None, size: int, number: Mapping[str | None, int]) -> IntArray:
    """The number of every township's kind; -1 where it has none, or none that contradicts any."""
    if kinds is None:
        return np.full(size, -1, dtype=np.int64)
    named = [number.get(next(iter(kind)), -1) if len(kind) == 1 else -1 for kind in kinds.sets]
    return np.array([*named, -1], dtype=np.int64)[kinds.codes]


def _kinds_of_names(names: Sequence[str | None]) -> list[str | None]:
    """The kind that each name's ending tells; most end in a word that tells it alone."""
    quick = _quick_endings(load_vocabulary())
    return [
        None if name is None else quick.get(name[-1:]) or quick.get(name[-2:]) or kind_of_name(name)
        for name in names
    ]


@cache
def _quick_endings(vocabulary: Vocabulary) -> dict[str, str]:
    """The short words for a kind that all longer words of the same ending are of as well."""
    words = {word: kind.name for kind in vocabulary.choices["kind"] for word in kind.words}
    return {
        word: kind
        for word, kind in words.items()
        if len(word) < _LONGEST_QUICK
        and all(other == kind for longer, other in words.items() if longer.endswith(word))
    }
