"""township form: the forms to hand in, filled with what was calculated."""

from __future__ import annotations

from pathlib import Path

import click

from calculator.commands.asked_outputs import asked_inputs
from calculator.commands.calculating import Asked, calculating
from calculator.commands.localised import LocalisedCommand, speaker, write_line

KINDS = ("classification", "staffing", "all")
BY = ("county", "township")
MOST_NAMED = 6
"""So many forms are named one by one; of more, only the folder."""


@click.command("form", cls=LocalisedCommand)
@click.argument("files", nargs=-1, metavar="FILE...")
@calculating()
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--by", type=click.Choice(BY), default="county")
@click.option("--template", metavar="TEMPLATE.docx", type=click.Path(path_type=Path))
@click.option("--output", "-o", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--copy-templates", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
def command(
    files: tuple[str, ...],
    asked: Asked,
    kind: str | None,
    by: str,
    template: Path | None,
    output: Path | None,
    copy_templates: Path | None,
    force: bool,
) -> None:
    """Read, calculate and write the forms, or copy the templates; say where they are."""
    words = speaker()
    if copy_templates is not None:
        if files:
            raise click.UsageError(words.text("commands.form.files_or_templates"))
        from calculator.reporting.forms import copy_templates as copy

        for path in copy(copy_templates, words.language, replace=force):
            write_line(words.text("commands.form.written", path=str(path)))
        return
    if not files:
        context = click.get_current_context()
        raise click.MissingParameter(ctx=context, param=context.command.params[0])
    if template is not None and kind is not None:
        raise click.UsageError(words.text("commands.form.kind_or_template"))
    if by == "township" and kind == "classification":
        raise click.UsageError(words.text("commands.form.classification_by_county"))
    from calculator.reporting.forms import FormRequest, open_template, write_forms

    own = open_template(template) if template is not None else None
    inputs = asked_inputs()
    place = output or _beside(Path(files[0]), words.text("forms.folder_suffix"))
    result = asked.report(files)
    request = FormRequest(None if kind in (None, "all") else kind, by, own)
    paths = write_forms(result, request, place, words.language, inputs=inputs, replace=force)
    if len(paths) > MOST_NAMED:
        count = len(paths)
        write_line(words.text("commands.form.written_several", path=str(place), count=count))
    else:
        for path in paths:
            write_line(words.text("commands.form.written", path=str(path)))
    errors = sum(finding.severity == "error" for finding in result.raw_findings)
    if errors:
        write_line(words.text("commands.form.errors", count=errors))


def _beside(first: Path, suffix: str) -> Path:
    if not first.name:  # the folder that one is in
        first = first.resolve()
    return first.with_name(f"{first.stem}-{suffix}")
