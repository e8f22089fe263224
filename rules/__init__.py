"""What a policy says, and applying it to statistics and proposals.

A pack (``pack``, ``packs/*.yaml``) is data: figures with source and status, measures built
on columns of the statistics, a classification, quotas and a merger rule. ``evaluate`` applies
one to ``Statistics``. Nothing here knows a spreadsheet, a file of input or a language.
"""
