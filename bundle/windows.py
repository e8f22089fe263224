"""Make the bundle from which a Windows computer without internet installs the calculator.

    python bundle/windows.py --output FOLDER

It needs internet, pip and ``packaging``, runs on any system, and writes into the folder
``township-calculator-VERSION-windows.zip`` and its SHA-256 beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bundle.closure import PLATFORM, missing, read_wheel

ROOT = Path(__file__).resolve().parent.parent
FILES = Path(__file__).resolve().parent / "windows_files"
PROJECT = ("pyproject.toml", "README.md", "LICENSE", "calculator", "rules", "sample_data")
"""What the project's own wheel is built of."""

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""The versions of Python that the bundle installs on; the newest that is found is taken."""

WANTED = "township-calculator[maps]"
START = "start.cmd"
README = "安装说明.txt"
_ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> Path:
    """Make the bundle; gives the path of the zip."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only for this one")
    asked = parser.parse_args(arguments)
    pythons = tuple(asked.python or PYTHONS)
    asked.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="township-bundle-") as temporary:
        folder = Path(temporary) / "bundle"
        wheels = folder / "wheels"
        wheels.mkdir(parents=True)
        version = build_wheel(wheels)
        for python in pythons:
            print(f"wheels for Python {python} on Windows", flush=True)
            download(wheels, python)
        write_files(folder, version, pythons)
        target = asked.output / f"township-calculator-{version}-windows.zip"
        return pack(folder, target)


def build_wheel(wheels: Path) -> str:
    """Build the project's own wheel from a clean copy, which leaves the checkout as it is."""
    with tempfile.TemporaryDirectory(prefix="township-source-") as temporary:
        copy = Path(temporary)
        for name in PROJECT:
            source = ROOT / name
            if source.is_dir():
                never = shutil.ignore_patterns("__pycache__", ".*")
                shutil.copytree(source, copy / name, ignore=never)
            else:
                shutil.copy(source, copy / name)
        _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(copy))
    (built,) = wheels.glob("township_calculator-*.whl")
    return str(read_wheel(built).version)


def download(wheels: Path, python: str) -> None:
    """Download all wheels that an installation on one version of Python asks for.

    Raises:
        SystemExit: Something has no wheel for Windows, or can't be downloaded.
    """
    wanted = [WANTED]
    for _ in range(_ROUNDS):
        _pip(
            "download",
            *("--dest", str(wheels), "--find-links", str(wheels)),
            *("--platform", PLATFORM, "--only-binary", ":all:", "--python-version", python),
            *wanted,
        )
        lacking = missing(wheels, WANTED, python)
        if not lacking:
            return
        wanted = [WANTED, *lacking]  # what only Windows asks for
    raise SystemExit(f"Python {python}: no wheels for {', '.join(lacking)}")


def write_files(folder: Path, version: str, pythons: Sequence[str]) -> None:
    """Write what stands beside the wheels: what is double-clicked, what it runs, the manifest."""
    inside = folder / "files"
    inside.mkdir(exist_ok=True)
    said = {
        "@VERSION@": version,
        "@PYTHONS@": " ".join(reversed(pythons)),
        "@PYTHONS_ZH@": "、".join(pythons),
        "@NEWEST@": pythons[-1],
    }
    for source, target, encoding in (
        (START, folder / START, "utf-8"),
        (README, folder / README, "utf-8-sig"),  # by which Notepad tells the encoding
        ("no_python.txt", inside / "no_python.txt", "utf-8"),
    ):
        text = (FILES / source).read_text(encoding="utf-8")
        for mark, value in said.items():
            text = text.replace(mark, value)
        target.write_text(text, encoding=encoding, newline="\r\n")
    shutil.copy(FILES / "open_page.py", inside / "open_page.py")
    manifest = {
        "version": version,
        "wanted": f"{WANTED}=={version}",
        "pythons": list(pythons),
        "platform": PLATFORM.replace("_", "-"),
        "sha256": {
            path.relative_to(folder).as_posix(): sha256(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (inside / "manifest.json").write_text(f"{text}\n", encoding="utf-8")


def pack(folder: Path, target: Path) -> Path:
    """Zip the folder under the zip's own name, and write the zip's SHA-256 beside it."""
    unfinished = target.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, f"{target.stem}/{path.relative_to(folder).as_posix()}")
    unfinished.replace(target)
    text = f"{sha256(target)}  {target.name}\n"
    target.with_suffix(".zip.sha256").write_text(text, encoding="ascii")
    print(target)
    return target


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"pip {arguments[0]} failed; what it said stands above")


if __name__ == "__main__":
    main()
