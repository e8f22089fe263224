"""What worker processes do: each module has one ``run(folder, language, output, **parameters)``.

``folder`` is that of the version of a result, with ``request.json`` in it; ``output`` is the file
to write, whole or not at all. A task imports only what it uses.
"""

KINDS = ("report", "annotated", "forms", "json", "figures")
"""The files that ``download`` makes."""

RULES_KINDS = ("yaml", "xlsx")
"""The forms in which ``trial_rules`` gives rules with other figures."""

PLAN_KINDS = ("xlsx", "json")
"""The forms in which ``plan_file`` gives a merger plan."""
