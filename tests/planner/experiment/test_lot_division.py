"""Lots by default: an undivided tender of a plan becomes lots where that costs no more, and stays where it does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.lot_division import divided
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import COMBINED, all_in, in_variant

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "combined-tender"


def example(more: int) -> tuple[Problem, int, int]:
    """Two sewers that may be bought undivided, or in lots that cost so many euros more; the candidates' numbers."""
    programme, findings = load([EXAMPLE])
    assert programme is not None, findings
    problem = in_variant(all_in(compile(programme).problem), COMBINED)
    whole = next(t for t, tender in enumerate(problem.tenders) if tender.combined and len(tender.lots) == 1)
    lots = next(t for t, tender in enumerate(problem.tenders) if tender.combined and len(tender.lots) == 2)
    tenders = list(problem.tenders)
    tenders[lots] = replace(tenders[lots], procurement=tenders[whole].procurement + more)
    return replace(problem, tenders=tuple(tenders)), whole, lots


@pytest.mark.parametrize(("more", "becomes_lots"), [(0, True), (1, False)])
def test_lots_are_taken_where_they_cost_no_more(more: int, becomes_lots: bool) -> None:
    problem, whole, lots = example(more)
    _, _, plan = prove(problem)
    assert plan is not None
    plan = replace(plan, tenders=tuple(replace(row, tender=whole) for row in plan.tenders))
    verdict = judge(problem, plan)
    assert verdict.feasible
    found, judged = divided(problem, plan, verdict, real_engine())
    assert [row.tender for row in found.tenders] == [lots if becomes_lots else whole]
    assert judged.objective == verdict.objective and found.placements == plan.placements
