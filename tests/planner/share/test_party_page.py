"""The page of an audience: its own zone and the shared one, readable without a network."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.planner.record.rows import saving
from tests.planner.share.test_leaks import MINE, READERS
from tests.planner.share.world import baseline, fixed, pilot
from wijkplan.planner.share.gantt_rows import Span
from wijkplan.planner.share.party_page import page
from wijkplan.planner.share.party_sheets import own_people
from wijkplan.planner.share.shared_types import SharedComparison, SharedProgramme, SharedResult
from wijkplan.planner.share.xlsx_writer import Table, workbook
from wijkplan.planner.text import say

SAVING = saving("equal_delivery", "streets", "bundled", 250_000, 1_000_000)
RESULT = SharedResult(
    question="equal_delivery",
    variant="bundled",
    status="feasible",
    cost=52_901_000,
    bound=None,
    bound_certified=False,
    gap=None,
    decidable_cost=None,
)


def _shared(**changes: Any) -> SharedComparison:
    programme = SharedProgramme(name="Test", start=date(2027, 1, 4), weeks=104, districts=2, homes=1770, projects=3)
    stated = {"format_version": 3, "programme": programme, "baseline": "streets"}
    whole = stated | {"results": (RESULT,), "savings": (SAVING,), "attribution": None, "suppressed": ()}
    return SharedComparison(**(whole | changes))


def _drawn(comparison: SharedComparison, *spans: Span, language: Any = "en") -> str:
    table = Table(say("Shared"), say("All employers together"), (say("What"),), [("x",)])
    return page(comparison, "equal_delivery", "bundled", spans, [table], language, datetime(2026, 11, 25))


def test_a_saving_is_said_drawn_and_tabled() -> None:
    text = _drawn(_shared())
    assert (
        "Equal delivery: together the whole programme costs 250,000 to 1,000,000 euros less than when each plans well "
        "for itself (proven)." in text
    )
    assert 'x="25.0" width="75.0"' in text  # from a quarter of the largest amount to all of it
    assert "52,901,000" in text and ">suppressed<" not in text
    dutch = _drawn(_shared(), language="nl")
    assert (
        '<html lang="nl">' in dutch
        and "goed voor zichzelf plant (bewezen)" in dutch
        and "52.901.000" in dutch
        and "25-11-2026" in dutch
    )


def test_an_end_that_is_not_known_is_not_invented() -> None:
    text = _drawn(_shared(savings=(saving("equal_delivery", "streets", "bundled", 250_000, None),)))
    assert "costs at least 250,000 euros less" in text
    none = _drawn(_shared(savings=None, results=(RESULT.model_copy(update={"cost": None}),)))
    assert "Costs and savings are not shown" in none and "52,901,000" not in none and ">suppressed<" in none
    assert "There is no comparison" in _drawn(_shared(savings=()))
    without = RESULT.model_copy(update={"variant": "streets", "status": "no_plan", "cost": None})
    alone = _drawn(
        _shared(results=(without, RESULT), savings=(saving("equal_delivery", "streets", "bundled", 0, None),))
    )
    assert "There is no comparison" in alone and "euros less" not in alone


def test_weeks_stand_where_they_are_asked_for_and_planned() -> None:
    text = _drawn(_shared(), Span("cable", 0, 10, 20), Span("no week asked", None, 5, 6))
    # 720 units for 20 weeks, from 270: asked in week 0, planned from week 10.
    assert re.search(r'<rect class="planned" x="630.0" y="26" width="360.0"', text)
    assert re.search(r'<rect class="asked" x="270.0" y="22" width="360.0"', text)
    assert text.count('class="asked"') == 1 and "2027-W01 → 2027-W11 – 2027-W20" in text


@pytest.mark.parametrize("reader", READERS)
def test_it_opens_offline_and_has_a_table_behind_each_chart(reader: str) -> None:
    (text,) = [raw.decode() for name, raw in baseline(reader).files.items() if name.endswith(".html")]
    assert not re.search(r"https?://|<script|<link|@import|url\(", text)
    assert text.count("<h2>") >= 2 and text.count("<table>") >= text.count("</svg>") - text.count("bar")
    names = [e.name for e in pilot().employers if e.name in text]
    assert names == [] and (MINE not in text or MINE in reader)
    assert len(text) < 2_000_000


def test_the_clearing_party_has_the_report() -> None:
    assert not any(name.endswith(".html") for name in baseline("clearing").files)


def test_a_sheet_without_lines_says_so() -> None:
    table = Table(say("Changes"), say("Line"), (say("Work"),), [])
    sheet = load_workbook(io.BytesIO(workbook([table], "nl", datetime(2026, 1, 1))))["Wijzigingen"]
    assert sheet["A3"].value == "Niets van deze soort in dit plan." and sheet.max_row == 4


def test_whose_crews_are_all_free_reads_where_they_count() -> None:
    """A page of nothing but empty tables would look as if its file was not read."""
    empty = own_people(fixed()[0].names, None, (), "en")
    assert empty.rows == [] and "Crews that are free count for work that is still to be won" in str(empty.note)
