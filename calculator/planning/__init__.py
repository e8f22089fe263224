"""Merger plans: which townships below the minimum could join which neighbours.

``problem`` says what is to be solved, in numbers alone; ``solving`` finds the best plan with a
proven bound, and ``verification`` checks it without the solver. ``planning`` makes the problems
of a report, county by county, and puts the solutions back into townships.
"""
