"""The public instances themselves, where they are: every file can be read, and known optima are found."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from wijkplan.benchmarks.cases import Case
from wijkplan.benchmarks.families.public import headline, held_out, listed, load
from wijkplan.benchmarks.library.network import network_of
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import full

PLACE = Path(os.environ.get("WIJKPLAN_LIBRARY") or Path(__file__).parents[3] / "shared" / "benchmark-library")
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="no public instances: set WIJKPLAN_LIBRARY to their folder")


def test_headline_has_98_instances() -> None:
    assert len(headline(PLACE)) == 98


def test_the_list_that_nothing_is_tuned_on_has_ten_of_each_set_and_no_headline() -> None:
    drawn = held_out(PLACE)
    assert set(Counter(case.set for case in drawn).values()) == {10} and len(drawn) == 80
    assert not {case.id for case in drawn} & {case.id for case in headline(PLACE)}


@pytest.mark.slow
@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.nightly)])
def test_every_file_can_be_read(step: int) -> None:
    """One in five by day, of each set."""
    cases = sorted(listed(PLACE / "best_known.csv"), key=lambda case: case.set)
    assert len(cases) == 406
    for case in cases[::step]:
        problem = load(case, PLACE).problem
        assert case.best_known is not None
        # A best known plan of the file fits in the horizon.
        assert problem.horizon >= case.best_known, case
        assert len(network_of(problem).jobs) == len(problem.activities)


SMALL = [case for case in listed(PLACE / "best_known.csv") if case.set == "PSPLIB-J30"][:8] if PLACE.is_dir() else []


@pytest.mark.parametrize("case", SMALL, ids=str)
def test_known_optimum(case: Case) -> None:
    problem = load(case, PLACE).problem
    plan, objective, bound = full(problem, None, seconds=120.0, seed=1, workers=1, on_event=lambda _: None)
    assert plan is not None
    assert objective == bound == case.best_known
    assert judge(problem, plan).objective == objective
