"""How columns of other years are named."""

YEAR_BEFORE = "_year_before"
"""A column of this ending holds the figures of the year before the column without it."""
