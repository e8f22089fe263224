"""Results stay until their time is over, over restarts too, and go when their owner says so."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from dataclasses import replace

import pytest

from calculator.web.application import start_again
from calculator.web.store import Store
from tests.web.conftest import AtOnce, Browser, Never


def services(browser):
    return browser.app.extensions["township"]


def again(browser: Browser, app) -> Browser:
    """The same browser at a server that was started again."""
    other = Browser(app)
    cookie = browser.client.get_cookie("township")
    other.client.set_cookie("township", cookie.value)
    return other


def age(browser, days):
    """Make every result so many days older."""
    path = services(browser).settings.data / "results.sqlite"
    database = sqlite3.connect(path)
    with database:
        database.execute("UPDATE results SET made = made - ?", (days * 24 * 3600,))
    database.close()


def test_a_restart_loses_nothing(serve):
    browser = Browser(serve())
    address = browser.result()
    browser.get(address)
    (made,) = services(browser).store.all()
    before = (made.folder / "view.zh.json").stat()
    later = again(browser, serve())
    assert "南河乡" in later.get(address).text
    assert (made.folder / "view.zh.json").stat() == before
    assert address in later.get("/mine").text


def test_a_calculation_that_was_under_way_is_started_again(serve):
    browser = Browser(serve(Never(), patience=0.01))
    address = browser.result()
    assert browser.get(address).status_code == 202
    restarted = again(browser, serve(AtOnce()))
    found = services(restarted)
    start_again(found)
    (result,) = found.store.all()
    assert (result.folder / "view.zh.json").is_file()
    assert "南河乡" in restarted.get(address).text


def test_another_version_of_the_calculator_calculates_again(serve, monkeypatch):
    browser = Browser(serve())
    address = browser.result()
    browser.get(address + "/download/json")
    (result,) = services(browser).store.all()
    assert (result.folder / "view.zh.json").is_file()
    monkeypatch.setattr("calculator.web.store.__version__", "9.9.9")
    later = again(browser, serve())
    assert [path.name for path in result.folder.iterdir()] == ["request.json"]
    assert "南河乡" in later.get(address).text
    again(browser, serve())
    assert (result.folder / "view.zh.json").is_file()


def test_what_could_not_be_calculated_is_not_started_again(serve):
    browser = Browser(serve())
    address = browser.result(("甲县.csv", "a,b\n1,2\n"))
    assert "甲县.csv" in browser.get(address).text
    never = Never()
    restarted = serve(never)
    start_again(restarted.extensions["township"])
    assert restarted.extensions["township"].calculations.counts() == (0, 0)
    assert again(browser, restarted).get(address).status_code == 200


def test_a_result_is_gone_when_its_time_is_over(serve):
    browser = Browser(serve(days_kept=7))
    address = browser.result()
    age(browser, 6.9)
    assert browser.get(address).status_code == 200
    age(browser, 0.2)
    assert browser.get(address).status_code == 404
    assert address not in browser.get("/mine").text
    results = services(browser).settings.data / "results"
    assert len(list(results.iterdir())) == 1
    assert services(browser).store.sweep() == 1
    assert not list(results.iterdir())


def test_a_start_sweeps(serve):
    browser = Browser(serve())
    browser.result()
    age(browser, 8)
    serve()
    assert not list((services(browser).settings.data / "results").iterdir())


def test_folders_that_belong_to_no_result_are_swept_but_not_requests_under_way(serve):
    found = serve().extensions["township"]
    left, kept = (found.settings.data / "results" / name for name in ("left", "kept"))
    left.mkdir()
    kept.mkdir()
    new, old = found.store.new_place(), found.store.new_place()
    hours_ago = time.time() - 2 * 3600
    for place in (left, old):
        os.utime(place, (hours_ago, hours_ago))
    assert found.store.sweep() == 2
    assert (new.is_dir(), kept.is_dir()) == (True, True)
    assert not left.exists()
    assert not old.exists()


def test_a_folder_that_somebody_took_away_is_no_result(browser):
    first, second = browser.result(), browser.result()
    shutil.rmtree(services(browser).settings.data / "results" / first.split("/")[2])
    assert browser.get(first).status_code == 404
    listed = browser.get("/mine").text
    assert second in listed
    assert first not in listed


def test_one_result_is_deleted_and_then_all(browser):
    first, second, third = (browser.result() for _ in range(3))
    browser.post("/mine/delete", {"token": second.split("/")[2]})
    assert [browser.get(address).status_code for address in (first, second, third)] == [
        200,
        404,
        200,
    ]
    other = Browser(browser.app)
    kept = other.result()
    browser.post("/mine/delete")
    assert browser.get(first).status_code == 404
    assert other.get(kept).status_code == 200
    data = services(browser).settings.data
    assert len(list((data / "results").iterdir())) == 1


def test_a_correction_is_the_next_version_at_the_same_address(browser):
    table = "乡镇名称,年报人口\n东河镇,85000\n"
    address = browser.result(("甲县.csv", table))
    with browser.app.test_request_context():
        found = next(services(browser).store.all())
        before = found.folder
        columns = {"年报人口": "resident_population"}
        revised = services(browser).store.revise(found, replace(found.requested, columns=columns))
    assert revised.token == found.token
    assert not before.exists()
    assert "东河镇" in browser.get(address).text


def test_corrections_at_the_same_time_are_both_taken_and_the_later_one_stands(browser):
    address = browser.result()
    store = services(browser).store
    with browser.app.test_request_context():
        found = next(store.all())
        first, second = (
            store.revise(found, replace(found.requested, population=population))
            for population in ("registered_population", "resident_population")
        )
    assert first.folder != second.folder
    (result,) = store.all()
    assert result.requested.population == "resident_population"
    assert browser.get(address).status_code == 200


def test_a_correction_that_was_cut_short_hinders_no_later_one(browser):
    address = browser.result()
    (found,) = services(browser).store.all()
    (found.place / str(found.version + 1)).mkdir()
    answer = browser.post(f"{address}/reading", {"heading": "常住人口", "column": "-"})
    assert answer.status_code == 303
    (corrected,) = services(browser).store.all()
    assert corrected.requested.columns == {"常住人口": ""}


@pytest.mark.parametrize("kept", ["", '{"files": []}', '{"of": "another version"}', "[1, 2]"])
def test_a_request_that_cannot_be_read_is_no_result(serve, kept):
    browser = Browser(serve())
    first, second = browser.result(), browser.result()
    results = services(browser).settings.data / "results"
    (results / first.split("/")[2] / "1" / "request.json").write_text(kept, encoding="utf-8")
    restarted = serve()
    start_again(restarted.extensions["township"])
    later = again(browser, restarted)
    assert later.get(first).status_code == 404
    listed = later.get("/mine").text
    assert second in listed
    assert first not in listed


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_an_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OSError, match="Permission"):
        Store(tmp_path / "data", 7)


def test_health_says_when_results_cannot_be_kept(browser):
    assert browser.get("/health").json["ok"] is True
    data = services(browser).settings.data
    (data / "results.sqlite").write_bytes(b"broken" * 1000)
    for left in data.glob("results.sqlite-*"):
        left.unlink()
    response = browser.get("/health")
    assert (response.status_code, response.json["ok"]) == (503, False)
    response = browser.upload()
    assert response.status_code == 507
    assert "结果清单" in response.text
