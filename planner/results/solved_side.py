"""A solve beside those of the variants, as it is stated."""

from __future__ import annotations

from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.comparison_types import Run
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.record import SolvedSide


def solved_side(names: Names, run: Run, file: str) -> SolvedSide:
    """The figures of a run; ``file`` is the name of its plan's file, where there is a plan."""
    return SolvedSide(
        status=run.status,
        cost=run.cost,
        bound=run.bound,
        bound_certified=run.certified,
        decidable_cost=None if run.verdict is None else run.verdict.decidable,
        seconds=round(run.seconds, 3),
        reason=named(run.reason, names),
        reason_nl=named(run.reason, names, "nl"),
        because=run.reason,
        plan=None if run.plan is None else file,
    )
