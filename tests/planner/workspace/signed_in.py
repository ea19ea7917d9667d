"""A page of a real browser in which somebody of the tests' workspace is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.planner.report.browser import PATIENCE

from .conftest import PASSWORD, mail

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@contextmanager
def opened(
    chromium: Browser, party: str | None, address: str, width: int = 1280, language: str = "nl"
) -> Iterator[Page]:
    """A page of somebody who signed in by the form; afterwards the browser complained of nothing."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="nl-NL", base_url=address)
    context.add_cookies([{"name": "django_language", "value": language, "url": address}])
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    if party is not None:
        page.goto("/account/login/")
        page.fill("input[name=login]", mail("straat", party))
        page.fill("input[name=password]", PASSWORD)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(re.compile(r"/(p/|operate)"))
    yield page
    assert [text for text in said if not re.search("status of 40[34]", text)] == []
    context.close()
