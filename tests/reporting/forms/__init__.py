"""Forms to hand in: filled Word templates, read back with python-docx."""
