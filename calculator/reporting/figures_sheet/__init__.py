"""The figures of a pack as a sheet to change in a spreadsheet and give back.

``sheet`` writes it, alone (``book``) or into another workbook; ``names`` says what the value cell
of each figure is called there. ``calculator.amendments`` reads it back.
"""

from calculator.reporting.figures_sheet.book import write_figures_workbook
from calculator.reporting.figures_sheet.names import defined_names
from calculator.reporting.figures_sheet.sheet import FiguresOrigin, write_figures_sheet

__all__ = ["FiguresOrigin", "defined_names", "write_figures_sheet", "write_figures_workbook"]
