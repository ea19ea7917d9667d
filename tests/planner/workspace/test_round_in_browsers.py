"""A whole round with browsers only, in which the server is killed twice; what everybody was served is searched."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from .recorder import Recorder, Served


def test_what_is_packed_is_searched_too() -> None:
    import gzip
    import zipfile
    from io import BytesIO

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sheet1.xml", "<v>zq00xnote</v>")
    recorder = Recorder(0)
    for body in (b"ZQ00Xnote", gzip.compress(b"zq00xnote"), packed.getvalue(), b"nothing"):
        recorder.served.append(Served("other", "GET", "/x", 200, "", body))
    recorder.served.append(Served("own", "GET", "/x", 200, "", b"zq00xnote"))
    recorder.served.append(Served("other", "GET", "/zq00xfile", 404, "", b"no /zq00xfile"))
    assert len(recorder.seen({"data of own": (b"zq00x", frozenset({"own"}))})) == 3


@pytest.mark.nightly  # two minutes; by day the server is killed and browsers answer in tests of their own
def test_a_round_with_browsers_only_while_the_server_is_killed_twice(tmp_path: Path) -> None:
    pytest.importorskip("playwright.async_api", reason="playwright is not installed (test extra)")
    if shutil.which("chromium") is None:
        pytest.skip("no chromium on this machine")
    from .round_in_browsers import EXAMPLE, walk

    assert asyncio.run(walk(EXAMPLE, 1, tmp_path)) == []
