"""The bundle for Windows without internet, as far as another system can tell."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

from bundle import closure, windows
from bundle.windows_files import open_page as opening
from tests.conftest import ROOT

THIS = f"{sys.version_info[0]}.{sys.version_info[1]}"


def make_wheel(folder, name, requires=(), tag="py3-none-any", files=None, newer_than="3.8"):
    """A wheel that holds some files and says what it requires."""
    project, version = name.split("-")
    metadata = [f"Metadata-Version: 2.1\nName: {project}\nVersion: {version}"]
    metadata += [f"Requires-Dist: {text}" for text in requires]
    metadata += [f"Requires-Python: >={newer_than}", "Provides-Extra: maps\n"]
    info = f"{name}.dist-info"
    held = {
        **(files or {}),
        f"{info}/METADATA": "\n".join(metadata),
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n",
    }
    path = folder / f"{name}-{tag}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in held.items():
            archive.writestr(inside, text)
        names = [*held, f"{info}/RECORD"]
        archive.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in names))
    return path


@pytest.mark.parametrize(
    ("requires", "lacking"),
    [
        ([], []),
        (["there>=1"], []),
        (["there>=2"], ["there>=2"]),
        (["gone"], ["gone"]),
        (['gone; sys_platform == "win32"'], ["gone"]),
        (['gone; platform_system == "Windows"'], ["gone"]),
        (['gone; sys_platform == "linux"'], []),
        (['gone; python_version < "3.12"'], []),
        (['gone; python_version >= "3.12"'], ["gone"]),
        (['gone; extra == "maps"'], ["gone"]),
        (['gone; extra == "tests"'], []),
        (["deep"], ["deeper"]),
        (["linux-only"], ["linux-only"]),
        (["for-all-pythons"], []),
        (["for-3-11"], ["for-3-11"]),
        (["for-newer"], ["for-newer"]),
    ],
)
def test_what_an_installation_on_windows_asks_for_is_followed(tmp_path, requires, lacking):
    make_wheel(tmp_path, "township_calculator-1", requires)
    make_wheel(tmp_path, "there-1.5")
    make_wheel(tmp_path, "deep-1", ["deeper"])
    make_wheel(tmp_path, "linux_only-1", tag="cp312-cp312-manylinux_2_17_x86_64")
    make_wheel(tmp_path, "for_all_pythons-1", tag="cp310-abi3-win_amd64")
    make_wheel(tmp_path, "for_3_11-1", tag="cp311-cp311-win_amd64")
    make_wheel(tmp_path, "for_newer-1", newer_than="3.13")
    assert closure.missing(tmp_path, windows.WANTED, "3.12") == lacking


@pytest.fixture
def bundle(tmp_path):
    """A bundle of one small wheel, in a folder with a blank and Chinese in its path."""
    folder = tmp_path / "离线 安装"
    (folder / "wheels").mkdir(parents=True)
    said = "import sys\nprint('served', *sys.argv[1:])\n"
    make_wheel(
        folder / "wheels",
        "township_calculator-0.0.1",
        files={"calculator/__init__.py": "", "calculator/cli.py": said},
    )
    windows.write_files(folder, "0.0.1", windows.PYTHONS)
    path = folder / "files" / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    # This system in place of Windows.
    manifest |= {"pythons": [THIS], "platform": opening.sysconfig.get_platform()}
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def start(folder, *arguments, **variables):
    """What double-clicking would run, with a home of its own beside the folder."""
    home = folder.parent / "用户 home"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, str(folder / "files" / "open_page.py"), *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**environment, "LOCALAPPDATA": str(home), "PYTHONUTF8": "1", **variables},
    )


def test_it_installs_once_and_then_only_opens(bundle):
    first = start(bundle, "check", "a b.xlsx")
    assert (first.returncode, first.stderr) == (0, "")
    assert "正在安装" in first.stdout
    assert first.stdout.endswith("served check a b.xlsx\n")
    # An index that the user's pip is told of would be asked in vain.
    second = start(bundle, "check", PIP_INDEX_URL="nowhere:")
    assert second.stdout == "served check\n"


@pytest.fixture
def installing(bundle, monkeypatch):
    """``installed`` with an environment that is only a folder; gives what pip was told each time."""
    told = []

    def make(folder, **_):
        python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        python.parent.mkdir(parents=True)
        python.touch()

    def run(command, **_):
        told.append(command)
        return subprocess.CompletedProcess(command, int("no-such-thing" in command))

    monkeypatch.setattr(opening, "BUNDLE", bundle)
    monkeypatch.setattr(opening.venv, "create", make)
    monkeypatch.setattr(opening.subprocess, "run", run)
    manifest = json.loads((bundle / "files" / "manifest.json").read_text("utf-8"))

    def install(**changed):
        told.clear()
        opening.installed({**manifest, **changed}, bundle.parent / "home")
        return list(told)

    return install


def test_another_bundle_replaces_what_is_installed(installing):
    ((*_, wanted),) = installing()
    assert wanted == "township-calculator[maps]==0.0.1"
    assert installing() == []
    assert len(installing(version="0.0.2")) == 1
    assert installing(version="0.0.2") == []


def test_what_cannot_be_installed_is_a_sentence_and_is_tried_again(installing):
    with pytest.raises(opening.NotPossible, match=r"没有装成：pip。请看安装记录：.+install\.log"):
        installing(wanted="no-such-thing")
    assert len(installing()) == 1


def test_a_program_that_runs_is_not_replaced(installing, monkeypatch):
    installing()

    def refuse(_):
        raise PermissionError

    monkeypatch.setattr(opening.shutil, "rmtree", refuse)
    with pytest.raises(opening.NotPossible, match="先关掉"):
        installing(version="0.0.2")


def test_a_damaged_bundle_installs_nothing_and_is_named(bundle):
    (wheel,) = (bundle / "wheels").iterdir()
    wheel.write_bytes(wheel.read_bytes()[:-1])
    outcome = start(bundle)
    assert outcome.returncode == 1
    assert f"文件损坏或缺少：wheels/{wheel.name}" in outcome.stdout
    assert not (bundle.parent / "用户 home").exists()


@pytest.mark.parametrize(
    ("version", "platform"),
    [((3, 10, 4), "win-amd64"), ((3, 15, 0), "win-amd64"), ((3, 12, 1), "win32")],
)
def test_a_python_that_does_not_fit_is_named_with_those_that_do(version, platform):
    manifest = {"pythons": ["3.11", "3.12"], "platform": "win-amd64"}
    with pytest.raises(opening.NotPossible) as refused:
        opening.check_python(manifest, version, platform)
    assert "版本不能用" in str(refused.value)
    assert "3.11、3.12" in str(refused.value)
    assert ".".join(map(str, version)) in str(refused.value)


def test_the_pythons_are_all_that_the_project_supports():
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert settings["project"]["requires-python"] == f">={windows.PYTHONS[0]}"


def test_what_is_double_clicked_is_read_by_windows(bundle):
    content = (bundle / "start.cmd").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert lines[0] == b"@echo off"
    assert b"chcp 65001 >nul" in lines[:4]
    spoken = [line for line in lines if not line.isascii()]
    assert all(line.startswith(b"echo ") for line in spoken)
    text = content.decode()
    assert "@" not in text.replace("@echo off", "")
    assert f"({' '.join(reversed(windows.PYTHONS))})" in text
    for target in re.findall(r"goto (\w+)", text):
        assert f"\r\n:{target}\r\n" in text
    for name in re.findall(r'"%~dp0([^"]+)"', text):
        assert (bundle / name.replace("\\", "/")).exists(), name


@pytest.mark.parametrize("name", ["安装说明.txt", "files/no_python.txt"])
def test_what_a_person_reads_has_every_mark_filled_in_and_windows_lines(bundle, name):
    content = (bundle / name).read_bytes()
    text = content.decode("utf-8-sig")
    assert "@" not in text
    assert "3.11、3.12、3.13、3.14" in text
    assert text.count("\r\n") == text.count("\n")
    # Notepad tells the encoding by the mark at its beginning; a console would show the mark.
    assert content.startswith(b"\xef\xbb\xbf") == (name == "安装说明.txt")


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="downloads 170 MB; runs with CI=true")
def test_every_python_installs_from_the_bundle_alone(tmp_path):
    path = windows.main(["--output", str(tmp_path / "made")])
    digest, name = (path.parent / f"{path.name}.sha256").read_text("ascii").split()
    assert (digest, name) == (windows.sha256(path), path.name)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / path.stem
    manifest = json.loads((folder / "files" / "manifest.json").read_text("utf-8"))
    held = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert held == {*manifest["sha256"], "files/manifest.json"}
    assert all(windows.sha256(folder / name) == told for name, told in manifest["sha256"].items())
    wheels = folder / "wheels"
    for python in windows.PYTHONS:
        assert closure.missing(wheels, manifest["wanted"], python) == []
        # pip's own resolver, which takes this system's conditions for those of Windows.
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "install", "--quiet", "--dry-run"),
                *("--no-index", "--find-links", str(wheels), "--target", str(tmp_path / python)),
                *("--platform", closure.PLATFORM, "--only-binary", ":all:"),
                *("--python-version", python, "--disable-pip-version-check"),
                "--ignore-requires-python",  # pip holds it against the Python that runs it
                *("--ignore-installed", manifest["wanted"]),
            ],
            check=True,
            env={**os.environ, "PIP_FIND_LINKS": "", "PIP_CONFIG_FILE": os.devnull},
        )
    shutil.rmtree(folder)
