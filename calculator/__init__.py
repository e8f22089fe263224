"""Reads township statistics, applies a rule pack and reports the result.

One way: ``reading`` turns files into statistics with cell addresses, ``rules`` (the package
beside this one) evaluates them, ``reporting`` writes what came out. ``report`` does all three
calls for programs; ``commands`` are what people type.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calculator.calculation import Report, report
    from calculator.errors import CalculatorError

__version__ = "0.1.0"
__all__ = ["CalculatorError", "Report", "__version__", "report"]


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that commands start quickly."""
    if name in ("report", "Report"):
        from calculator import calculation

        return getattr(calculation, name)
    if name == "CalculatorError":
        from calculator.errors import CalculatorError

        return CalculatorError
    raise AttributeError(f"module 'calculator' has no attribute {name!r}")
