"""Bytes as text: their encoding, as declared or as it fits best."""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_REPLACED = "\N{REPLACEMENT CHARACTER}"
# Bytes that fit no encoding are a few of many in a text, and most of what is no text.
_MOST_REPLACED = 0.01
_FEW_REPLACED = 3
# Of UTF-16 every letter of ASCII has a zero; elsewhere a zero is a mistake.
_MANY_ZEROS = 0.05
_DECLARED = re.compile(
    rb"<meta[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_LOOKED_AT = 8192
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(data: bytes) -> str | None:
    """Bytes as text: UTF-8, UTF-16 or GB18030; None where they are no text.

    Letters that fit no encoding are replaced by U+FFFD as long as they are few.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _text(data[len(mark) :], encoding)
    sample = data[:2000]
    if sample.count(0) > _MANY_ZEROS * len(sample):
        zeros_first = sample[0::2].count(0) > sample[1::2].count(0)
        return _text(data, "utf-16-be" if zeros_first else "utf-16-le")
    for encoding in ("utf-8", "gb18030"):
        if _is(data, encoding):
            return _text(data, encoding)
    texts = [_text(data, encoding) for encoding in ("utf-8", "gb18030")]
    return min(filter(None, texts), key=lambda text: text.count(_REPLACED), default=None)


def _text(data: bytes, encoding: str) -> str | None:
    text = _CONTROL.sub(_REPLACED, data.decode(encoding, "replace"))
    replaced = text.count(_REPLACED)
    is_text = replaced <= max(_MOST_REPLACED * len(text), min(_FEW_REPLACED, len(text) // 4))
    return text if is_text else None


def decode_markup(data: bytes, label: str | None = None) -> str | None:
    """A web page or XML as text, in the encoding it declares, read as browsers read it.

    Args:
        data: Its bytes.
        label: The encoding that whoever sent it declared.
    """
    import webencodings

    if not data.startswith(tuple(mark for mark, _ in _BOMS)) and b"\0" not in data[:200]:
        found = _DECLARED.search(data[:_LOOKED_AT])
        if label is None and found is not None:
            label = (found[1] or found[2]).decode("ascii")
        known = webencodings.lookup(label) if label is not None else None
        if known is not None and not known.name.startswith("utf-16"):
            # Browsers read GB2312 and GBK as what contains both.
            encoding = "gb18030" if known.name in ("gbk", "gb18030") else known.codec_info.name
            text = data.decode(encoding, "replace")
            if _REPLACED not in text:
                return text
            return decode(data) if _is(data, "utf-8") else _text(data, encoding)
    return decode(data)


def _is(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
