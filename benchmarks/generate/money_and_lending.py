"""What the pilot's senders state of money and of lending: budgets per client and year, who may lend, who is appointed.

All of it is made up, without a draw, and lawful as it is: it forbids no staffing that the pilot has, and a budget gives
in each year the money for all work that its client is willing to start by then. So within what senders are willing to
nothing is decided otherwise; where work may come sooner than that, budgets can stand in the way."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from wijkplan.planner.compile.compile_findings import Notebook
from wijkplan.planner.compile.lawful_supply import ON_THE_NETWORK
from wijkplan.planner.compile.project_totals import portfolio
from wijkplan.planner.programme import Programme

ROUND = 10_000
"""Euros to which budgets are rounded up."""
CIRCUIT, LIVE = ("HPT",), ("LVM", "EVM")
"""Trades that open a refrigerant circuit, or work on low voltage that stays on, where a project says so."""
HEAT_PUMPS = ("hybrid_heat_pump_homes", "electric_heat_pump_homes")
ADMITTED = ("grid", "charging")
"""Sectors of which employers are admitted as lenders (Wtta); the others help at cost (art. 1(3)b Waadi)."""

Files = dict[str, dict[str, Any]]


def with_budgets(files: Files, programme: Programme) -> Files:
    """The files with budgets of all clients but private owners, who have none together."""
    work = portfolio(programme, Notebook(programme.name))
    spending: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in work.works:
        wanted = one.place.wanted or one.task.asked.wanted
        soonest = max(0, programme.week_of(wanted.start) - one.task.flexible_weeks)
        spending[one.task.client][programme.monday(soonest).isocalendar().year] += work.value(one)
    for content in files.values():
        if content["kind"] == "client" and content["regime"] != "private":
            content["budgets"] = [
                {"year": year, "eur": math.ceil(eur / ROUND) * ROUND}
                for year, eur in sorted(spending[content["id"]].items())
            ]
    return files


def with_qualifications(files: Files) -> Files:
    """The files in which all crews, and all who can be hired, hold what their trade may be asked for, and owners take
    split heat pumps, of which the refrigerant circuit is opened."""
    for content in files.values():
        for row in (*content.get("crews", ()), *content.get("hiring", ())):
            if row["trade"] in CIRCUIT:
                row["refrigerant_certified"] = True
            if row["trade"] in LIVE:
                row["live_work_qualified"] = True
                if "heads" in row and "status" in row:
                    row["person_in_charge"] = True
        if content["kind"] == "client" and content["regime"] == "private":
            for project in content["projects"]:
                if any(place.get(name) for place in project["places"] for name in HEAT_PUMPS):
                    project["opens_circuit"] = True
    return files


def with_lending(files: Files, area_of: Mapping[str, str], short: Mapping[str, str]) -> Files:
    """The files in which employers say how they lend, crews that their people agree, and crews that work on a network
    who appointed them: the network operator of their area. The operator's own people never work behind the meter."""
    for content in files.values():
        if content["kind"] != "employer":
            continue
        content["lends_as"] = "admitted" if content["sector"] in ADMITTED else "collegial"
        if content["id"].endswith("-NETO"):
            content["network_operator"] = True
        for crew in content["crews"]:
            if crew.get("lendable_percent"):
                crew["workers"] = "agree"
            if crew["trade"] in ON_THE_NETWORK:
                crew["appointed_by"] = [f"C-{short[area_of[crew['region']]]}-NET"]
    return files
