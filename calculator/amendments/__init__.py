"""A pack's figures as a person changed them in a spreadsheet, entered into the pack.

``sheet`` finds the sheet and takes its parts, ``values`` turns a cell into the value of a figure
and back, ``entering`` checks what was changed and enters it. The sheet itself is written by
``calculator.reporting.figures_sheet``.
"""
