"""The kinds of measures that a pack builds on: one small module a kind.

Each kind computes all townships at once and explains one of them in a sentence.
"""

from typing import Annotated

from pydantic import Field

from rules.measures.base import BilingualText, Measure, Reason
from rules.measures.column import Column
from rules.measures.decide import Decide
from rules.measures.lookup import Lookup

AnyMeasure = Annotated[Column | Decide | Lookup, Field(discriminator="kind")]
"""A measure of any kind; its key ``kind`` says which."""

__all__ = ["AnyMeasure", "BilingualText", "Column", "Decide", "Lookup", "Measure", "Reason"]
