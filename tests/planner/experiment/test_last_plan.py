"""Where what was agreed leaves no plan that each could make for itself, the next plan goes on from the last one: it
delivers what that one does, costs no more, and all that is made of a comparison is made of it too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.folder.atomic_output import make_folder, write_folder
from wijkplan.planner.folder.stored_comparison import AGREED_WEEKS, read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import headlines, redraw, run_comparison
from wijkplan.planner.plan.variants import BUNDLED, all_in, finishes, in_cash, in_variant
from wijkplan.planner.programme import Programme

pytestmark = pytest.mark.slow  # two whole comparisons
EXAMPLE = Path("instances/examples/shared-crew")
WORK = Settings(30.0, 1, 1, 20)


def _nobody(_: Problem, __: int, ___: Callable[[Plan], None] | None = None) -> tuple[Plan | None, Reason | None]:
    """Nobody can plan for itself."""
    return None, Reason("stopped")


@pytest.fixture(scope="module")
def read() -> tuple[Programme, Compiled]:
    programme, _ = load([EXAMPLE])
    assert programme is not None
    return programme, compile(programme)


def test_the_next_plan_delivers_what_the_last_one_does(read: tuple[Programme, Compiled], tmp_path: Path) -> None:
    programme, compiled = read
    engine = real_engine()
    last, _ = engine.repair(compiled.problem, 1)
    assert last is not None
    alone = replace(engine, repair=_nobody)
    done = run_comparison(programme, compiled, [EXAMPLE], WORK, Silent(), lambda: False, alone, last=last)
    assert done.failed == {}
    base, result = (done.comparison.result("equal_delivery", one) for one in (done.comparison.baseline, "bundled"))
    assert base is not None and base.cost is None and result is not None
    priced = in_variant(in_cash(compiled.problem), BUNDLED)
    before = engine.judge(priced, last).objective
    assert before is not None and result.cost is not None and result.cost <= before
    plan = done.plans["equal_delivery", "bundled"]
    now, then = (finishes(all_in(compiled.problem), one) for one in (plan, last))
    assert all(a <= b for a, b in zip(now, then, strict=True))
    assert done.comparison.saving("equal_delivery", done.comparison.baseline, "bundled") is None or base.cost is None
    for language in ("nl", "en"):
        assert headlines(done.comparison, done.names, language)

    make_folder(tmp_path / "out")
    write_folder(tmp_path / "out", done.texts)
    assert (tmp_path / "out" / AGREED_WEEKS).is_file()
    stored = read_folder(tmp_path / "out", compiled, [EXAMPLE])
    assert stored.last is not None
    asked = stored.asked(compiled)["equal_delivery"]
    assert engine.judge(in_variant(asked, BUNDLED), plan).feasible
    assert engine.judge(in_variant(asked, BUNDLED), last).feasible
    assert redraw(tmp_path / "out", compiled, [EXAMPLE]) == done.texts["report.html"]


def test_without_a_last_plan_there_is_nothing_to_deliver(read: tuple[Programme, Compiled]) -> None:
    programme, compiled = read
    alone = replace(real_engine(), repair=_nobody)
    done = run_comparison(programme, compiled, [EXAMPLE], WORK, Silent(), lambda: False, alone)
    result = done.comparison.result("equal_delivery", "bundled")
    assert result is not None and result.plan is None
