"""Putting a report into a form: workbook, JSON, a table for analysts, a summary.

Nothing here calculates: every figure comes from the evaluation, every address from the reading.
"""
