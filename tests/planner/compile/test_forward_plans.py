"""Agreed plans of others as fixed digs: where they stand in a street, what they do to what is counted, and what they
leave alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planner.compile.world import programme
from wijkplan.models.check import judge
from wijkplan.models.outcome import Settings
from wijkplan.models.solve import solve
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.measures import measures

WATER = {"id": "W", "owner": "Waternet", "what": "main", "street": "S1", "start": "2027-09-06", "end": "2027-10-01"}


def compiled(*plans: dict[str, Any], **settings: Any) -> Compiled:
    return compile(programme(settings={"forward_plans": list(plans), **settings}))


def order(made: Compiled, street: str) -> list[str]:
    at = [place.id for place in made.names.streets].index(street)
    return [made.names.activities[dig].id for dig in made.problem.streets[at].digs]


def test_an_agreed_plan_is_a_dig_in_its_weeks_that_asks_nobody_and_costs_nothing() -> None:
    made = compiled(WATER)
    [dig] = [a for a, name in enumerate(made.names.activities) if name.id.startswith("forward:W/")]
    activity = made.problem.activities[dig]
    assert (activity.pinned, activity.submitted) == (35, 35)
    assert {(mode.duration, mode.demands, mode.labour, mode.opening, mode.standby) for mode in activity.modes} == {
        (4, (), 0, 0, 0)
    }
    assert set(made.problem.calendars[activity.calendar].percent) == {100}  # they work through our closed weeks too
    project = made.problem.projects[activity.project]
    assert made.names.employers[project.employer].name == "Waternet" and (
        project.mobilisation,
        project.delay_price,
    ) == (0, 0)


def test_without_plans_nothing_changes() -> None:
    assert compiled().problem == compile(programme()).problem


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [("2027-09-06", "2027-10-01", 3), ("2027-02-01", "2027-02-26", 0), ("2027-06-07", "2027-06-25", 0)],
)
def test_digs_that_are_asked_to_be_finished_by_then_come_before_it(start: str, end: str, place: int) -> None:
    # SEW and CAB are asked for from week 18 up to and including 28 of 2027.
    made = order(compiled(WATER | {"start": start, "end": end}), "S1")
    assert made.index("forward:W/forward-plan:S1") == place
    assert [dig for dig in made if not dig.startswith("forward:")] == order(compiled(), "S1")


def test_plans_that_overlap_in_a_street_are_one_dig() -> None:
    made = compiled(
        WATER, WATER | {"id": "K", "owner": "KPN", "what": "fibre", "start": "2027-09-20", "end": "2027-10-15"}
    )
    [dig] = [a for a, name in enumerate(made.names.activities) if name.id.startswith("forward:")]
    assert made.problem.activities[dig].pinned == 35 and made.problem.activities[dig].modes[0].duration == 6
    assert made.names.projects[made.problem.activities[dig].project].title == "Waternet + KPN: main; fibre"


def test_an_employer_of_the_programme_keeps_its_own_name() -> None:
    made = compiled(WATER | {"owner": "Grid Contractor"})
    project = made.problem.projects[-1]
    assert made.names.employers[project.employer].id == "gridco" and len(made.names.employers) == len(
        compiled().names.employers
    )


@pytest.mark.parametrize(
    "change",
    [
        {"certainty": "intended"},
        {"opens_street": False},
        {"street": "elsewhere"},
        {"start": "2035-01-01", "end": "2035-02-01"},
    ],
)
def test_what_is_not_agreed_opens_nothing_or_lies_elsewhere_fixes_nothing(change: dict[str, Any]) -> None:
    assert compiled(WATER | change).problem == compiled().problem


def test_what_lies_partly_outside_the_horizon_counts_inside_it() -> None:
    made = compiled(WATER | {"start": "2026-11-02", "end": "2027-01-15"})
    dig = made.problem.activities[-1]
    assert dig.pinned == 0 and dig.modes[0].duration == 2


def test_streets_that_others_have_open_do_not_make_the_agreed_number_impossible() -> None:
    both = [WATER, WATER | {"id": "W2", "street": "S2"}]
    one = [{"district": "P02", "max_open_streets": 1}]
    assert [d.max_open for d in compiled(*both, districts=one).problem.districts] == [2]
    assert [d.max_open for d in compiled(WATER, districts=one).problem.districts] == [1]


def test_a_plan_around_it_holds_and_it_is_counted_among_nobodys_projects() -> None:
    made = compiled(WATER)
    outcome = solve(made.problem, Settings(seconds=20, workers=1, seed=1, work=20))
    assert outcome.plan is not None and judge(made.problem, outcome.plan).feasible
    counted = measures(made.problem, outcome.plan, tuple(place.id for place in made.names.districts))
    assert counted.projects == len(made.problem.projects) - 1
