"""LibreOffice, in a profile that recalculates every formula of every file it loads."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.conftest import need_tool

_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" \
oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def convert(path: Path, suffix: str, folder: Path) -> Path:
    """Convert a file, recalculating it, and give the path of the result in ``folder``."""
    return convert_all([path], suffix, folder)[0]


def convert_all(paths: Sequence[Path], suffix: str, folder: Path) -> list[Path]:
    """Convert files of different names in one run, recalculating them."""
    office = need_tool("soffice")
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    out = folder / "converted"
    command = [
        office,
        "--headless",
        f"-env:UserInstallation={profile.parent.as_uri()}",
        "--convert-to",
        suffix,
        "--outdir",
        str(out),
        *map(str, paths),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    return [out / f"{path.stem}.{suffix}" for path in paths]
