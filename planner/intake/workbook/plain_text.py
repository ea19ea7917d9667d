"""Text as it was meant: without signs that nobody sees, and with the hyphen of a keyboard.

Pasted from a PDF, a letter or a web page, a code has another hyphen (``WRK‑1``), a word a break that shows only at the
end of a line, a number a sign of no width."""

from __future__ import annotations

import re

_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")
_HYPHENS = re.compile(r"(?<=\S)[\u2010-\u2015\u2212](?=\S)")


def seen(text: str) -> str:
    """Without signs that have no width."""
    return _UNSEEN.sub("", text)


def as_meant(text: str) -> str:
    """Likewise, with single plain blanks, and plain hyphens inside words; a dash between blanks stays one."""
    return " ".join(_HYPHENS.sub("-", seen(text)).split())
