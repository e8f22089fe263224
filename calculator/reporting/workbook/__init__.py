"""The report workbook: one module a sheet, over ``tables`` and ``styles``; ``book`` writes it.

Every sheet is a table with title, frozen headings and filters, set up to be printed on A4
landscape. Names and texts from the input are always written as text, never as formulas. What
follows from statistics and figures are formulas (``formulas``, ``live``), unless plain values are
asked for.
"""
