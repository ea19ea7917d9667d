"""What travels packed in a page: Plotly, once, and the figures of each language. The page unpacks them itself
(``figures.js``), offline.

A page is compared without its packing (:func:`unpacked`), because the same text may be packed in other bytes
elsewhere."""

from __future__ import annotations

import base64
import gzip
import json
import re
import zlib
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.metadata import version
from importlib.resources import files

from markupsafe import Markup

from wijkplan.planner.text import Language

from .figures import Figure

LIBRARY = "plotly"
BLOCK = re.compile(r'(<script type="application/gzip" id="(?P<id>[\w-]+)"[^>]*>)(?P<content>[^<]*)(?=</script>)')


def blocks(figures: Mapping[Language, Mapping[str, Figure]]) -> Markup:
    """Elements with Plotly and, per language, its figures by name; nothing where there are none."""
    if not any(figures.values()):
        return Markup("")
    made = [
        _block(f"figures-{language}", json.dumps(named, ensure_ascii=False, separators=(",", ":")))
        for language, named in figures.items()
    ]
    return Markup("\n".join([_library(), *made]))


@cache
def _library() -> str:
    text = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    return _block(LIBRARY, text, f' data-version="{escape(version(LIBRARY))}"')


def _block(name: str, text: str, more: str = "") -> str:
    content = base64.b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode("ascii")
    return f'<script type="application/gzip" id="{name}"{more}>{content}</script>'


def unpacked(page: str, library: bool = True) -> str:
    """The page with everything in it as it reads, without ``library`` but for Plotly; what cannot be unpacked stays as
    it is."""

    def plain(found: re.Match[str]) -> str:
        if found["id"] == LIBRARY and not library:
            return f'<script id="{LIBRARY}">'
        try:
            return found[1] + gzip.decompress(base64.b64decode(found["content"], validate=True)).decode("utf-8")
        except (ValueError, OSError, EOFError, zlib.error):
            return found[0]

    return BLOCK.sub(plain, page)
