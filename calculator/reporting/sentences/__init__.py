"""Results in words, for the terminal, the page and workbooks alike: a module for each kind."""
