"""What is installed holds every package and every file of data that the code reads."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch

import pytest

from tests.conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "setuptools"
]
TOPS = ("calculator", "rules", "sample_data")


def test_every_package_is_installed():
    found = {
        ".".join(module.parent.relative_to(ROOT).parts)
        for top in TOPS
        for module in (ROOT / top).rglob("*.py")
    }
    assert found == set(SETTINGS["packages"])


@pytest.mark.parametrize("top", TOPS)
def test_every_file_of_data_is_installed(top):
    packages = sorted(SETTINGS["packages"], key=len, reverse=True)
    left_out = []
    for file in (ROOT / top).rglob("*"):
        inside = ".".join(file.parent.relative_to(ROOT).parts)
        if file.is_dir() or file.suffix in (".py", ".pyc") or "__pycache__" in file.parts:
            continue
        package = next(p for p in packages if f"{inside}.".startswith(f"{p}."))
        name = file.relative_to(ROOT.joinpath(*package.split("."))).as_posix()
        if not any(fnmatch(name, glob) for glob in SETTINGS["package-data"].get(package, ())):
            left_out.append(str(file.relative_to(ROOT)))
    assert left_out == []
