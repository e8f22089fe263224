"""Forms to hand in: Word templates filled with what was calculated.

``fields`` says what a template may name; ``county_fields`` and ``township_fields`` take it from a
report. ``templates`` finds the shipped templates and opens an office's own, ``sandbox`` keeps a
template from running code, and ``filling`` writes the forms. ``make_templates`` makes the shipped
templates again. Nothing here calculates.
"""

from calculator.reporting.forms.filling import FormRequest, forms_of, write_forms
from calculator.reporting.forms.templates import copy_templates, open_template, shipped_templates

__all__ = [
    "FormRequest",
    "copy_templates",
    "forms_of",
    "open_template",
    "shipped_templates",
    "write_forms",
]
