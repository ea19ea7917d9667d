"""The workspace in a real browser: the path of a new employer, the core team's decision, and all with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.planner.report.browser import browser

from .conftest import EXAMPLE
from .live import served
from .signed_in import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
OWN = "/p/straat/parties/employer-netploeg"
PAGES = {
    "employer-netploeg": (
        "/p/straat",
        f"{OWN}/submission",
        f"{OWN}/submission/1",
        f"{OWN}/submission/rows/crews",
        f"{OWN}/submission/rows/projects.places?all=1",
        f"{OWN}/rounds/r1/plan",
        f"{OWN}/rounds/r1/today",
        f"{OWN}/rounds/r1/downloads",
        "/p/straat/rounds/r1",
        "/p/straat/rounds/r1/comparison",
        "/p/straat/decisions",
        "/me",
        "/audit",
        "/account/2fa/",
        "/account/2fa/totp/activate/",
        "/account/password/change/",
        "/account/logout/",
        "/nowhere",
    ),
    "core-team": (
        "/p/straat",
        "/p/straat/rounds/r1",
        "/p/straat/rounds/r1/tenders",
        "/p/straat/decisions",
        "/jobs/1",
        "/audit",
    ),
    "operator": ("/operate", "/p/straat/clearing", "/jobs/1", "/organisations/1", "/p/straat"),
}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture(scope="module")
def address(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    del chromium
    with served(tmp_path_factory.mktemp("live")) as (found, _):
        yield found


def test_a_new_employer_in_ten_minutes(chromium: Browser, address: str) -> None:
    """From an invitation to an answered plan, with the keyboard where that is the question."""
    with opened(chromium, "employer-netploeg", address) as page:
        page.get_by_role("link", name="Mensen", exact=True).click()
        page.get_by_role("button", name="Maak een link").click()
        link = page.locator("#made").inner_text()
    with opened(chromium, None, address) as page:
        page.goto(link)
        page.get_by_label("Uw naam").fill("Nieuwe planner")
        page.get_by_label("Mailadres").fill("nieuw@straat.example")
        page.get_by_label("Wachtwoord, minstens 12 tekens").fill("kort")
        page.get_by_role("button", name="Meedoen").click()
        assert page.url == link, "the browser itself says that the password is too short"
        page.get_by_label("Wachtwoord, minstens 12 tekens").fill("zestien-mooie-bomen")
        page.get_by_role("button", name="Meedoen").click()
        page.wait_for_url("**/p/straat")
        page.get_by_role("link", name="Lever uw planning aan").click()
        page.set_input_files("input[type=file]", EXAMPLE / "employer-netploeg.json")
        page.get_by_role("button", name="Aanleveren").click()
        page.get_by_text("doet mee", exact=True).wait_for()
        page.goto("/")
        page.get_by_role("link", name="Bekijk uw plan en beantwoord de regels").click()
        line = page.locator("article.line").first
        line.get_by_text("voorgesteld").wait_for()
        line.get_by_role("button", name="Akkoord", exact=False).first.focus()
        page.keyboard.press("Enter")
        page.locator("article.line").first.get_by_text("akkoord", exact=True).wait_for()
        assert page.url.endswith("/plan"), "a line is answered in its place"
        page.locator("article.line").first.locator("summary").click()
        page.locator("article.line").first.get_by_role("button", name="Zet vast in deze week").click()
        page.locator("article.line").first.get_by_text("vastgezet").wait_for()
        page.get_by_role("button", name="English").click()
        page.get_by_role("heading", name="Your lines").wait_for()
        assert page.evaluate("document.documentElement.lang") == "en"
    with opened(chromium, None, address) as page:
        page.goto(link)
        assert page.get_by_role("heading", name="Deze pagina bestaat niet").is_visible(), "a link lets one person in"


def test_the_core_team_decides_with_a_reason(chromium: Browser, address: str) -> None:
    with opened(chromium, "core-team", address) as page:
        page.goto("/p/straat/decisions")
        page.get_by_label("Waarover").fill("Volgorde in de straat")
        page.get_by_label("Besloten").fill("Riool eerst.")
        page.get_by_label("Reden").fill("Het ligt het diepst.")
        page.get_by_label("Voor wie").select_option("employer-netploeg")
        page.get_by_role("button", name="Leg vast").click()
        page.get_by_text("Het ligt het diepst.").wait_for()
        with page.expect_download() as got:
            page.get_by_role("link", name="Notulen van r1").click()
        assert "Riool eerst." in Path(got.value.path()).read_text("utf-8")
    with opened(chromium, "employer-netploeg", address) as page:
        page.goto("/p/straat/decisions")
        assert page.get_by_text("Het ligt het diepst.").is_visible()
    with opened(chromium, "employer-wegenbouwer", address) as page:
        page.goto("/p/straat/decisions")
        assert page.get_by_text("Het ligt het diepst.").count() == 0


FOCUSED = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const style = getComputedStyle(at);
  const all = [...document.querySelectorAll("*")];
  return {at: all.indexOf(at), what: at.outerHTML.slice(0, 120), id: at.id,
    text: (at.innerText || at.getAttribute("aria-label") || at.name || "").replace(/\\s+/g, " ").trim(),
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2};
}"""
REACHABLE = """() => {
  const all = [...document.querySelectorAll("*")];
  const wanted = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  return [...document.querySelectorAll(wanted)].filter((one) => one.checkVisibility() && !one.disabled)
    .map((one) => [all.indexOf(one), one.outerHTML.slice(0, 120)]);
}"""


def stops(page: Page) -> list[dict[str, str]]:
    """Where the focus comes on a page by Tab alone, from its beginning to its end."""
    found: list[dict[str, str]] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None or (found and at["at"] == found[0]["at"]):
            return found
        found.append(at)
    raise AssertionError("Tab never comes to the end")


def press_at(page: Page, text: str, key: str = "Enter") -> None:
    """Goes by Tab to what has this text, and presses a key."""
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is not None and text in at["text"]:
            page.keyboard.press(key)
            return
    raise AssertionError(f"Tab never comes to {text!r}")


@pytest.mark.parametrize("party", PAGES)
def test_the_focus_comes_everywhere_and_is_seen(chromium: Browser, address: str, party: str) -> None:
    with opened(chromium, party, address) as page:
        for path in PAGES[party]:
            page.goto(path)
            reached = stops(page)
            assert [one["what"] for one in reached if not one["seen"]] == [], f"no focus style on {path}"
            missed = dict(page.evaluate(REACHABLE))
            for one in reached:
                missed.pop(one["at"], None)
            assert list(missed.values()) == [], f"Tab does not come to these on {path}"


def test_a_plan_is_answered_with_the_keyboard_alone(chromium: Browser, address: str) -> None:
    with opened(chromium, "employer-wegenbouwer", address) as page:
        page.keyboard.press("Tab")
        assert "Naar de inhoud" in page.evaluate(FOCUSED)["text"], "the first stop skips what is on every page"
        page.keyboard.press("Enter")
        press_at(page, "Bekijk uw plan")
        page.wait_for_url("**/plan")
        press_at(page, "Niet akkoord Zonnelaan")
        page.locator("article.line").first.get_by_text("geweigerd", exact=True).wait_for()
        # the focus stays where the answer was given
        page.wait_for_function("document.activeElement.innerText.includes('Niet akkoord')")
        press_at(page, "Een andere week")
        press_at(page, "Zet vast in deze week")
        page.locator("article.line").first.get_by_text("vastgezet").wait_for()
        page.go_back()
        page.go_forward()
        page.locator("article.line").first.get_by_text("vastgezet").wait_for()  # back and forth shows what is
