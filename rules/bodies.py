"""The offices and institutions that proposals list, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from rules.statistics import BoolArray, FloatArray, IntArray, TextArray

BodyKind = Literal["office", "institution"]
PostKind = Literal["administrative_posts", "institution_posts", "leadership_posts"]
Listed = Literal[BodyKind, PostKind]
"""What of a list is counted: bodies of a kind, or posts of a kind."""

ADMINISTRATIVE: PostKind = "administrative_posts"
INSTITUTION: PostKind = "institution_posts"
LEADERSHIP: PostKind = "leadership_posts"
BODY_POSTS: tuple[PostKind, ...] = (ADMINISTRATIVE, INSTITUTION, LEADERSHIP)
"""The posts that a list may give for each body."""


@dataclass(frozen=True)
class Bodies:
    """Offices and institutions, one value per body in each column, in the order listed.

    Attributes:
        townships: The position of each body's township in the statistics.
        names: What each body is called, as written.
        kinds: ``office``, ``institution``, or None where the list does not say and nothing
            tells.
        funding: How it is funded: ``fiscal``, ``partly``, ``own``; None where not said.
        posts: For each of ``BODY_POSTS`` that the list has how many, NaN where blank.
        formed_from: The bodies it was formed from, none where not said.
        nameplate: Whether it only adds a name-plate to another body.
        dispatched: Whether a higher department dispatches it.
    """

    townships: IntArray
    names: TextArray
    kinds: TextArray
    funding: TextArray
    posts: Mapping[str, FloatArray] = field(default_factory=dict)
    formed_from: tuple[tuple[str, ...], ...] = ()
    nameplate: BoolArray = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    dispatched: BoolArray = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))

    @property
    def size(self) -> int:
        """How many bodies there are."""
        return len(self.townships)

    @cached_property
    def own(self) -> BoolArray:
        """Which bodies are the township's own: neither a name-plate nor dispatched."""
        return ~self.nameplate & ~self.dispatched

    def number(self, posts: str) -> FloatArray:
        """How many posts of a kind each body has; all missing where the list has no column."""
        found = self.posts.get(posts)
        return found if found is not None else np.full(self.size, np.nan)
