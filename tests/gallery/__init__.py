"""A gallery of ugly files: each made in code, with what must come out of it."""
