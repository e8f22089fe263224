"""Filling templates, and writing the forms: each whole or not at all."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from calculator.errors import CalculatorError
from calculator.messages import Language
from calculator.reporting.forms.county_fields import FormWriter
from calculator.reporting.forms.fields import FormFields
from calculator.reporting.forms.templates import (
    TEMPLATE_SUFFIX,
    FormTemplate,
    shipped_templates,
)
from calculator.reporting.forms.texts import file_name
from calculator.reporting.outputs import check_outputs, make_folder, write_whole
from rules.pack import RulePack
from rules.wording import Sentence

if TYPE_CHECKING:
    from calculator.calculated import Calculated
    from calculator.reporting.forms.sandbox import FormEnvironment

CLASSIFICATION = "classification"
STAFFING = "staffing"


@dataclass(frozen=True)
class FormRequest:
    """Which forms are wanted.

    Attributes:
        kind: ``classification`` or ``staffing``; None for every form that the rules fill.
        by: ``county``, or ``township`` for a form of each township.
        template: A template of one's own, in place of the shipped ones.
    """

    kind: str | None = None
    by: str = "county"
    template: FormTemplate | None = None

    def templates(self, pack: RulePack, language: Language) -> dict[str, FormTemplate]:
        """What the forms are called -> their template.

        Raises:
            CalculatorError: The rules say nothing that such a form could hold.
        """
        if self.template is not None:
            return {self.template.name.removesuffix(TEMPLATE_SUFFIX): self.template}
        if self.kind == CLASSIFICATION and pack.classification is None:
            raise CalculatorError([Sentence("forms.no_classification")])
        if self.kind == STAFFING and not pack.quotas:
            raise CalculatorError([Sentence("forms.no_quotas")])
        shipped = shipped_templates(language)
        found: dict[str, FormTemplate] = {}
        by_county = self.by == "county"
        if self.kind != STAFFING and pack.classification is not None and by_county:
            found[CLASSIFICATION] = shipped["classification_review"]
        if self.kind != CLASSIFICATION and pack.quotas:
            found[STAFFING] = shipped["staffing" if by_county else "township_staffing"]
        if not found:
            raise CalculatorError([Sentence("forms.nothing_to_fill")])
        return found


@dataclass(frozen=True)
class Form:
    """A form to be written.

    Attributes:
        name: What its file is called, with the suffix.
        template: What it is filled into.
        unit: The position of its county, or of its township in a form by township.
    """

    name: str
    template: FormTemplate
    unit: int


def forms_of(report: Calculated, request: FormRequest, language: Language) -> list[Form]:
    """The forms that a request asks for, each under a name of its own."""
    writer = FormWriter(report, language)
    templates = request.templates(report.pack, language)
    taken: set[str] = set()
    forms = []
    for unit, place in _units(report, request.by):
        for kind, template in templates.items():
            title = kind if request.template is not None else writer.words(f"title.{kind}")
            stem = wanted = file_name(writer.words("file_name", place=place, title=title))
            number = 1
            while stem.casefold() in taken:
                number += 1
                stem = f"{wanted}-{number}"
            taken.add(stem.casefold())
            forms.append(Form(stem + TEMPLATE_SUFFIX, template, unit))
    return forms


def _units(report: Calculated, by: str) -> Iterator[tuple[int, str]]:
    """The counties or townships, each with the name that tells it from the others."""
    statistics = report.evaluation.statistics
    names = [county for _, county in statistics.counties]
    places = [
        county if names.count(county) == 1 else f"{prefecture}{county}"
        for prefecture, county in statistics.counties
    ]
    if by == "county":
        yield from enumerate(places)
        return
    townships = statistics.text("name").tolist()
    for position, (name, county) in enumerate(
        zip(townships, statistics.county_codes.tolist(), strict=True)
    ):
        yield position, f"{places[county]}{name or ''}"


def write_forms(
    report: Calculated,
    request: FormRequest,
    place: Path,
    language: Language,
    *,
    inputs: Sequence[Path] = (),
    replace: bool = False,
) -> list[Path]:
    """Write every form that a request asks for; none where one of them can't be.

    Args:
        report: What was calculated.
        request: Which forms.
        place: The folder that they go into, or the file where there is only one and the name
            ends in ``.docx``.
        language: The language of the shipped templates and of what is filled in.
        inputs: The files that were read; none of them is written over.
        replace: Whether forms that exist are replaced.

    Raises:
        CalculatorError: A template can't be filled in, or a form can't be written.
    """
    forms = forms_of(report, request, language)
    is_file = place.suffix.lower() == TEMPLATE_SUFFIX and not place.is_dir()
    if is_file and len(forms) > 1:
        said = {"path": str(place), "count": len(forms)}
        raise CalculatorError([Sentence("forms.several_forms", said)])
    paths = [place] if is_file else [place / form.name for form in forms]
    if is_file or place.exists():
        check_outputs(paths, inputs, replace=replace)
    from calculator.reporting.forms.sandbox import FormEnvironment

    writer = FormWriter(report, language)
    of_unit = writer.of_township if request.by == "township" else writer.of_county
    filled: list[bytes] = []
    environments: dict[str, FormEnvironment] = {}
    fields: FormFields | None = None
    last: int | None = None
    for form in forms:
        if form.unit != last or fields is None:
            fields, last = of_unit(form.unit), form.unit
        if form.template.name not in environments:
            environments[form.template.name] = FormEnvironment(form.template.name, fields)
        filled.append(fill(form.template, fields, environments[form.template.name]))
    if not is_file:
        make_folder(place)
    for path, data in zip(paths, filled, strict=True):
        write_whole(path, _writes(data), replace=replace)
    return paths


def _writes(data: bytes) -> Any:
    return lambda path: path.write_bytes(data)


def fill(
    template: FormTemplate, fields: FormFields, environment: FormEnvironment | None = None
) -> bytes:
    """A template with its fields filled in, as the bytes of a document.

    Args:
        template: The template.
        fields: What it may name.
        environment: The one that the template was filled in before, which is quicker.

    Raises:
        CalculatorError: The template is no Word document, names a field that there is not, has
            a tag that is not right, or tries to run code.
    """
    from docxtpl import DocxTemplate
    from jinja2 import TemplateSyntaxError
    from jinja2.exceptions import SecurityError
    from lxml import etree

    from calculator.reporting.forms.columns import fit_columns
    from calculator.reporting.forms.sandbox import FormEnvironment

    environment = environment or FormEnvironment(template.name, fields)
    environment.begin()

    class Document(DocxTemplate):  # type: ignore[misc]
        def build_xml(self, context: Any, jinja_env: Any = None) -> Any:
            xml = super().build_xml(context, jinja_env)
            etree.fromstring(xml)  # the library itself would silently drop what is not closed
            return xml

        def render_properties(self, context: Any, jinja_env: Any = None) -> None:
            """Leave the properties: they are no part of the form."""

    document = Document(io.BytesIO(template.data))
    try:
        document.init_docx()
    except Exception as error:  # a broken package lets the library raise anything
        said = {"path": template.name}
        raise CalculatorError([Sentence("forms.not_a_document", said)]) from error
    try:
        document.render(dict(fields), environment)
    except CalculatorError:
        raise
    except SecurityError as error:
        raise environment.refusal("code_in_template", found=str(error)) from error
    except TemplateSyntaxError as error:
        near = "".join(getattr(error, "docx_context", [])).strip()
        raise environment.refusal("wrong_tag", near=near[:120]) from error
    except etree.XMLSyntaxError as error:
        raise environment.refusal("tags_across_rows") from error
    except Exception as error:  # whatever a wrong condition or a broken part leads to
        raise environment.refusal("template_not_filled", problem=str(error)[:200]) from error
    fit_columns(document.docx)
    made = io.BytesIO()
    document.docx.save(made)
    return made.getvalue()
