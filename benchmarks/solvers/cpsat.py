"""One CP-SAT model of the whole problem: what a careful modeller would try first."""

from __future__ import annotations

import time

from wijkplan.models.cpsat.solve import full
from wijkplan.models.outcome import Event, Outcome, Settings, Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.windows import NoWindow


def solve(problem: Problem, settings: Settings, start: Plan | None) -> Outcome:
    """Encode and search, time to encode included."""
    began = time.perf_counter()
    events: list[Event] = []
    try:
        plan, objective, bound = full(
            problem,
            start,
            seconds=settings.seconds,
            seed=settings.seed,
            workers=settings.workers,
            on_event=events.append,
        )
    except NoWindow as error:
        return Outcome("infeasible", None, None, None, None, (), time.perf_counter() - began, None, error.reason)
    status: Status = (
        "no_plan" if plan is None else "optimal" if bound is not None and bound == objective else "feasible"
    )
    first = next((event.seconds for event in events if event.objective is not None), None)
    return Outcome(status, plan, objective, bound, None, tuple(events), time.perf_counter() - began, first)
