"""What is wrong with the cells and figures that were read, as findings.

``unreadable``, ``ranges`` and ``totals`` look at one table; ``kinds``, ``consistency``,
``previous`` and ``roster`` at all townships. ``causes`` tells what is wrong alike as one.
"""
