"""``wijkplan why``: reasons that the checker confirms, and a price of a week that is the cost of the plan with the
work there."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.support.command import wijkplan
from wijkplan.models.check import judge
from wijkplan.models.check.facts import changes
from wijkplan.models.plan import Placement
from wijkplan.planner.compile import compile
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import VARIANTS, in_variant
from wijkplan.planner.results.binding_rules import Reasons
from wijkplan.planner.rounds.subject import Subject
from wijkplan.planner.rounds.why import reasons, week_cost

EXAMPLE = Path("instances/examples/shared-crew")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("why") / "out"
    assert wijkplan("compare", EXAMPLE, "--work", "200", "--out", folder, "-q").returncode == 0
    return folder


@pytest.fixture(scope="module")
def subject(out: Path) -> Subject:
    programme, _ = load([EXAMPLE])
    assert programme is not None
    compiled = compile(programme)
    folder = read_folder(out, compiled, [EXAMPLE])
    problem = in_variant(folder.asked(compiled)["all_in"], VARIANTS["bundled"])
    return Subject(problem, compiled.names, folder.plans["all_in", "bundled"])


def _alone(subject: Subject, activity: int, week: int) -> tuple[int, int] | None:
    """Cost and changes with one work in a week, all else where it stands, by the checker alone: of all modes and crews
    the cheapest with no more changes than the plan has, else the cheapest; ``None`` where nothing holds."""
    problem, plan = subject.problem, subject.plan
    free, now = replace(problem, max_changes=None), sum(changes(problem, plan))
    found: list[tuple[bool, int, int]] = []
    for m, mode in enumerate(problem.activities[activity].modes):
        end = problem.end(activity, m, week)
        for patterns in (
            itertools.product(*(range(len(demand.patterns)) for demand in mode.demands)) if end is not None else ()
        ):
            there = Placement(activity, week, end, m, patterns)
            moved = replace(plan, placements=tuple(there if p.activity == activity else p for p in plan.placements))
            verdict = judge(free, moved)
            if verdict.feasible and verdict.objective is not None:
                asked = sum(changes(problem, moved))
                found.append((asked > now, verdict.objective, asked - now))
    return min(found)[1:] if found else None


def test_the_price_of_any_week_is_the_cost_of_the_plan_with_the_work_there(subject: Subject) -> None:
    prices = subject.problem.priced - {"moved"}
    unpriced = replace(subject, problem=replace(subject.problem, priced=prices))
    now = judge(unpriced.problem, subject.plan).objective
    assert now is not None
    seen = {"exact": 0, "blocked": 0}
    for a, placement in sorted(subject.plan.by_activity().items()):
        for week in range(max(0, placement.start - 6), placement.start + 7):
            cost, least = week_cost(unpriced, a, week), _alone(unpriced, a, week)
            if cost.exact:
                assert least is not None and cost.high == max(0, least[0] - now), (a, week)
                assert cost.changes == round(max(0, least[1]) / unpriced.problem.changes_unit / 100, 2), (a, week)
            else:
                assert least is None and cost.rule, (a, week)
            seen["exact" if cost.exact else "blocked"] += 1
    assert min(seen.values()) > 3


def test_where_homes_are_counted_a_week_costs_home_weeks(subject: Subject) -> None:
    waiting = replace(subject, problem=replace(subject.problem, priced=frozenset({"home_weeks"})))
    now = judge(waiting.problem, subject.plan).objective
    assert now
    looked = 0
    for a, placement in sorted(subject.plan.by_activity().items()):
        for week in range(placement.start + 1, placement.start + 7):
            cost, least = week_cost(waiting, a, week), _alone(waiting, a, week)
            assert cost.exact == (least is not None), (a, week)
            if least is not None:
                assert (cost.unit, cost.high) == ("home-weeks", max(0, least[0] - now)), (a, week)
                looked += 1
    assert looked > 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_work_has_reasons_on_both_sides(subject: Subject, language: Any) -> None:
    told = reasons(subject, sorted(subject.plan.by_activity()), language)
    assert len(told) == len(subject.plan.placements)
    assert all(row.not_sooner and row.not_later for row in told)


@pytest.mark.parametrize("kind", ["employer", "client"])
def test_who_could_make_room_is_named_to_nobody_else(subject: Subject, kind: Literal["employer", "client"]) -> None:
    """Every work in a week long before its own: to a party no work but its own is named, nor another party."""
    problem, names = subject.problem, subject.names
    seen = 0
    for a, placement in sorted(subject.plan.by_activity().items()):
        reader = Reader(kind, _owner(subject, a) if kind == "employer" else _client(subject, a))
        mine = {b for b in range(len(problem.activities)) if reader.owns(problem, b)}
        assert a in mine
        parties = {None, *(names.employers[_owner(subject, b)].id for b in mine)}
        others = [one.id for b, one in enumerate(names.activities) if b not in mine]
        for week in range(max(0, placement.start - 4), placement.start):
            cost = week_cost(subject, a, week)
            own = week_cost(replace(subject, reader=reader), a, week)
            assert {room.party for room in own.make_room} <= parties
            assert not [name for name in others if name in own.model_dump_json()]
            assert all(room.works and room.number == len(room.works) for room in cost.make_room)
            seen += len(cost.make_room)
        told = reasons(replace(subject, reader=reader), [a], "en")[0]
        assert told.not_sooner and told.not_later
        assert not [name for name in others if name in told.model_dump_json()]
    assert seen > 0


def test_a_client_reads_nothing_of_the_people_of_others(subject: Subject) -> None:
    """Where heads are short the employer reads how many, and the client that ordered the work does not."""
    seen, horizon = 0, subject.problem.horizon
    nobody = tuple(replace(pool, heads=(0,) * horizon) for pool in subject.problem.pools)
    problem = replace(subject.problem, pools=nobody)
    for a, placement in sorted(subject.plan.by_activity().items()):
        employer, client = (
            Reasons(problem, subject.names, subject.plan, "en", reader=one)
            for one in (Reader("employer", _owner(subject, a)), Reader("client", _client(subject, a)))
        )
        for week in range(horizon):
            end = subject.problem.end(a, placement.mode, week)
            if end is None:
                continue
            there = replace(placement, start=week, end=end)
            seen += any(one.rule == "capacity" for one in employer.obstacles(there))
            assert not any(one.kind == "pool" for one in client.obstacles(there))
    assert seen > 0


def _client(subject: Subject, activity: int) -> int:
    return subject.problem.projects[subject.problem.activities[activity].project].client


def _owner(subject: Subject, activity: int) -> int:
    return subject.problem.projects[subject.problem.activities[activity].project].employer


def test_the_command_says_it_for_one_work_and_for_all(out: Path) -> None:
    rows = json.loads(wijkplan("why", out, "--all", "--json").stdout)
    assert len(rows) == 4 and all({"activity", "week", "not_sooner", "asked_week"} <= row.keys() for row in rows)
    one = json.loads(
        wijkplan("why", out, "kabel-pekela/lv", "--week", "2027-W20", "--time-limit", "1", "--json").stdout
    )
    assert one["other_week"]["week"] == "2027-W20" and (
        one["other_week"]["exact"] or one["other_week"]["planned_again"]
    )
    for who, works in (("client:netbeheerder", 4), ("employer:netaannemer-a", 2)):
        assert len(json.loads(wijkplan("why", out, "--all", "--audience", who, "--json").stdout)) == works
    said = wijkplan("why", out, "kabel-pekela/lv", "--language", "nl").stdout
    assert "begint in" in said and "Niet in" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("nothing-like-it",),
        ("cable",),
        ("--all", "--week", "2027-W20"),
        (),
        ("kabel-pekela/lv", "--week", "soon"),
        ("kabel-pekela/lv", "--week", "1999-W01"),
        ("kabel-pekela/lv", "--audience", "employer:netaannemer-a"),
        ("kabel-pekela/lv", "--audience", "core-team"),
    ],
)
def test_what_cannot_be_asked_is_wrong_usage(out: Path, arguments: tuple[str, ...]) -> None:
    done = wijkplan("why", out, *arguments)
    assert done.returncode == 2 and len(done.stderr.strip().splitlines()) == 1, done.stderr
