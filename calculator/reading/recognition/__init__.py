"""From a grid to the townships of each of its tables.

``headings`` finds where a heading stands, ``layouts`` what its columns are, ``tables`` where
each table ends; ``sorting`` tells townships from what else stands among them, and ``parts``
reads their columns.
"""
