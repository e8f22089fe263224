"""A merger plan to download: the report workbook with it, or the plan as JSON."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from calculator.messages import Language
from calculator.web.requested import read_requested
from calculator.web.tasks.kept import called, write_json
from calculator.web.tasks.naming import download_name
from calculator.web.tasks.plans import plans_of


def run(
    folder: Path,
    language: Language,
    output: Path,
    *,
    digest: str,
    wishes: Mapping[str, Any],
    seconds: float,
    kind: str,
) -> None:
    """Make a file to download; ``output`` then says which, and what a browser is to call it.

    Args:
        folder: The folder of the version of the result.
        language: The language of the file.
        output: The file that says it.
        digest: What tells these wishes from others.
        wishes: As of ``plans``.
        seconds: As of ``plans``.
        kind: ``xlsx`` or ``json``.
    """
    requested = read_requested(folder)
    name = download_name(requested, "web.plan.file_name", language)
    plans = plans_of(folder, digest, wishes, seconds)
    path = output.with_suffix(f".{kind}")
    if kind == "json":
        write_json(path, plans.as_dict(language))
    else:
        with tempfile.TemporaryDirectory(prefix="making-", dir=folder) as temporary:
            making = Path(temporary)
            owned = replace(plans, report=called(plans.report, making, requested))
            owned.save(making / f"{name}.xlsx", language).replace(path)
    write_json(output, {"file": path.name, "name": f"{name}.{kind}"})
