"""The upload page: a real server on a free port, with its worker processes, asked over HTTP.

    python benchmarks/page.py [--uploads 1000]

Prints the median from the upload of the sample county to its result page, the time of twenty
people who upload counties at the same moment, and the memory of the server with its worker
processes over many uploads: what they have for themselves, and their part of what they share (PSS).
Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import http.client
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.measuring import environment, heading, line, machine, seconds

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"
RULES = ROOT / "sample_data" / "qiyuan_county.yaml"
PEOPLE = 20
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Server:
    """``township serve`` in a process of its own."""

    def __init__(self, data: Path) -> None:
        """Start it on a free port."""
        command = [sys.executable, "-m", "calculator.cli", "serve", "--port", "0", "--lang", "en"]
        self.process = subprocess.Popen(
            [*command, "--data", str(data)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=environment(),
        )
        assert self.process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", self.process.stdout.readline())
        assert found is not None
        self.port = int(found[1])

    def memory(self) -> tuple[float, float]:
        """Megabytes of the server, and of its worker processes together; shared pages in parts."""
        children = _children(self.process.pid)
        return _megabytes(self.process.pid), sum(map(_megabytes, children))

    def close(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(30)


class Person:
    """Somebody with a browser, who keeps its cookie."""

    def __init__(self, port: int) -> None:
        """Open the page, which gives a cookie and the token of its form."""
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""
        found = _TOKEN.search(self.ask("GET", "/")[1])
        assert found is not None
        self.token = found[1]

    def ask(
        self, method: str, path: str, body: bytes | None = None, sort: str = ""
    ) -> tuple[http.client.HTTPResponse, str]:
        """Send a request; the response and its text."""
        headers = {"Cookie": self.cookie, **({"Content-Type": sort} if sort else {})}
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        if response.headers["Set-Cookie"]:
            self.cookie = response.headers["Set-Cookie"].partition(";")[0]
        return response, text

    def upload(self) -> str:
        """Upload the sample county with its rules, and wait for the result page."""
        body, sort = form({"csrf_token": self.token}, {"file": SAMPLE, "rules_file": RULES})
        response, text = self.ask("POST", "/upload", body, sort)
        while response.status == 503:
            time.sleep(0.2)
            response, text = self.ask("POST", "/upload", body, sort)
        assert response.status == 303, (response.status, text)
        address = response.headers["Location"]
        response, text = self.ask("GET", address)
        while response.status in (202, 503):
            time.sleep(0.2)
            response, text = self.ask("GET", address)
        assert response.status == 200, (response.status, text)
        assert "石桥镇" in text, text
        return address


def form(fields: dict[str, str], files: dict[str, Path]) -> tuple[bytes, str]:
    """A multipart body and its type."""
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, path in files.items():
        head = f'Content-Disposition: form-data; name="{name}"; filename="{path.name}"'
        parts.append(f"--{edge}\r\n{head}\r\n\r\n".encode() + path.read_bytes() + b"\r\n")
    return b"".join([*parts, f"--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"


def _children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task").glob("*/children")
    direct = [int(child) for path in listed for child in path.read_text().split()]
    return [each for child in direct for each in (child, *_children(child))]


def _megabytes(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(re.search(r"Pss:\s+(\d+)", rollup)[1]) / 1024  # type: ignore[index]


def wait_until_warm(port: int) -> None:
    """Two uploads at once, so that every worker process has begun."""
    at_once(port, 4)


def one_after_another(port: int, count: int = 20) -> list[float]:
    """The seconds of each of some uploads by one person."""
    person = Person(port)
    taken = []
    for _ in range(count):
        began = time.perf_counter()
        person.upload()
        taken.append(time.perf_counter() - began)
    return taken


def at_once(port: int, people: int) -> list[float]:
    """The seconds that each of some people waits who upload at the same moment."""
    taken: list[float] = []
    together = threading.Barrier(people)

    def upload() -> None:
        person = Person(port)
        together.wait()
        began = time.perf_counter()
        person.upload()
        taken.append(time.perf_counter() - began)

    threads = [threading.Thread(target=upload) for _ in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def many(server: Server, uploads: int) -> None:
    """Print the memory over many uploads."""
    person = Person(server.port)
    began = time.perf_counter()
    heading("after uploads", "memory of the server", "of its worker processes", "seconds so far")
    for count in range(1, uploads + 1):
        person.upload()
        if count in (1, 100, 500, 1000) or count == uploads:
            of_server, of_workers = server.memory()
            elapsed = time.perf_counter() - began
            line(f"{count:,}", f"{of_server:.0f} MB", f"{of_workers:.0f} MB", f"{elapsed:.0f}")


def main() -> None:
    """Run all three and print them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--uploads", type=int, default=1000)
    uploads = parser.parse_args().uploads
    machine("flask", "waitress", "pebble")
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        try:
            wait_until_warm(server.port)
            heading("by the clock", "median", "slowest")
            taken = one_after_another(server.port)
            times = seconds(statistics.median(taken)), seconds(max(taken))
            line(f"upload to result page, {len(taken)} times", *times)
            taken = at_once(server.port, PEOPLE)
            times = seconds(statistics.median(taken)), seconds(max(taken))
            line(f"{PEOPLE} people at the same moment, all {len(taken)} answered", *times)
            many(server, uploads)
            connection = http.client.HTTPConnection("127.0.0.1", server.port)
            connection.request("GET", "/health")
            print(connection.getresponse().read().decode().strip(), file=sys.stderr)
        finally:
            server.close()


if __name__ == "__main__":
    main()
