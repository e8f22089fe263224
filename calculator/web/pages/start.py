"""GET /: where files are chosen."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, render_template

from calculator.messages import Language, messages
from calculator.packs import open_pack
from calculator.reporting.inventory import decides
from calculator.web.pages.upload import SAMPLE_FILES
from calculator.web.requested import GivenRules
from calculator.web.services import services
from calculator.web.speaking import page_language
from calculator.web.uploads import DEFAULT_PACK
from rules.loading import shipped_packs

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def start() -> str:
    """Show the form."""
    return render_template(
        "start.html",
        packs=_packs(page_language()),
        chosen=DEFAULT_PACK,
        sample=SAMPLE_FILES,
        most_bytes=services().settings.most_bytes,
    )


@cache
def _packs(language: Language) -> list[dict[str, str]]:
    """The shipped packs, the usual one first: their ids, titles, and what they decide."""
    speaker = messages(language)
    names = sorted(shipped_packs(), key=lambda name: name != DEFAULT_PACK)
    return [
        {"id": pack.id, "title": speaker.say(pack.title), "decides": decides(pack, speaker)}
        for pack in map(open_pack, names)
    ]


def pack_title(rules: GivenRules, language: Language) -> str:
    """What rules are called: the title of a shipped pack, the name of a file."""
    titles = {pack["id"]: pack["title"] for pack in _packs(language)}
    return titles.get(rules.name, rules.name) if rules.kind == "shipped" else rules.name
