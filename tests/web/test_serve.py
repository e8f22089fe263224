"""township serve: starts, says where the page is, and ends with all that it started."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from calculator.cli import run
from calculator.web.occupying import occupied
from tests.conftest import ROOT


@pytest.fixture
def said(capfd, monkeypatch):
    monkeypatch.delenv("TOWNSHIP_LANG", raising=False)

    def of(*arguments):
        status = run(["serve", *map(str, arguments)])
        return status, capfd.readouterr().err

    return of


def test_a_port_in_use_is_said(said, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, text = said("--port", port, "--data", tmp_path / "data")
    assert status == 1
    assert f"端口{port}已被占用" in text
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid", "a b"])
def test_an_address_that_is_not_ours_is_said(said, tmp_path, host):
    status, text = said("--host", host, "--port", 0, "--data", tmp_path)
    assert status == 1
    assert host in text


def test_a_data_folder_that_cannot_be_used_is_said(said, tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "data"):
        status, text = said("--port", 0, "--data", path)
        assert status == 1
        assert "是文件，这里需要文件夹" in text
        assert "--data" in text


def test_a_data_folder_belongs_to_one_server(said, tmp_path):
    code = (
        "import sys; from pathlib import Path; from calculator.web.occupying import occupied\n"
        "with occupied(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "data")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    with other:
        assert other.stdout.readline().strip() == b"held"
        status, text = said("--port", 0, "--data", tmp_path / "data")
        assert status == 1
        assert "已有一个township serve在使用" in text
        other.kill()
    with occupied(tmp_path / "data"):  # what held it was killed
        pass


def test_no_other_command_imports_the_server():
    code = (
        "import sys; from calculator.cli import run; run(['serve', '--help']);"
        "run(['check', 'nothing.csv']);"
        "print(sorted({'flask', 'waitress', 'pebble', 'calculator.web'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert found.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="ends the server by a signal")
def test_it_serves_and_ends_with_all_its_processes(tmp_path):
    command = [sys.executable, "-m", "calculator.cli", "serve", "--port", "0", "--workers", "1"]
    server = subprocess.Popen(
        [*command, "--host", "0.0.0.0", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)},
    )
    try:
        address = re.search(r"http://\S+?/", server.stdout.readline())[0]
        with urllib.request.urlopen(f"{address}health") as answer:
            assert answer.status == 200
            assert answer.headers["Server"] is None
        wrong = urllib.request.Request(f"{address}health", headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(wrong)
        refused.value.close()
        assert refused.value.code == 421
        children = _children(server.pid)
        assert children
    finally:
        server.send_signal(signal.SIGTERM)
        _, text = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "没有密码" in text
    assert re.search(r"GET /health 200 \d+ ms", text)
    assert "Traceback" not in text
    for _ in range(50):
        if not any(map(_is_alive, children)):
            return
        time.sleep(0.1)
    pytest.fail("a worker process is left")


def _children(process):
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False
    )
    return [int(pid) for pid in listed.stdout.split()]


def _is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
