"""From the bytes of one file to grids, a module for each format.

``files`` tells the format by the content; ``isolation`` reads apart what can't be trusted.
``limits`` says how much is read and why a file is refused; ``sheets`` lays cells out.
What python-calamine reads is looked into and rewritten first, so that it only gets what
was understood: ``packages`` and ``old_workbooks``.
"""
