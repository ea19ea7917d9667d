"""A real browser for tests of pages: Debian's chromium, driven by Playwright. Where either is missing tests are
skipped and say so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
    "--disable-component-update",
)

PATIENCE = 150_000
"""Milliseconds for a page or what it shows to come, where the driver's own half a minute is too short on a busy
machine."""


@contextmanager
def browser() -> Iterator[Browser]:
    """The browser, or the test is skipped."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no chromium on this machine: install Debian's package of that name to click through the report")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (test extra)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield started
        started.close()


@contextmanager
def opened(started: Browser, path: Path, width: int = 1280, script: bool = True, before: str = "") -> Iterator[Page]:
    """A page of a file; ``before`` is script that runs before its own. Afterwards it has asked nothing of the network
    and complained of nothing."""
    context = started.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    context.set_default_timeout(PATIENCE)
    if before:
        context.add_init_script(before)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(path.as_uri())
    yield page
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert said == []
    context.close()
