"""What somebody tries on a result, kept beside it under an address that can be opened again."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from calculator.reporting.outputs import write_whole

_DIGEST = re.compile(r"[0-9a-f]{16}")


def keep_asked(folder: Path, kind: str, asked: Any) -> str:
    """Keep what was asked for, plain data; the digest by which it is found again."""
    text = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()[:16]
    write_whole(
        _path(folder, kind, digest),
        lambda file: file.write_text(text, encoding="utf-8"),
        replace=True,
    )
    return digest


def asked_of(folder: Path, kind: str, digest: str) -> Any:
    """What was asked for under a digest; None where nothing was, such as before a correction."""
    if _DIGEST.fullmatch(digest) is None:
        return None
    try:
        return json.loads(_path(folder, kind, digest).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _path(folder: Path, kind: str, digest: str) -> Path:
    return folder / f"asked-{kind}-{digest}.json"
