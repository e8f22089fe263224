"""The report workbook: one module a sheet, over ``tables`` and ``styles``.

Every sheet is a table with title, frozen headings and filters, set up to be printed on A4
landscape. Names and texts from the input are always written as text, never as formulas.
"""

from calculator.reporting.workbook.book import write_workbook

__all__ = ["write_workbook"]
