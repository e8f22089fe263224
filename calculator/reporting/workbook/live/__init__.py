"""The report as a calculator: statistics, figures, and everything that follows as formulas.

``statistics_sheet`` shows what was read, ``calculation_sheet`` every measure and result as a
formula over it and over the named cells of the figures (``cells``). The other sheets ask
``LiveSheets`` where a result stands. Results are stored with the formulas, so that a viewer that
calculates nothing shows them.
"""

from calculator.reporting.workbook.live.sheets import MOST_LIVE, LiveSheets

__all__ = ["MOST_LIVE", "LiveSheets"]
