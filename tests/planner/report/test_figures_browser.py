"""Figures in a real browser: unpacked by the page, drawn when scrolled to, narrowed by filters and choices, on paper,
and where none can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.planner.report.browser import browser, opened
from tests.planner.report.pages import made

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def report(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    del chromium
    path = tmp_path_factory.mktemp("figures") / "report.html"
    path.write_text(str(made("examples/shared-crew")[1].texts["report.html"]), "utf-8")
    return path


def figure(page: Page, name: str) -> Any:
    """What Plotly has drawn under a name, scrolled to first."""
    page.locator(f"[data-figure='{name}']").scroll_into_view_if_needed()
    page.wait_for_selector(f".plotted.done[data-figure='{name}']")
    return page.evaluate(
        f"(() => {{ const {{ data, layout }} = document.querySelector(\"[data-figure='{name}'] .drawn\");"
        "const traces = data.map(({ name, x, y, visible }) => ({ name, x, y, visible }));"
        "return { data: traces, height: layout.height }; })()"
    )


def heads(drawn: Any) -> float:
    """Head-weeks at work in the load figure."""
    stacked = ("eigen", "geleend", "combinatie", "ingehuurd", "own", "lent", "consortium", "hired")
    return float(sum(sum(trace["y"]) for trace in drawn["data"] if trace["name"] in stacked))


def test_a_figure_is_drawn_when_it_comes_into_view(chromium: Browser, report: Path) -> None:
    with opened(chromium, report) as page:
        assert page.locator(".plotted.done[data-figure=money]").count() == 0
        assert [len(trace["y"]) for trace in figure(page, "equal_delivery-cost")["data"]][-1] == 7
        assert page.locator(".plotted.done[data-figure=money]").count() == 0
        assert figure(page, "money")["data"]
        assert page.locator("[data-figure=money] .main-svg").first.is_visible()


def test_the_other_language_has_its_own_figures(chromium: Browser, report: Path) -> None:
    with opened(chromium, report) as page:
        assert figure(page, "equal_delivery-cost")["data"][-1]["name"] == "het gevonden plan, nagerekend"
        page.locator(".language").click()
        assert figure(page, "equal_delivery-cost")["data"][-1]["name"] == "the plan found, checked"
        assert page.evaluate("document.querySelector('.modebar-btn').dataset.title") == "Download plot as a PNG"


def test_buttons_of_figures_are_dutch_too(chromium: Browser, report: Path) -> None:
    with opened(chromium, report) as page:
        figure(page, "equal_delivery-cost")
        titles = page.evaluate("[...document.querySelectorAll('.modebar-btn')].map(one => one.dataset.title)")
        assert "Inzoomen" in titles and not [title for title in titles if "Zoom" in title or "plot" in title]


def test_filters_leave_the_bars_that_fit_and_the_room_they_need(chromium: Browser, report: Path) -> None:
    with opened(chromium, report) as page:
        whole = figure(page, "works")
        count = sum(len(trace["y"]) for trace in whole["data"] if trace["visible"] != "legendonly")
        assert count == page.locator(".work").count()
        field = page.locator(".filters select[name=employer]")
        for token in field.evaluate("field => [...field.options].slice(1).map(option => option.value)"):
            field.select_option(token)
            left = figure(page, "works")
            bars = [y for trace in left["data"] if trace["visible"] != "legendonly" for y in trace["y"]]
            assert len(bars) == page.locator(".work:not([hidden])").count()
            assert left["height"] <= whole["height"] and set(bars) == set(range(len(set(bars))))
        page.get_by_role("button", name="Alles tonen").click()
        page.wait_for_function(
            f"document.querySelector('[data-figure=works] .drawn').layout.height === {whole['height']}"
        )


def test_load_is_of_the_chosen_trade_region_and_employer(chromium: Browser, report: Path) -> None:
    with opened(chromium, report) as page:
        whole = heads(figure(page, "load"))
        assert whole > 0
        for key in ("region", "employer"):
            field = page.locator(f"[data-key={key}]")
            options = field.evaluate(
                "field => [...field.options].filter(one => one.value && !one.disabled).map(one => one.value)"
            )
            parts = []
            for option in options:
                field.select_option(option)
                parts.append(heads(figure(page, "load")))
            assert sum(parts) == pytest.approx(whole)
            field.select_option("")
        token = page.locator("[data-key=trade]").input_value()
        page.locator(".filters select[name=trade]").select_option(f"k{token}")
        employer = page.locator(".filters select[name=employer] option").nth(1).get_attribute("value")
        page.locator(".filters select[name=employer]").select_option(employer)
        assert page.locator("[data-key=employer]").input_value() == str(employer)[1:]
        page.get_by_role("button", name="Alles tonen").click()
        page.wait_for_function("document.querySelector('[data-key=employer]').value === ''")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_on_a_phone_figures_keep_to_the_page(chromium: Browser, report: Path, language: str) -> None:
    with opened(chromium, report, width=360) as page:
        if language == "en":
            page.locator(".language").click()
        names = page.evaluate("[...document.querySelectorAll('[data-figure]')].map(node => node.dataset.figure)")
        for name in names:
            figure(page, name)
            outside = (
                f"[...document.querySelectorAll(\"[data-figure='{name}'] :is(.annotation-text, .legendtext)\")]"
                ".filter(one => one.getBoundingClientRect().right > 360).map(one => one.textContent)"
            )
            assert page.evaluate(outside) == [], name
        assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_names_above_bars_are_never_under_them(chromium: Browser, report: Path) -> None:
    overlaps = """name => {
      const boxes = (what) =>
        [...document.querySelectorAll(`[data-figure='${name}'] ${what}`)].map((one) => one.getBoundingClientRect());
      const bars = boxes(".bars .point path, .waterfall .point path").filter((box) => box.width > 0 && box.height > 0);
      const covers = (bar, note) => bar.top < note.bottom - 2 && bar.bottom > note.top + 2;
      return boxes(".annotation-text").filter((note) => bars.some((bar) => covers(bar, note))).length;
    }"""
    for width in (1280, 360):
        with opened(chromium, report, width=width) as page:
            for kind in ("cost", "terms", "savings", "steps"):
                figure(page, f"equal_delivery-{kind}")
                assert page.evaluate(overlaps, f"equal_delivery-{kind}") == 0, (width, kind)


def test_where_nothing_can_be_unpacked_the_tables_stay(chromium: Browser, report: Path) -> None:
    with opened(chromium, report, before="delete window.DecompressionStream") as page:
        assert page.locator("[data-figure]:visible").count() == 0 and page.locator(".choose:visible").count() == 0
        assert page.get_by_role("region", name="Kosten en ondergrenzen per variant").first.is_visible()
        page.locator(".figured > details > summary").first.click()
        assert page.get_by_role("region", name="Belasting per vak en regio").is_visible()


def test_without_script_there_are_tables_and_no_empty_places(chromium: Browser, report: Path) -> None:
    with opened(chromium, report, script=False) as page:
        assert page.locator("[data-figure]:visible").count() == 0
        page.locator(".figured > details > summary").first.click()
        assert page.get_by_role("region", name="Belasting per vak en regio").is_visible()


def test_on_paper_figures_are_drawn_and_fit(chromium: Browser, report: Path, tmp_path: Path) -> None:
    with opened(chromium, report) as page:
        figure(page, "equal_delivery-cost")
        wide = page.locator("[data-figure=equal_delivery-cost] .main-svg").first.bounding_box()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".plotted:not(.screen):not(.done)").count() == 0
        widths = page.evaluate(
            "[...document.querySelectorAll('.plotted.done:not(.screen) .drawn')].map(one => one.layout.width)"
        )
        assert widths and set(widths) == {680}
        assert not page.locator("[data-figure=works]").is_visible()
        page.emulate_media(media="screen")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("[data-figure=equal_delivery-cost] .main-svg").first.bounding_box() == wide
        page.pdf(path=tmp_path / "report.pdf", format="A4")
        assert (tmp_path / "report.pdf").stat().st_size > 50_000


def test_before_plotly_is_there_paper_shows_the_tables(chromium: Browser, report: Path) -> None:
    with opened(chromium, report, before="window.IntersectionObserver = class { observe() {} }") as page:
        assert page.locator("[data-figure]:visible").count() > 0 and page.locator(".plotted.done").count() == 0
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.get_by_role("region", name="Belasting per vak en regio").is_visible()
        assert page.locator("[data-figure]:visible").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".figured > details[open]").count() == 0
