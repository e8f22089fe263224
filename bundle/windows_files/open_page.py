"""Install the calculator from the folder beside this file, once, and open its page.

Run by start.cmd with whatever Python 3 was found, so it says in plain words what does not fit and
has nothing that an older Python could not read.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import webbrowser
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent.parent
PORT = 8000
MODULE = "calculator.cli"

SAID = {
    "version": "这个Python是{found}，版本不能用。"
    "请安装64位的Python（{pythons}中的一个），再双击start.cmd；不用卸载原来的。",
    "damaged": "文件损坏或缺少：{files}。请重新拷贝压缩包，解压后再试。",
    "installing": "正在安装（只有第一次需要，约一两分钟）……",
    "installed": "安装完成。",
    "not_installed": "没有装成：{problem}。请看安装记录：{log}",
    "in_use": "程序正在使用，换不了新版。请先关掉已打开的黑色窗口，再双击start.cmd。",
    "open_already": "网页已经打开：{address}",
}


class NotPossible(Exception):
    """Something that has to be put right first, as a sentence."""


def main(arguments):
    """Install where that is not done yet, then serve the page; gives the exit status."""
    try:
        manifest = json.loads((BUNDLE / "files" / "manifest.json").read_text(encoding="utf-8"))
        check_python(manifest, sys.version_info, sysconfig.get_platform())
        python = installed(manifest, place())
    except NotPossible as problem:
        print(problem, flush=True)
        return 1
    except OSError as error:
        print(SAID["not_installed"].format(problem=error, log=place() / "install.log"), flush=True)
        return 1
    return serve(python, arguments)


def place():
    """The folder of this user's that the calculator is installed into."""
    return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "TownshipCalculator"


def check_python(manifest, version, platform):
    """Refuse a Python for which the bundle has no wheels."""
    major, minor, patch = version[:3]
    if f"{major}.{minor}" in manifest["pythons"] and platform == manifest["platform"]:
        return
    found = f"{major}.{minor}.{patch}（{platform}）"
    pythons = "、".join(manifest["pythons"])
    raise NotPossible(SAID["version"].format(found=found, pythons=pythons))


def installed(manifest, folder):
    """The Python of the environment, which is made where it is not there or of another bundle."""
    environment = folder / "environment"
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    complete = environment / "complete.txt"
    mark = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()
    if python.exists() and complete.exists() and complete.read_text(encoding="ascii") == mark:
        return python
    check_files(manifest)
    print(SAID["installing"], flush=True)
    if environment.exists():
        try:
            complete.unlink(missing_ok=True)
            shutil.rmtree(environment)
        except OSError:
            raise NotPossible(SAID["in_use"]) from None
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "install.log"
    try:
        venv.create(environment, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        log.write_text(str(getattr(error, "output", None) or error), encoding="utf-8")
        raise NotPossible(SAID["not_installed"].format(problem="venv", log=log)) from None
    command = [
        *(str(python), "-m", "pip", "install", "--disable-pip-version-check"),
        *("--no-index", "--find-links", str(BUNDLE / "wheels"), manifest["wanted"]),
    ]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    alone["PIP_CONFIG_FILE"] = os.devnull
    with log.open("wb") as written:
        done = subprocess.run(command, stdout=written, stderr=written, env=alone, check=False)
    if done.returncode:
        raise NotPossible(SAID["not_installed"].format(problem="pip", log=log))
    complete.write_text(mark, encoding="ascii")
    print(SAID["installed"], flush=True)
    return python


def check_files(manifest):
    """Refuse a bundle that was not copied whole."""
    damaged = []
    for name, digest in manifest["sha256"].items():
        try:
            content = (BUNDLE / name).read_bytes()
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            damaged.append(name)
    if damaged:
        more = f"等{len(damaged)}个" if len(damaged) > 3 else ""
        raise NotPossible(SAID["damaged"].format(files="、".join(damaged[:3]) + more))


def serve(python, arguments):
    """Serve the page until it is ended; where it is served already, only open it."""
    address = f"http://127.0.0.1:{PORT}/"
    if not arguments:
        if answers(address):
            print(SAID["open_already"].format(address=address), flush=True)
            webbrowser.open(address)
            return 0
        arguments = ["serve", "--open", "--port", str(PORT if is_free(PORT) else 0)]
    try:
        return subprocess.run([str(python), "-P", "-m", MODULE, *arguments], check=False).returncode
    except KeyboardInterrupt:  # which ended the page
        return 0


def answers(address):
    """Whether the page is served there."""
    try:
        with urllib.request.urlopen(address + "health", timeout=2) as answer:
            return answer.status == 200 and isinstance(json.load(answer), dict)
    except (OSError, ValueError):
        return False


def is_free(port):
    """Whether a port can be listened on."""
    with socket.socket() as tried:
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
