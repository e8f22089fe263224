"""The user's own workbook with the cells of findings marked, and a list of them in front.

``copying`` makes the copy of one file, ``writing`` writes those of several, ``copies`` those of
all that was read. ``entries`` says
what is marked and listed; ``package`` opens a workbook, whose parts ``elements`` changes in
place, so that all that is not ours stays byte for byte: formulas with their stored results,
macros, charts. ``marking`` brings ``colours``, ``comments`` and ``shapes`` (the boxes of the
comments) to a sheet, ``list_sheet`` makes the sheet in front; ``values`` turns formats that
can't be kept into plain workbooks first.
"""

from calculator.reporting.annotated.copies import write_annotated_copies
from calculator.reporting.annotated.copying import annotate
from calculator.reporting.annotated.writing import write_annotated

__all__ = ["annotate", "write_annotated", "write_annotated_copies"]
