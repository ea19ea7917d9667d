"""What becomes of the works of an employer that leaves, as it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

import wijkplan as wp
from wijkplan.planner.rounds.departure import departure
from wijkplan.planner.rounds.difference import difference
from wijkplan.planner.rounds.lines import Line, Shown


@pytest.mark.parametrize(("state", "fate"), [("done", "done"), ("started", "finished"), ("accepted", "finished")])
def test_what_is_done_needs_nobody_to_finish_it(state: Shown, fate: str) -> None:
    model = wp.read("instances/examples/shared-crew").compile()
    plan = model.solve("own", work=50).plan
    assert plan is not None
    compiled, side = model.compiled, (model.compiled, plan.plan)
    day = compiled.names.start + timedelta(weeks=3)
    told = departure(
        compiled.names.employers[compiled.problem.projects[0].employer].id,
        day,
        {one.id: Line(one.id, day, state, day) for one in compiled.names.activities},
        side,
        side,
        difference(plan.to_json(), plan.to_json(), None),
    )
    assert {row.fate for row in told.lines} == {fate}
