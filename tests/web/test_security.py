"""Nobody gets at what is another's, and no other site makes a browser do anything here."""

from __future__ import annotations

import pytest

from calculator.web.security import is_loopback
from tests.web.conftest import TABLE, Browser, sent

PAGES = ["/r/{token}", "/r/{token}/progress", "/r/{token}/download/report"]


@pytest.mark.parametrize("page", PAGES)
def test_another_browser_gets_nothing_even_with_the_right_address(browser, page):
    token = browser.result().split("/")[2]
    other = Browser(browser.app)
    assert other.get(page.format(token=token)).status_code == 404
    other.result()  # which gives it a number of its own
    assert other.get(page.format(token=token)).status_code == 404
    assert token not in other.get("/mine").text
    response = other.post("/mine/delete", {"token": token})
    assert response.status_code == 404
    assert browser.get(f"/r/{token}").status_code == 200


@pytest.mark.parametrize(
    "token", ["x", "x" * 32, "..", "%2e%2e", "..%2f..%2fsecret", "x" * 5000, "甲", "a'--", "%00"]
)
@pytest.mark.parametrize("page", PAGES)
def test_a_wrong_address_is_not_found(browser, page, token):
    browser.result()
    assert browser.get(page.format(token=token)).status_code == 404


@pytest.mark.parametrize(
    "kind", ["../request.json", "..%2frequest.json", "request", "report.zip", "%2e%2e%2f1.csv", "x"]
)
def test_no_other_file_can_be_downloaded(browser, kind):
    assert browser.get(f"{browser.result()}/download/{kind}").status_code == 404


@pytest.mark.parametrize("path", ["/upload", "/sample", "/mine/delete", "/language"])
@pytest.mark.parametrize("token", [None, "", "wrong", "Ijk5Ig.aaaa.bbbb"])
def test_a_form_without_its_token_is_refused(browser, path, token):
    browser.get("/")
    data = {"file": sent(("甲县.csv", TABLE)), **({} if token is None else {"csrf_token": token})}
    response = browser.client.post(path, data=data)
    assert response.status_code == 400
    assert "失效" in response.text
    assert browser.get("/mine").text.count("/r/") == 0


def test_the_token_of_another_browser_is_refused(browser):
    browser.get("/")
    token = Browser(browser.app).token()
    assert browser.client.post("/sample", data={"csrf_token": token}).status_code == 400


def test_a_changed_cookie_is_nobody(browser):
    address = browser.result()
    cookie = browser.client.get_cookie("township").value
    browser.client.set_cookie("township", cookie[:-4] + "AAAA")
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize("path", ["/", "/mine", "/nowhere", "/health", "{result}"])
def test_every_answer_has_the_headers_that_keep_it_safe(browser, path):
    headers = browser.get(path.format(result=browser.result())).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"


def test_the_cookie_is_for_this_server_only(browser):
    said = browser.upload().headers["Set-Cookie"]
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said


@pytest.mark.parametrize(
    ("host", "settings", "status"),
    [
        ("127.0.0.1:8000", {}, 200),
        ("localhost:8000", {}, 200),
        ("LOCALHOST", {}, 200),
        ("[::1]:8000", {}, 200),
        ("evil.example", {}, 421),
        ("localhost.evil.example", {}, 421),
        ("127.0.0.1.evil.example", {}, 421),
        ("10.1.2.3:8000", {}, 421),
        ("[::1", {}, 421),
        ("a@127.0.0.1", {}, 421),
        ("10.1.2.3:8000", {"host": "0.0.0.0"}, 200),
        ("evil.example", {"host": "0.0.0.0"}, 421),
        ("bianban.example", {"allowed_hosts": ("bianban.example",)}, 200),
        ("pc7:8000", {"host": "pc7"}, 200),
    ],
)
def test_only_the_host_that_is_served_is_answered(serve, host, settings, status):
    response = serve(**settings).test_client().get("/health", headers={"Host": host})
    assert response.status_code == status


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_the_switch_of_language_leads_to_no_other_site(browser, back):
    response = browser.post("/language", {"language": "en", "back": back})
    assert response.location == "/"


def test_the_switch_of_language_is_kept(browser):
    response = browser.post("/language", {"language": "en", "back": "/mine"})
    assert response.location == "/mine"
    assert "There is no such page" in browser.get("/nowhere").text
    browser.post("/language", {"language": "xx"})
    assert "There is no such page" in browser.get("/nowhere").text


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/upload", "GET", 405),
        ("/", "DELETE", 405),
        ("/api/x", "GET", 404),
    ],
)
def test_a_wrong_address_or_method_is_a_sentence(browser, path, method, status):
    response = browser.client.open(path, method=method)
    assert response.status_code == status
    assert "地址" in response.text


def test_a_mistake_of_ours_is_a_number_that_stands_in_the_log(browser, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("石桥镇的秘密")

    monkeypatch.setattr("calculator.web.pages.mine.own_results", broken)
    response = browser.get("/mine")
    assert response.status_code == 500
    number = next(record.message for record in caplog.records if record.levelname == "ERROR")[:8]
    assert number in response.text
    assert "ValueError" in caplog.text
    assert "秘密" not in caplog.text + response.text


def test_the_log_has_a_line_for_each_request_and_no_data(browser, caplog):
    caplog.set_level("INFO", "calculator.web")
    token = browser.result(("石桥镇.csv", TABLE)).split("/")[2]
    browser.get(f"/r/{token}?name=石桥镇")
    browser.get("/石桥镇")
    lines = [record.message for record in caplog.records]
    assert [line.rsplit(" ", 2)[0] for line in lines[-3:]] == [
        "POST /upload 303",
        "GET /r/<token> 200",
        "GET - 404",
    ]
    assert "石桥" not in caplog.text
    assert token not in caplog.text


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("127.1.2.3", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("::", False),
        ("pc7", False),
    ],
)
def test_which_addresses_only_this_machine_reaches(host, expected):
    assert is_loopback(host) is expected


@pytest.mark.parametrize("https", [False, True])
def test_the_cookie_goes_by_https_alone_where_it_is_said_that_there_is_https(serve, https):
    said = serve(https=https).test_client().get("/").headers["Set-Cookie"]
    assert ("Secure" in said.split("; ")) is https
