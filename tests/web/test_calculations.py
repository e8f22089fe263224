"""So many calculations at once, so many waiting, none for too long, in real worker processes."""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import threading
import time
import zipfile

import pytest

from calculator.web.application import create_app
from calculator.web.calculations import Work, failure_of
from calculator.web.settings import Settings
from tests.web.conftest import TABLE, Browser, Never, sent


def huge() -> bytes:
    """A small file that takes long to read."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("甲县.csv", "乡镇名称,常住人口\n" + "甲镇,1\n" * 400_000)
    return content.getvalue()


HUGE = huge()


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """A server with one worker process, which ends what takes longer than three seconds."""
    data = tmp_path_factory.mktemp("page")
    found = create_app(Settings(data, workers=1, most_seconds=3, most_waiting=3, patience=30))
    found.testing = True
    yield found
    found.extensions["township"].calculations.close()


@pytest.fixture
def browser(app):
    return Browser(app)


def test_a_worker_process_calculates(browser):
    assert "南河乡" in browser.get(browser.result()).text


def test_why_a_calculation_failed_is_not_known_while_it_is_being_written(tmp_path):
    work = Work("calculate", "view.zh.json", "zh")
    work.failed(tmp_path).write_text('{"kind": "ti', encoding="utf-8")
    assert failure_of(tmp_path, work) is None


def test_a_calculation_that_takes_too_long_is_ended_and_says_so(browser):
    address = browser.result(("甲县.zip", HUGE))
    (worker,) = multiprocessing.active_children()
    began = time.monotonic()
    page = browser.get(address)
    assert "超过3秒" in page.text
    assert time.monotonic() - began < 8
    assert not worker.is_alive()
    assert "超过3秒" in browser.get(address).text  # and is not tried again
    assert "南河乡" in browser.get(browser.result()).text


def test_a_worker_process_that_dies_is_replaced(browser):
    browser.get(browser.result())
    for worker in multiprocessing.active_children():
        os.kill(worker.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        worker.join()
    time.sleep(0.5)
    assert "南河乡" in browser.get(browser.result()).text


def test_a_deleted_result_is_not_calculated_on(app, browser):
    calculations = app.extensions["township"].calculations
    address = browser.result(("甲县.zip", HUGE))
    assert sum(calculations.counts()) == 1
    browser.post("/mine/delete", {"token": address.split("/")[2]})
    assert calculations.counts() == (0, 0)
    assert browser.get(address).status_code == 404


@pytest.fixture
def stuck(serve):
    """A server whose calculations never end: one at a time, two waiting."""
    return serve(Never(), workers=1, most_waiting=2, patience=0.01)


def test_beyond_the_queue_the_answer_is_busy(stuck):
    browser = Browser(stuck)
    addresses = [browser.result() for _ in range(3)]
    data = stuck.extensions["township"].settings.data
    for response in (browser.upload(), browser.post("/sample")):
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert "排队已满" in response.text
    assert len(list((data / "results").iterdir())) == 3
    assert not list((data / "temporary").iterdir())
    response = browser.client.post("/api/report", data={"file": sent(("a.csv", TABLE))})
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "排队已满" in response.json["error"]["message"]
    health = browser.get("/health").json
    assert health["running"] + health["waiting"] == 3
    assert browser.get(addresses[0] + "/download/report").status_code == 503


def test_a_page_that_is_not_ready_shows_the_progress(stuck):
    browser = Browser(stuck)
    first, second = browser.result(), browser.result()
    page = browser.get(second)
    assert page.status_code == 202
    assert 'http-equiv="refresh"' in page.text
    said = browser.get(second + "/progress?output=view.zh.json").json
    assert said == {"state": "waiting", "ahead": 1}
    assert browser.get(first + "/progress?output=view.zh.json").json["ahead"] == 0
    assert browser.get(first + "/progress?output=other").json == {"state": "over"}


def test_the_same_work_is_done_once_however_many_ask(stuck):
    calculations = stuck.extensions["township"].calculations
    browser = Browser(stuck)
    address = browser.result()
    threads = [threading.Thread(target=lambda: browser.get(address)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(calculations.counts()) == 1


def test_an_unexpected_mistake_of_a_task_is_a_number(serve, monkeypatch, caplog):
    def broken(*_):
        raise KeyError("石桥镇")

    monkeypatch.setattr("calculator.web.tasks.calculate.run", broken)
    browser = Browser(serve())
    page = browser.get(browser.result())
    assert "编号" in page.text
    assert "石桥镇" not in page.text + caplog.text
    assert "KeyError" in caplog.text


def test_a_full_disk_while_calculating_is_a_sentence_and_tried_again(serve, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    browser = Browser(serve())
    with monkeypatch.context() as patched:
        patched.setattr("calculator.web.tasks.calculate.run", full)
        address = browser.result()
        assert "空间" in browser.get(address).text
    assert "南河乡" in browser.get(address).text


def test_a_piece_of_work_is_told_by_the_file_that_it_gives(tmp_path):
    work = Work("township", "township-3.zh.json", "zh", {"position": 3})
    assert work.made(tmp_path) == tmp_path / "township-3.zh.json"
    assert work.failed(tmp_path).parent == tmp_path
