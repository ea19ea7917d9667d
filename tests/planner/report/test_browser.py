"""The report in a real browser: its switch, its filters, its reasons, on a phone, on paper and without script."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.planner.report.browser import PATIENCE, browser, opened
from tests.planner.report.pages import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOW = 1.6  # how much slower the slowest machine was that this ran on
TRIES = 3


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def folder(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports as files; made after the browser is known to be there."""
    del chromium
    out = tmp_path_factory.mktemp("reports")
    for example in ("combined-tender", "one-street"):
        (out / f"{example}.html").write_text(str(made(f"examples/{example}")[1].texts["report.html"]), "utf-8")
    return out


TRADES = "#mensen ~ .figured tr[data-f]"


def works(page: Page) -> int:
    return page.locator(".work:not([hidden])").count()


def test_the_switch_changes_all_texts_and_back(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        assert page.evaluate("document.documentElement.lang") == "nl"
        assert page.get_by_text("Why not sooner").count() == 0
        page.get_by_role("button", name="English").click()
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.locator("main").count() == 1
        assert page.title().startswith("Planning together")
        assert page.get_by_role("heading", name="How sure we are").is_visible()
        assert page.get_by_text("Hoe zeker is dit").count() == 0
        page.get_by_role("button", name="Nederlands").click()
        assert page.get_by_role("heading", name="Hoe zeker is dit").is_visible()


def test_the_switch_keeps_filters_and_what_is_open(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        page.select_option("select[name=district]", index=1)
        left, opened_parts = works(page), page.locator("details[open]").count()
        page.locator(".work:not([hidden]) > summary").first.click()
        page.get_by_role("button", name="English").click()
        assert works(page) == left
        assert page.locator("details[open]").count() == opened_parts + 1
        assert page.get_by_text("Why not sooner").first.is_visible()


@pytest.mark.parametrize("name", ["area", "district", "employer", "trade", "tender"])
def test_each_filter_leaves_what_fits_and_reset_shows_all(chromium: Browser, folder: Path, name: str) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        everything = works(page)
        field = page.locator(f"select[name={name}]")
        tokens = field.evaluate("field => [...field.options].slice(1).map(option => option.value)")
        assert tokens
        for token in tokens:
            field.select_option(token)
            fitting = page.evaluate(
                "[...document.querySelectorAll('.work')].filter(w => w.dataset.f.split(' "
                f"').includes('{token}')).length"
            )
            assert works(page) == fitting > 0
            assert page.locator(".work:not([hidden])").first.is_visible()
            assert page.locator(".filters [role=status]").inner_text().startswith(f"{fitting} van {everything} werken")
        page.get_by_role("button", name="Alles tonen").click()
        page.wait_for_function(f"document.querySelectorAll('.work:not([hidden])').length === {everything}")


def test_filters_narrow_map_streets_tenders_and_people_too(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        count = {kind: page.locator(kind).count() for kind in (".map > li", ".street", ".tender", TRADES)}
        page.select_option("select[name=district]", index=1)
        assert page.locator(".map > li:not([hidden])").count() == 1 < count[".map > li"]
        assert page.locator(".street:not([hidden])").count() < count[".street"]
        page.locator(".filters").get_by_role("button").click()
        page.select_option("select[name=trade]", index=1)
        assert page.locator(f"{TRADES}:not([hidden])").count() < count[TRADES]


def test_a_work_is_found_and_says_why(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "one-street.html") as page:
        code = page.locator(".work .why").first.locator("p").first.evaluate("node => node.textContent.split('. ')[0]")
        page.fill("input[name=find]", code)
        assert works(page) == 1
        page.locator(".work:not([hidden]) > summary").press(
            "Enter"
        )  # figures that are drawn meanwhile move what a mouse would click on
        why = page.locator(".work:not([hidden]) .why")
        assert "Waarom niet eerder" in why.inner_text() and "Waarom niet later" in why.inner_text()
        assert why.locator("li").count() >= 2
        page.fill("input[name=find]", "bestaat niet")
        assert works(page) == 0
        assert page.get_by_text("Geen werk past bij het filter.").is_visible()


def test_a_badge_leads_to_its_tender_and_dossier(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        page.locator(".map .badge").first.click()
        row = page.locator("tr#t1")
        row.wait_for()
        hrefs = row.locator("a").evaluate_all(
            "links => links.map(link => decodeURIComponent(link.getAttribute('href')))"
        )
        texts = made("examples/combined-tender")[1].texts
        assert hrefs and all(href in texts for href in hrefs)


@pytest.mark.parametrize("example", ["combined-tender", "one-street"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_phone_never_scrolls_the_page_sideways(chromium: Browser, folder: Path, example: str, language: str) -> None:
    with opened(chromium, folder / f"{example}.html", width=360) as page:
        if language == "en":
            page.locator(".language").click()
        page.evaluate("document.querySelectorAll('details').forEach(node => node.open = true)")
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_on_a_phone_the_filter_is_folded_until_it_is_wanted(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html", width=360) as page:
        field = page.locator("select[name=district]")
        assert not field.is_visible()
        page.locator(".filters summary").click()
        assert field.is_visible()


def test_it_prints_on_paper_with_parts_open_and_controls_gone(chromium: Browser, folder: Path, tmp_path: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        before = page.locator("details[open]").count()
        page.pdf(path=tmp_path / "report.pdf", format="A4")
        assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("details:not(.more):not([open])").count() == 0
        page.emulate_media(media="print")
        assert not page.locator(".filters").is_visible() and not page.locator(".language").is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details[open]").count() == before


def test_without_script_it_is_dutch_and_complete(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html", script=False) as page:
        assert page.get_by_role("heading", name="Hoe zeker is dit").is_visible()
        assert not page.locator(".filters").is_visible() and not page.locator(".language").is_visible()
        page.locator(".district > summary").first.click()
        page.locator(".work > summary").first.click()
        assert page.get_by_text("Waarom niet eerder").first.is_visible()


def test_keyboard_and_screen_reader_find_their_way(chromium: Browser, folder: Path) -> None:
    with opened(chromium, folder / "combined-tender.html") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for language in ("nl", "en"):
            levels = page.evaluate(
                "[...document.querySelectorAll('main h1, main h2, main h3, main h4')].map(node => +node.tagName[1])"
            )
            assert levels[0] == 1 and levels.count(1) == 1
            assert all(after - before <= 1 for before, after in pairwise(levels))
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(node => node.id)")
            assert len(ids) == len(set(ids))
            silent = (
                "[...document.querySelectorAll('main svg')].filter("
                "s => !s.getAttribute('aria-label') && !s.closest('[aria-hidden=true]')).length"
            )
            assert page.evaluate(silent) == 0
            unnamed = "[...document.querySelectorAll('select, input')].filter(f => !f.labels.length).length"
            assert page.evaluate(unnamed) == 0
            if language == "nl":
                page.locator(".language").click()


@pytest.mark.slow
def test_the_pilot_is_small_and_opens_quickly(chromium: Browser, tmp_path: Path) -> None:
    """In processor time of the page's main thread, so that a busy machine hardly counts; a slow one does: one second
    and three are what is promised on a fast one. A busy moment is mended by opening it again. Where
    ``WIJKPLAN_PILOT_OUT`` names the folder of the main job, it is that one's report."""
    folder = Path(stored) if (stored := os.environ.get("WIJKPLAN_PILOT_OUT")) else tmp_path
    if not stored:
        (tmp_path / "report.html").write_text(str(made("pilot")[1].texts["report.html"]), "utf-8")
    assert (folder / "report.html").stat().st_size < 8_000_000
    for _ in range(TRIES):
        loaded, drawn, switched = _seconds(chromium, folder / "report.html")
        assert loaded > 0
        if loaded < 1 * SLOW and drawn < 3 * SLOW and switched < 3:
            return
    pytest.fail(f"{loaded:.1f} seconds to its text, {drawn:.1f} to its first figure, {switched:.1f} to change language")


def _seconds(chromium: Browser, report: Path) -> tuple[float, float, float]:
    """Of the page's main thread, until the text is there, until the first figure is drawn, and for the other
    language; on the way it is looked whether all is there."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    meter = context.new_cdp_session(page)
    meter.send("Performance.enable", {"timeDomain": "threadTicks"})

    def busy() -> float:
        return next(
            float(m["value"]) for m in meter.send("Performance.getMetrics")["metrics"] if m["name"] == "TaskDuration"
        )

    page.goto(report.as_uri(), wait_until="domcontentloaded")
    loaded = busy()
    page.locator("[data-figure=equal_delivery-cost]").scroll_into_view_if_needed()
    page.wait_for_selector(".plotted.done")
    drawn = busy()
    assert works(page) == 959
    before = busy()
    page.locator(".language").click()
    page.get_by_role("heading", name="How sure we are").wait_for()
    switched = busy() - before
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()
    return loaded, drawn, switched
