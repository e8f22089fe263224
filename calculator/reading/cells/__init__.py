"""What the text of one cell says: a heading, a figure, a choice, a name, a code, a date."""
