"""What people type: one module a command, each doing one thing.

Modules are imported when their command runs; heavy libraries inside them, not here.
"""
