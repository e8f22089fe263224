"""Forms that no page sends are refused with a sentence, or taken for what they say."""

from __future__ import annotations

import pytest

from tests.web.conftest import Browser

NAMELESS = b'--x\r\nContent-Disposition: form-data; nme="file"\r\n\r\na\r\n--x--\r\n'
NAMELESS_FILE = NAMELESS.replace(b"nme=", b"filename=")


@pytest.mark.parametrize("body", [NAMELESS, NAMELESS_FILE])
@pytest.mark.parametrize("path", ["/upload", "/language", "/api/report"])
def test_a_part_without_a_name_is_an_unreadable_form(browser: Browser, path, body):
    media = "multipart/form-data; boundary=x"
    response = browser.client.post(path, data=body, content_type=media)
    assert response.status_code == 400
    assert "读不出提交的内容" in response.text


@pytest.mark.parametrize("field", ["shown", "kept", "alternatives"])
def test_a_number_of_thousands_of_digits_is_no_wish(browser: Browser, field):
    address = browser.post("/sample").location
    response = browser.post(f"{address}/plan", {"shown": "0", field: "9" * 5000})
    assert response.status_code == 303
    assert "asked" not in response.location
