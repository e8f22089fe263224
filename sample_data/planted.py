"""What is planted in the sample county, reckoned plainly from its figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from sample_data import county
from sample_data.county import COUNTY, PROPOSALS, TOWNSHIPS, Township
from sample_data.finding import Planted
from sample_data.planted_bodies import body_findings
from sample_data.planted_staffing import county_findings, increased, over_established
from sample_data.workbook import cell_of


def class_of(township: Township) -> int | None:
    """The class by the county's own rules, counted from 0, or nothing where undecided."""
    people = township.resident_population
    if people is None:
        return None
    if township.central_town or people >= county.FIRST_CLASS_PEOPLE:
        return 0
    return 1 if people >= county.SECOND_CLASS_PEOPLE else 2


CLASSIFIED = [township for township in TOWNSHIPS if township.is_classified]
CLASS_OF = {
    township.name: found for township in CLASSIFIED if (found := class_of(township)) is not None
}
DECIDED = [proposal for proposal in PROPOSALS if proposal.name in CLASS_OF]


def _missing_values() -> Iterator[Planted]:
    for township in CLASSIFIED:
        if township.resident_population is None:
            yield Planted(
                "missing-value",
                "error",
                "The resident population is blank, so the class stays undecided.",
                township=township.name,
                place=cell_of(township, "resident_population"),
            )


def _other_classes() -> Iterator[Planted]:
    for proposal in DECIDED:
        computed = county.CLASSES[CLASS_OF[proposal.name]]
        if proposal.proposed_class != computed:
            yield Planted(
                "class-differs",
                "error",
                f"Proposed as {proposal.proposed_class}, but the rules make it {computed}.",
                township=proposal.name,
                place=cell_of(proposal, "proposed_class"),
                value=proposal.proposed_class,
                limit=computed,
            )


def _too_many(
    column: str, limits: Sequence[int], code: str, severity: str, ending: str
) -> Iterator[Planted]:
    """Every township whose proposed figure is above that of its class."""
    for proposal in DECIDED:
        value: int = getattr(proposal, column)
        limit = limits[CLASS_OF[proposal.name]]
        if value > limit:
            yield Planted(
                code,
                severity,
                f"{value} {column.replace('_', ' ')} proposed, {limit} allowed{ending}.",
                township=proposal.name,
                place=cell_of(proposal, column),
                value=value,
                limit=limit,
            )


def totals(column: str, limits: Sequence[int]) -> tuple[int, int]:
    """What the county proposes and what it may have, over the townships whose class is known."""
    proposed = sum(getattr(proposal, column) for proposal in DECIDED)
    return proposed, sum(limits[CLASS_OF[proposal.name]] for proposal in DECIDED)


def _pooled(column: str, limits: Sequence[int]) -> Iterator[Planted]:
    """Posts that the county may pool: inside its total a township may be over its standard."""
    kind = column.replace("_", "-")
    proposed, standard = totals(column, limits)
    if proposed <= standard:
        ending = ", but the county's total has room for it"
        yield from _too_many(column, limits, f"{kind}-pooled", "note", ending)
        return
    ending = ", and the county's total has no room"
    yield from _too_many(column, limits, f"{kind}-over-standard", "error", ending)
    yield Planted(
        f"county-{kind}-over-standard",
        "error",
        f"{proposed} {column.replace('_', ' ')} proposed in the county, {standard} allowed.",
        county=COUNTY,
        value=proposed,
        limit=standard,
    )


def _left_out(column: str) -> Iterator[Planted]:
    """A note for the county where townships without a class are not in its totals."""
    if len(DECIDED) < len(PROPOSALS):
        yield Planted(
            f"county-{column.replace('_', '-')}-incomplete",
            "note",
            f"{len(PROPOSALS) - len(DECIDED)} township without a class is not in the total.",
            county=COUNTY,
        )


def _special_units() -> Iterator[Planted]:
    """A note on the economically developed towns, for which the rules have no figures."""
    if any(township.economically_developed for township in CLASSIFIED):
        yield Planted(
            "special-unit-without-limits",
            "note",
            "There is an economically developed town, and no figures for such towns.",
        )


def findings() -> list[Planted]:
    """Everything planted that a report must find."""
    return [
        *_missing_values(),
        *_other_classes(),
        *_special_units(),
        *_too_many("offices", county.OFFICES_LIMIT, "offices-over-limit", "error", ""),
        *_too_many(
            "institutions", county.INSTITUTIONS_LIMIT, "institutions-over-limit", "error", ""
        ),
        *_pooled("administrative_posts", county.ADMINISTRATIVE_POSTS_STANDARD),
        *_left_out("administrative_posts"),
        *_pooled("institution_posts", county.INSTITUTION_POSTS_STANDARD),
        *_left_out("institution_posts"),
        *_too_many(
            "leadership_posts",
            county.LEADERSHIP_POSTS_STANDARD,
            "leadership-posts-over-standard",
            "error",
            "",
        ),
        *increased(),
        *over_established(),
        *county_findings(),
        *body_findings(),
    ]


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _finding_lines(found: Planted) -> list[str]:
    sheet, cell = found.place or (None, None)
    entries = {
        "code": found.code,
        "severity": found.severity,
        "township": found.township,
        "county": found.county,
        "body": found.body,
        "sheet": sheet,
        "cell": cell,
        "value": found.value,
        "limit": found.limit,
        "note": found.note,
    }
    return [f"{key} = {_written(value)}" for key, value in entries.items() if value is not None]


def planted_toml() -> str:
    """The list of what is planted, as a TOML file."""
    people = {
        township: township.resident_population
        for township in CLASSIFIED
        if township.resident_population is not None
    }
    small = [township for township, count in people.items() if count < county.MINIMUM_PEOPLE]
    near = [
        township.name
        for township, count in people.items()
        if abs(count - county.MINIMUM_PEOPLE) <= county.NEAR_MARGIN
    ]
    lists = {
        "candidates": [township.name for township in small if not township.terrain],
        "near": near,
        "undecided": [township.name for township in CLASSIFIED if township.name not in CLASS_OF],
        "not_applicable": [township.name for township in TOWNSHIPS if not township.is_classified],
    }
    tables = {
        "exempt": {township.name: township.terrain for township in small if township.terrain},
        "classes": {name: county.CLASSES[found] for name, found in CLASS_OF.items()},
    }
    lines = ["# What is planted in qiyuan_county.xlsx. Written by sample_data/make.py.", ""]
    lines += [f"{name} = {_written(entries)}" for name, entries in lists.items()]
    for table, entries in tables.items():
        lines += ["", f"[{table}]"]
        lines += [f"{_written(name)} = {_written(value)}" for name, value in entries.items()]
    for found in findings():
        lines += ["", "[[findings]]", *_finding_lines(found)]
    return "\n".join(lines) + "\n"
