"""Every key that a template of the page names is in the files of messages."""

from __future__ import annotations

import re

import pytest

from calculator.messages import LANGUAGES, messages
from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "calculator" / "web" / "templates").glob("*.html"))
KEY = re.compile(r"""\bsay\(\s*["']([a-z0-9_.]+)["']\s*[,)]""")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_key_that_a_template_names_is_there(template, language):
    named = set(KEY.findall(template.read_text(encoding="utf-8")))
    assert {key for key in named if not messages(language).has(key)} == set()


def test_templates_name_keys():
    assert sum(len(KEY.findall(path.read_text(encoding="utf-8"))) for path in TEMPLATES) > 100
