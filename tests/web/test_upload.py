"""Files become a result, whatever they are called; what can't be taken is said at once."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from tests.conftest import ROOT
from tests.web.conftest import TABLE, Browser, sent

SAMPLE = ROOT / "sample_data" / "qiyuan_county.xlsx"


def folder_of(browser, address):
    return browser.app.extensions["township"].settings.data / "results" / address.split("/")[2]


def test_a_table_becomes_a_result(browser):
    response = browser.upload()
    assert response.status_code == 303
    page = browser.get(response.location)
    assert page.status_code == 200
    assert "南河乡" in page.text


def test_the_sample_is_calculated_with_one_click(browser):
    page = browser.get(browser.post("/sample").location)
    assert "石桥镇" in page.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("甲县.csv", "甲县.csv"),
        ("../../../etc/passwd", "passwd"),
        (r"C:\\Users\\王\\桌面\\甲县.csv", "甲县.csv"),
        ("/absolute/甲县.csv", "甲县.csv"),
        ("..", "1"),
        ("a\x00b.csv", "a_b.csv"),
        ("a\u202egpj.csv", "a_gpj.csv"),
        ("甲" * 400 + ".csv", "甲" * 116 + ".csv"),
        ("CON.csv", "CON.csv"),
        ("a%2F..%2Fb.csv", "a%2F..%2Fb.csv"),
    ],
)
def test_no_name_is_used_as_a_path(browser, given, shown):
    address = browser.result((given, TABLE))
    kept = folder_of(browser, address)
    names = sorted(path.name for path in (kept / "inputs").iterdir())
    assert names in (["1.csv"], ["1"])
    requested = json.loads((kept / "1" / "request.json").read_text("utf-8"))
    assert requested["files"][0]["name"] == shown


@pytest.mark.parametrize(
    "said",
    [
        b"filename*=UTF-8''%E7%94%B2%E5%8E%BF.csv",
        b"filename*=nonsense''%ff%fe.csv; filename=\"x.csv\"",
        b'filename="=?UTF-8?B?55SyLmNzdg==?="',
    ],
)
def test_a_name_in_an_odd_encoding_keeps_nobody_from_calculating(browser, said):
    response = post_raw(browser, said)
    assert response.status_code == 303
    assert "南河乡" in browser.get(response.location).text
    assert browser.get(response.location + "/download/report").status_code == 200


@pytest.mark.parametrize(
    "said", ['filename="甲县.csv"'.encode("gb18030"), b'filename="\xed\xa0\x80.csv"']
)
def test_a_name_that_is_not_utf_8_is_refused_with_what_to_do(browser, said):
    for path in ("/upload", "/api/report"):
        response = post_raw(browser, said, path)
        assert response.status_code == 400
        assert "UTF-8" in response.text


def post_raw(browser, said, path="/upload"):
    """Send a file whose field says of itself what is given."""
    body = b'--edge\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n'
    body += browser.token().encode() + b"\r\n--edge\r\nContent-Disposition: form-data; "
    body += b'name="file"; ' + said + b"\r\n\r\n" + TABLE.encode() + b"\r\n--edge--\r\n"
    sort = "multipart/form-data; boundary=edge"
    return browser.client.post(path, data=body, content_type=sort)


def test_findings_call_a_file_by_its_owners_name(browser):
    page = browser.get(browser.result(("甲县的表.csv", TABLE)))
    assert "[甲县的表.csv]" in page.text
    assert "[1.csv]" not in page.text


def test_two_files_of_one_name_are_told_apart(browser):
    more = TABLE.replace("河镇", "山镇").replace("河乡", "山乡")
    address = browser.result(("甲县.csv", TABLE), ("甲县.csv", more))
    page = browser.get(address)
    assert "[甲县 (2).csv]" in page.text
    assert "东山镇" in page.text


def test_a_name_that_is_a_script_is_only_text(browser):
    address = browser.result(("<script>alert(1)</script>.csv", TABLE))
    for path in (address, "/mine"):
        assert "<script>alert" not in browser.get(path).text


def test_a_zip_of_files_is_read(browser):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("甲县.csv", TABLE)
    page = browser.get(browser.result(("全市.zip", content.getvalue())))
    assert "南河乡" in page.text


def test_a_zip_that_unpacks_to_too_much_is_refused(browser):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("甲县.csv", b"0")
    # It says of itself how large it is, as a bomb would; nothing is unpacked to find out.
    bomb = bytearray(content.getvalue())
    place = bomb.index(b"PK\x01\x02") + 24
    bomb[place : place + 4] = (2 << 30).to_bytes(4, "little")
    page = browser.get(browser.result(("全市.zip", bytes(bomb))))
    assert "1GB" in page.text.replace(" ", "")


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"PK\x03\x04broken", b"\xff\xfe\x00"])
def test_a_file_that_is_no_table_ends_in_a_sentence(browser, content):
    page = browser.get(browser.result(("甲县.xlsx", content)))
    assert page.status_code == 200
    assert "甲县.xlsx" in page.text


def test_without_a_file_it_says_so(browser):
    response = browser.post("/upload", {"file": (io.BytesIO(b""), "")})
    assert response.status_code == 400
    assert "没有选择文件" in response.text


def test_all_mistakes_of_a_form_are_said_at_once(browser):
    response = browser.upload(rules="mars", coverage="moon", set="minimum_population")
    assert response.status_code == 400
    for said in ("mars", "moon", "minimum_population"):
        assert said in response.text


@pytest.mark.parametrize("rules", ["/etc/passwd", "../../rules/packs/shandong.yaml", "shandong/"])
def test_rules_are_never_a_path(browser, rules):
    response = browser.upload(rules=rules)
    assert response.status_code == 400


def test_a_pack_of_ones_own_is_used_and_named_as_its_owner_does(browser):
    pack = "id: mine\ntitle: {zh: 甲, en: A}\nextends: shandong\nbla: 1\n"
    page = browser.get(browser.result(rules_file=sent(("我的.yaml", pack))))
    assert "我的.yaml" in page.text
    assert "inputs" not in page.text


@pytest.mark.parametrize("extends", ["/etc/passwd", "../../../secret", "../1/request.json"])
def test_a_pack_reads_nothing_beyond_its_folder(browser, extends):
    pack = f"id: mine\ntitle: {{zh: 甲, en: A}}\nextends: {extends}\n"
    page = browser.get(browser.result(rules_file=sent(("我的.yaml", pack))))
    assert "root:" not in page.text
    assert "找不到" in page.text


def test_a_pack_with_aliases_is_refused(browser):
    pack = "id: &a mine\ntitle: {zh: *a, en: A}\nextends: shandong\n"
    page = browser.get(browser.result(rules_file=sent(("我的.yaml", pack))))
    assert "我的.yaml" in page.text


def test_a_figure_entered_by_hand_is_used(browser):
    page = browser.get(browser.result(set="minimum_population=20000"))
    assert page.status_code == 200
    page = browser.get(browser.result(set="minimum_population=abc"))
    assert "abc" in page.text


@pytest.mark.parametrize(
    ("settings", "files"),
    [
        ({"most_bytes": 1000}, [("甲县.csv", "甲" * 2000)]),
        ({"most_files": 2}, [("a.csv", "a")] * 3),
    ],
)
def test_too_much_is_refused_with_the_limit(serve, settings, files):
    browser = Browser(serve(**settings))
    response = browser.upload(*files)
    assert response.status_code == 413
    assert "MB" in response.text
    data = browser.app.extensions["township"].settings.data
    assert not list((data / "results").iterdir())
    assert not list((data / "temporary").iterdir())


def test_thousands_of_fields_are_refused(browser):
    response = browser.upload(set=["a=1"] * 2000)
    assert response.status_code == 413


def test_a_full_disk_is_a_sentence(browser, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("werkzeug.datastructures.FileStorage.save", full)
    response = browser.upload()
    assert response.status_code == 507
    assert "空间" in response.text


def test_the_files_of_the_sample_and_the_template_can_be_had(browser):
    response = browser.get("/sample/qiyuan_county.xlsx")
    assert response.data == SAMPLE.read_bytes()
    assert browser.get("/sample/planted.toml").status_code == 404
    response = browser.get("/template?rules=shandong")
    assert response.data[:2] == b"PK"
    assert browser.get("/template?rules=../x").status_code == 404
    temporary = browser.app.extensions["township"].settings.data / "temporary"
    assert not list(temporary.iterdir())
