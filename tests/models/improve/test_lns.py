"""Neighbourhood steps on a programme of which the best set of tenders is derived by hand (``instances/tiny``)."""

from __future__ import annotations

from pathlib import Path
from random import Random

from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.improve.lns import Lns
from wijkplan.models.improve.neighbourhoods import ALL, TENDERS
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import VARIANTS, all_in, in_variant

FOLDER = Path(__file__).parents[3] / "instances" / "tiny" / "two-sewers-one-tender"


def separate() -> tuple[Problem, Plan, int]:
    """The problem that may combine, the best plan that does not, and its cost."""
    programme, findings = load([FOLDER])
    assert programme is not None, findings
    problem = all_in(compile(programme).problem)
    _, cost, plan = prove(in_variant(problem, VARIANTS["aligned"]))
    assert plan is not None and cost is not None
    return in_variant(problem, VARIANTS["combined"]), plan, cost


def test_the_first_step_chooses_the_best_set_of_tenders() -> None:
    """Work stays within two weeks of where it was; the two sewers are bought together: 6,500 euros less."""
    problem, plan, cost = separate()
    found = Lns(problem, 1).step(plan, cost, 10.0)
    assert found is not None
    better, name = found
    assert name == TENDERS.name
    assert judge(problem, better).objective == cost - 6_500
    assert any(problem.tenders[publication.tender].combined for publication in better.tenders)


def test_every_neighbourhood_frees_work_of_the_plan() -> None:
    problem, plan, _ = separate()
    for neighbourhood in ALL:
        for seed in range(20):
            free = neighbourhood.pick(problem, plan, 2, Random(seed))
            assert free and free <= frozenset(range(len(problem.activities))), (neighbourhood.name, seed)
            assert neighbourhood.windows, neighbourhood.name
