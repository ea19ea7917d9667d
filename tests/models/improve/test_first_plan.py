"""The plan that is told before the one of asked weeks: made in plain Python while kernels are compiled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.support.random_problem import random_problem
from wijkplan.models.check import judge
from wijkplan.models.construct.arrays import arrays
from wijkplan.models.construct.jit import interpreted
from wijkplan.models.construct.price import rank
from wijkplan.models.construct.state import empty
from wijkplan.models.improve import repair as module
from wijkplan.models.improve.ceilings import first_weights
from wijkplan.models.improve.iteration import memory
from wijkplan.models.improve.repair import repair
from wijkplan.models.improve.ruin import begin
from wijkplan.models.plan import Plan
from wijkplan.models.problem import NO_CEILINGS, Allowed, Problem
from wijkplan.models.windows import NoWindow

SEEDS = range(40)


def today(seed: int) -> Problem | None:
    """A drawn problem as the plan of asked weeks knows it; ``None`` where it has no windows."""
    problem = replace(random_problem(seed), allowed=Allowed(), **NO_CEILINGS)
    try:
        arrays(problem)
    except NoWindow:
        return None
    return problem


@pytest.mark.parametrize("seed", SEEDS)
def test_plain_python_does_what_the_compiled_kernel_does(seed: int) -> None:
    problem = today(seed)
    if problem is None:
        return
    x = arrays(problem)
    places, costs = [], []
    for made, priced in ((begin, rank), (interpreted(begin), interpreted(rank))):
        z, mem = empty(x), memory(x)
        made(x, z, mem, first_weights(x))
        places.append(z.places)
        costs.append(priced(x, z, mem.out[0]))
    assert np.array_equal(*places) and costs[0] == costs[1]


@pytest.mark.parametrize("compiling", [False, True])
def test_a_first_plan_holds_and_changes_nothing(monkeypatch: pytest.MonkeyPatch, compiling: bool) -> None:
    monkeypatch.setattr(module, "ROUNDS", 500)
    monkeypatch.setattr(module, "compiling", lambda _step: compiling)
    told = found = 0
    for seed in SEEDS:
        problem = today(seed)
        if problem is None:
            continue
        first: list[Plan] = []
        drawn = np.random.get_state()[1].copy()  # type: ignore[union-attr]
        plan, reason = repair(problem, 1, first.append)
        assert (plan, reason) == repair(problem, 1)
        assert np.array_equal(drawn, np.random.get_state()[1])  # type: ignore[arg-type]
        assert all(judge(problem, plan).feasible for plan in first)
        told += len(first)
        found += plan is not None
    assert found > 10 and told >= 0.9 * found
