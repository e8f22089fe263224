"""What to enter in a column, in words, and an example of it."""

from __future__ import annotations

from collections.abc import Iterator

from calculator.messages import Messages
from calculator.reporting.template.columns import TemplateColumn
from calculator.vocabulary import load_vocabulary
from rules.columns import YEAR_BEFORE

_SEVERAL = 2
_OWN_WORDS = (
    "code",
    "prefecture",
    "county",
    "name",
    "kind",
    "proposed_class",
    "body_name",
    "body_kind",
    "formed_from",
)


class Hints:
    """Speaks of columns in one language."""

    def __init__(self, speaker: Messages) -> None:
        """Speak a language, with the names of a pack."""
        self._speaker = speaker

    def text(self, key: str, **values: object) -> str:
        """A sentence about the workbook to fill in."""
        return self._speaker.text(f"template.{key}", **values)

    def is_whole(self, column: TemplateColumn) -> bool:
        """Whether a column has whole numbers only."""
        return column.known.unit in load_vocabulary().checks.totals.whole

    def is_list(self, column: TemplateColumn) -> bool:
        """Whether a cell may name several of the choices."""
        return load_vocabulary().match.get(column.name) == "list"

    def several(self, column: TemplateColumn) -> str:
        """Several choices as a cell may name them."""
        return self._speaker.say(list(column.choices[:_SEVERAL]))

    def how(self, column: TemplateColumn) -> str:
        """What to enter."""
        return "".join(self._sentences(column)).strip()

    def _sentences(self, column: TemplateColumn) -> Iterator[str]:
        gap = "" if self._speaker.language == "zh" else " "
        if column.known.holds == "number":
            if column.name.endswith(YEAR_BEFORE):
                yield self.text("how.year_before") + gap
            unit = self.text("how.in_unit", unit=column.unit) if column.unit is not None else ""
            yield self.text(f"how.{'whole' if self.is_whole(column) else 'number'}", in_unit=unit)
            if column.alternatives:
                yield gap + self.text("how.fallback", first=column.alternatives[0])
        elif column.known.holds == "flag":
            yield self.text("how.flag")
        elif self.is_list(column):
            yield self.text("how.list", several=self.several(column))
        elif column.name in _OWN_WORDS:
            yield self.text(f"how.{column.name}", example=self.example(column))
        else:
            yield self.text("how.choice")

    def example(self, column: TemplateColumn) -> str:
        """One cell as it may be filled in."""
        if column.prefilled is not None:
            return column.prefilled
        if column.choices:
            return column.choices[0]
        name = column.name.removesuffix(YEAR_BEFORE)
        for key in (name, column.known.unit, "number"):
            if key is not None and self._speaker.has(f"template.example.{key}"):
                return self._speaker.template(f"template.example.{key}")
        raise KeyError(column.name)

    def unit(self, unit: str | None) -> str:
        """A unit of a figure on its own, such as 人; nothing where it has none."""
        if unit is None or not self._speaker.has(f"terms.unit.{unit}"):
            return ""
        return self._speaker.template(f"terms.unit.{unit}").replace("{number}", "").strip()

    def need(self, column: TemplateColumn) -> str:
        """Whether the column has to be filled in, in words."""
        others = [label for label in column.alternatives if label != column.label]
        return self.text(
            f"instructions.{column.need.name.lower()}", mark=column.need.value, others=others
        )

    def heading(self, column: TemplateColumn) -> str:
        """The heading of a column: its name, the mark of what is needed, and its unit below."""
        unit = "" if column.unit is None else self.text("form.unit", unit=column.unit)
        return f"{column.label}{column.need.value}{unit}"
