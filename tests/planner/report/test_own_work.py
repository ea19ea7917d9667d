"""A report of work that a programme defines itself: its names, never its codes, and whose figures they are."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.planner.intake.test_own_work import sent
from tests.planner.report.pages import Balanced
from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.pipeline import run_comparison


@pytest.mark.slow
def test_own_trades_work_types_and_prices_are_named_in_the_report(tmp_path: Path) -> None:
    programme, _ = sent(tmp_path)
    assert programme is not None
    settings = Settings(work=20, workers=1, seed=1)
    done = run_comparison(programme, compile(programme), (tmp_path,), settings, Silent(), lambda: False, None)
    page = done.texts["report.html"]
    assert isinstance(page, str)
    Balanced().feed(page)
    told = html.unescape(re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page, flags=re.S))
    for name in ("daken", "dakdekker", "roofer", "dak vervangen", "gesteld door het kernteam in het programma"):
        assert name in told, name
    assert not re.search(r"\bDAK\b|\bNone\b|\bnan\b", told)
