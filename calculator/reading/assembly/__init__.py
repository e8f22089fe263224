"""From the tables of all files to one list of townships.

``identities`` and ``joining`` tell which rows are the same township, ``years`` which tables
are of another date, and ``assembling`` makes the columns.
"""
