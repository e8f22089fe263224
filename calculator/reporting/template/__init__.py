"""An empty workbook to fill in: one module a sheet, over the columns that a pack reads.

What is filled in is read back as any other spreadsheet is: the headings are names of the
vocabulary with their units. The example stands among the instructions, on a sheet that the
reader passes over, so that it is never taken for a township.
"""

from calculator.reporting.template.book import quoted, write_template

__all__ = ["quoted", "write_template"]
