"""The ranked list: what there is to do where people are missing, with euros by hand."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from tests.support.command import ROOT
from wijkplan.models.problem import HOME_WEEKS
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.results.ways_out import ranked, staffing_prices, training_price


def tiny(to: Path, overtime: int) -> Compiled:
    """Works of one head for two weeks, and newcomers who have learnt by week 7 (``instances/tiny``)."""
    shutil.copytree(ROOT / "instances" / "tiny" / "newcomers-seats", to, dirs_exist_ok=True)
    file = to / "employer-isolatiebedrijf.json"
    employer = json.loads(file.read_text("utf-8"))
    for crew in employer["crews"]:
        crew["overtime_percent"] = overtime
    file.write_text(json.dumps(employer), "utf-8")
    programme, findings = load([to])
    assert programme is not None, findings
    return compile(programme)


def test_what_each_way_costs_a_head_week(tmp_path: Path) -> None:
    compiled = tiny(tmp_path, overtime=20)
    (trade,), names = {pool.trade for pool in compiled.problem.pools}, compiled.names
    region = compiled.problem.region(0)
    prices = staffing_prices(compiled.problem)
    # Hired for 4 weeks to work 2: 8,700. Overtime: 12 of 72 hours (1 / 1.2 is 0.84 heads, so 0.16: 11.52 hours) cost
    # 30 and leave a normal hour idle at 15: 518 for 0.32 head-weeks.
    assert prices[trade, region, "hire"] == 8_700 / 2
    assert round(prices[trade, region, "overtime"]) == round((346 + 173) / 0.32)
    assert compiled.recruits is not None
    where = names.trades[trade].id, names.regions[region].id
    last = compiled.recruits.names[0].until
    # 7,000 for five weeks of one head, less four of a tenth for who guides.
    assert round(training_price(compiled.recruits, *where, last) or 0) == round(7_000 / (5 - 0.4))
    assert training_price(compiled.recruits, *where, compiled.recruits.names[0].start) is None


def test_cheapest_first_and_doing_without_where_it_belongs(tmp_path: Path) -> None:
    problem = tiny(tmp_path, overtime=0).problem
    rows = ranked(problem, {"train": None, "hire": 4_350.0, "lend": 90.4}, 26_000, 13)
    assert [(row.way, row.eur_per_head_week) for row in rows] == [("lend", 90), ("postpone", 2_000), ("hire", 4_350)]
    weeks = replace(problem, priced=frozenset({HOME_WEEKS}))
    rows = ranked(weeks, {"hire": 4_350.0}, 26_000, 13)
    assert [(row.way, row.eur_per_head_week) for row in rows] == [("hire", 4_350), ("postpone", None)]
