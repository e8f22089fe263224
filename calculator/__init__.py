"""Reads township statistics, applies a rule pack and reports the result.

One way: ``reading`` turns files into statistics with cell addresses, ``rules`` (the package
beside this one) evaluates them, ``reporting`` writes what came out. ``report`` does all three
calls for programs; ``commands`` are what people type.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calculator.calculation import Report, report
    from calculator.checking_files import CheckedFiles, check_files
    from calculator.errors import CalculatorError
    from calculator.planning.plans import PlanOptions, Plans
    from calculator.reading import ReadingOptions, RosterEntry

__version__ = "0.1.0"
__all__ = [
    "CalculatorError",
    "CheckedFiles",
    "PlanOptions",
    "Plans",
    "ReadingOptions",
    "Report",
    "RosterEntry",
    "__version__",
    "check_files",
    "report",
]

_MODULES = {
    "CalculatorError": "calculator.errors",
    "CheckedFiles": "calculator.checking_files",
    "PlanOptions": "calculator.planning.plans",
    "Plans": "calculator.planning.plans",
    "ReadingOptions": "calculator.reading",
    "Report": "calculator.calculation",
    "RosterEntry": "calculator.reading",
    "check_files": "calculator.checking_files",
    "report": "calculator.calculation",
}


def __getattr__(name: str) -> Any:
    """Import the public names when they are first used, so that commands start quickly."""
    if name in _MODULES:
        return getattr(import_module(_MODULES[name]), name)
    raise AttributeError(f"module 'calculator' has no attribute {name!r}")
