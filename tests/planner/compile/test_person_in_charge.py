"""A person in charge (WV) is a trade of the programme's own, asked by a norm of its own: rules ``crew`` and
``capacity`` hold it like any other."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from tests.support.command import ROOT
from wijkplan.models.check import violations
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load


def test_cables_ask_a_person_in_charge_and_no_more_work_goes_on_than_there_are(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "instances" / "examples" / "one-street", tmp_path / "one")
    trade = {"id": "WV", "name": "werkverantwoordelijke", "sectors": ["grid"], "rate_eur": 75}
    for name, key, rows in (
        ("programme.json", "trades", [trade]),
        ("programme.json", "norms", [{"package": "lv-cable", "trade": "WV", "hours": 0.05}]),
        ("employer-netploeg.json", "crews", [{"id": "WV", "trade": "WV", "region": None, "heads": 1}]),
    ):
        told = json.loads((folder / name).read_text("utf-8"))
        region = {"region": told["crews"][0]["region"]} if key == "crews" else {}
        told[key] = told.get(key, []) + [row | region for row in rows]
        (folder / name).write_text(json.dumps(told), "utf-8")
    programme, findings = load([folder])
    assert programme is not None, findings
    compiled = compile(programme)
    problem, index = compiled.problem, [trade.id for trade in compiled.names.trades].index("WV")
    asking = {
        compiled.names.activities[a].package
        for a, activity in enumerate(problem.activities)
        if any(need.trade == index for mode in activity.modes for need in mode.demands)
    }
    assert asking == {"lv-cable"}
    plan = submitted(problem)
    nobody = tuple(
        replace(pool, heads=(0,) * problem.horizon) if pool.trade == index else pool for pool in problem.pools
    )
    there, gone = (
        {
            problem.pools[row.index].trade
            for row in violations(one, plan)
            if row.rule == "capacity" and row.index is not None
        }
        for one in (problem, replace(problem, pools=nobody))
    )
    assert gone - there == {index}
