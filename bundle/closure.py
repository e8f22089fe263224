"""Whether a folder of wheels has all that an installation on Windows asks for.

pip can download for another system, yet decides by the system it runs on which dependencies that
system has (``colorama; sys_platform == "win32"``). Here they are followed as Windows would.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.parser import HeaderParser
from pathlib import Path

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PLATFORM = "win_amd64"


@dataclass(frozen=True)
class Wheel:
    """A wheel in the folder.

    Attributes:
        name: The project, in canonical spelling.
        version: Its version.
        tags: The Pythons and systems that it fits.
        requires: What it asks for, as its metadata say.
        pythons: The versions of Python that it is for.
    """

    name: str
    version: Version
    tags: frozenset[Tag]
    requires: tuple[str, ...]
    pythons: SpecifierSet


def read_wheel(path: Path) -> Wheel:
    """What a wheel says of itself."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        (metadata,) = (
            entry
            for entry in archive.namelist()
            if entry.count("/") == 1 and entry.endswith(".dist-info/METADATA")
        )
        headers = HeaderParser().parsestr(archive.read(metadata).decode("utf-8"))
    requires = tuple(headers.get_all("Requires-Dist", []))
    return Wheel(name, version, tags, requires, SpecifierSet(headers.get("Requires-Python", "")))


def missing(folder: Path, wanted: str, python: str) -> list[str]:
    """The requirements that no wheel of a folder meets.

    Args:
        folder: The folder of wheels.
        wanted: What is to be installed, such as ``township-calculator[maps]``.
        python: The version of Python on Windows, such as ``3.12``.
    """
    fitting = _tags(python)
    wheels = [
        wheel
        for wheel in map(read_wheel, folder.glob("*.whl"))
        if wheel.tags & fitting and f"{python}.0" in wheel.pythons
    ]
    lacking: dict[str, None] = {}
    seen: set[str] = set()
    open_requirements = [Requirement(wanted)]
    while open_requirements:
        asked = open_requirements.pop()
        if str(asked) in seen:
            continue
        seen.add(str(asked))
        meeting = [
            wheel
            for wheel in wheels
            if wheel.name == canonicalize_name(asked.name) and wheel.version in asked.specifier
        ]
        if not meeting:
            lacking[str(asked)] = None
            continue
        newest = max(meeting, key=lambda wheel: wheel.version)
        open_requirements.extend(_asked_by(newest, asked.extras, python))
    return list(lacking)


def _asked_by(wheel: Wheel, extras: set[str], python: str) -> Iterator[Requirement]:
    """The requirements of a wheel that hold on Windows, without their conditions."""
    environment = _environment(python)
    for text in wheel.requires:
        asked = Requirement(text)
        condition, asked.marker = asked.marker, None
        if condition is None or any(
            condition.evaluate({**environment, "extra": extra}) for extra in ("", *extras)
        ):
            yield asked


def _tags(python: str) -> frozenset[Tag]:
    version = tuple(map(int, python.split(".")))
    interpreter = "cp" + python.replace(".", "")
    return frozenset(
        [
            *cpython_tags(version, platforms=[PLATFORM]),
            *compatible_tags(version, interpreter, [PLATFORM]),
        ]
    )


def _environment(python: str) -> Mapping[str, str]:
    return {
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0.19045",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32",
    }
