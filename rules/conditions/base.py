"""What every condition knows."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from rules.formulas import Cells
from rules.given import Given
from rules.statistics import FloatArray
from rules.wording import Sentence


class Entry(BaseModel):
    """A part of a pack: unknown keys are errors, and nothing changes once it is read.

    Its validation is made when it is first used: that of a whole pack has those of all its parts
    in it, which would else be made for nothing.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class AnyCondition(Entry):
    """What every condition knows; each names what it is built on."""

    def measures(self) -> Iterator[str]:
        """The measures it is built on."""
        return iter(())

    def columns(self) -> Iterator[str]:
        """The columns of the statistics that it reads itself."""
        return iter(())

    def amounts(self) -> Iterator[str]:
        """The figures or measures that it takes as bounds."""
        return iter(())

    def figures(self) -> Iterator[str]:
        """The other figures it rests on: lists of names, and yes or no."""
        return iter(())

    def truth(self, given: Given, times: FloatArray | float = 1.0) -> FloatArray:
        """Whether it holds for each township, its bounds taken so many times."""
        raise NotImplementedError

    def explain(self, given: Given, township: int, times: float = 1.0) -> Sentence | None:
        """What there is to say of one township; nothing where the condition is out of play."""
        raise NotImplementedError

    def formula(self, cells: Cells, times: str = "") -> str:
        """Its truth as a spreadsheet formula; ``times`` is a factor for its bounds."""
        raise NotImplementedError
