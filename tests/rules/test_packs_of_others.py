"""A pack of somebody else's reads nothing beyond the folder that it lies in."""

from __future__ import annotations

import pytest

from calculator.errors import CalculatorError
from calculator.packs import open_pack
from rules.loading import may_read, within

PACK = "id: mine\ntitle: {zh: 甲, en: A}\nextends: "


@pytest.mark.parametrize(
    ("extends", "is_read"),
    [("shandong", True), ("base.yaml", True), ("../outside.yaml", False), ("{outside}", False)],
)
def test_what_it_extends_is_shipped_or_beside_it(tmp_path, extends, is_read):
    inside = tmp_path / "inside"
    inside.mkdir()
    outside = tmp_path / "outside.yaml"
    for path in (outside, inside / "base.yaml"):
        path.write_text(PACK + "shandong\n", encoding="utf-8")
    mine = inside / "mine.yaml"
    text = PACK.replace("mine", "other") + extends.format(outside=outside) + "\n"
    mine.write_text(text, encoding="utf-8")
    assert open_pack(mine).id == "other"
    with within(inside):
        if is_read:
            assert open_pack(mine).id == "other"
        else:
            with pytest.raises(CalculatorError, match="找不到"):
                open_pack(mine)
    assert may_read(outside)


def test_a_link_leads_nowhere_else(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    try:
        (inside / "link.yaml").symlink_to(tmp_path / "outside.yaml")
    except OSError:
        pytest.skip("no links here")
    with within(inside):
        assert not may_read(inside / "link.yaml")
