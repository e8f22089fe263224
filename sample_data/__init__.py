"""A county to try: the fictional 齐原县, its statistics, proposals, boundaries and rules."""
