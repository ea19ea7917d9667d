"""Every page of everybody under axe, in both languages, on a desk, enlarged and on a phone: those that links lead to,
those of accounts, pages that were drawn as a whole, and those that are sent as files."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urlsplit

import pytest

from tests.planner.report.browser import browser
from tests.support.draws import ANEW

from .live import served
from .signed_in import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
PICTURES = os.environ.get("WIJKPLAN_PICTURES")
"""Folder for pictures of all pages, to look at."""

PEOPLE = (
    None,
    "employer-netploeg",
    "client-gemeente",
    "school-x",
    "union-x",
    "reader-x",
    "core-team",
    "operator",
)
UNLINKED = (
    "/",
    "/account/login/",
    "/account/password/reset/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/logout/",
    "/audit",
    "/nowhere",
)
"""Pages to begin with."""

SEVERAL, MANY = 3 if ANEW else 1, frozenset({"job", "rows"})
"""Of pages that differ by whose they are so many are looked at, more at night; of some each is another page."""

WIDTHS = {"nl": (1280, 640, 360), "en": (1280, 360)}
"""Where 640 is what 200 % leaves of 1280."""

BY_DAY = (None, "en"), ("employer-netploeg", "nl"), ("core-team", "en"), ("operator", "nl")
"""Who, in which language: pages of all others are made of the same templates and are looked at by night."""

LOOKED = [
    pytest.param(*one, id="-".join(map(str, one)), marks=[] if one in BY_DAY else [pytest.mark.nightly])
    for one in product(PEOPLE, WIDTHS)
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def address(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    del chromium
    with served(tmp_path_factory.mktemp("live"), rich=True) as (found, _):
        yield found


def found_by(page: Page, folder: Path) -> dict[str, str]:
    """What to look at: per page its name and the address that a browser opens it at; files are kept in a folder."""
    from django.urls import Resolver404, resolve

    ahead, seen, kinds, found = list(UNLINKED), set[str](), Counter[str](), dict[str, str]()
    while ahead:
        path = ahead.pop(0)
        try:
            kind = resolve(urlsplit(path).path).view_name or path
        except Resolver404:
            kind = path
        if path in seen or path.startswith("/static/") or (kinds[kind] >= SEVERAL and kind not in MANY):
            continue
        seen.add(path)
        answer = page.request.get(path, timeout=90_000)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        kinds[kind] += 1
        if "attachment" in answer.headers.get("content-disposition", ""):
            file = folder / f"{len(found)}-{Path(urlsplit(path).path).name}"
            file.write_bytes(answer.body())
            found[path] = file.as_uri()
            continue
        found[path] = path
        for link in re.findall(r'href="([^"#]+)"', answer.text()):
            link = urldefrag(link.replace("&amp;", "&"))[0]
            if link.startswith("/") and "logout" not in link:
                ahead.append(link)
    return found


@pytest.mark.parametrize(("party", "language"), LOOKED)
def test_every_page_has_no_violation_and_fits_a_phone(
    chromium: Browser, address: str, tmp_path: Path, party: str | None, language: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (test extra)").Axe()
    wrong: list[str] = []
    with opened(chromium, party, address, language=language) as page:
        pages = found_by(page, tmp_path)
        assert len(pages) >= (4 if party is None else 8), "links lead nowhere"
        for path, at in pages.items():
            page.goto(at)
            for width in WIDTHS[language]:
                page.set_viewport_size({"width": width, "height": 900})
                _keep(page, f"{party or 'public'}{path.replace('/', '_')}-{language}-{width}")
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    wrong.append(f"{path} is {wide} pixels too wide at {width}")
                if width in (1280, 360):
                    wrong += [f"{path} at {width}: {one}" for one in _violations(axe.run(page).response)]
    assert wrong == []


def _violations(found: dict[str, Any]) -> Iterator[str]:
    for one in found["violations"]:
        yield f"{one['id']}: {[node['html'][:200] for node in one['nodes'][:3]]}"


def _keep(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name[:90]}.png"), full_page=True)
