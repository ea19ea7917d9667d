"""The pilot: as large, as short of crews and as mixed as its README says, and reproduced by its generator."""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from wijkplan.benchmarks.generate.pilot import generate, write
from wijkplan.benchmarks.generate.weeks import QUARTER, uneven
from wijkplan.benchmarks.shortage import Shortage, faults, shortages
from wijkplan.models.check import violations
from wijkplan.models.improve.repair import repair
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.idle_budgets import without_idle_budgets
from wijkplan.planner.programme import Programme

PILOT = Path(__file__).parents[2] / "instances" / "pilot"
DISTRICTS = {"groningen": 7, "rotterdam-den-haag": 5, "brabant": 3, "zuid-limburg": 2}
SCARCE = ("LVM", "MVM", "HPT")
KINDS = ("sewer", "heat", "cabling", "charging", "retrofit")


@pytest.fixture(scope="module")
def programme() -> Programme:
    read, findings = load([PILOT])
    assert read is not None, [f for f in findings if f.severity == "error"]
    return read


@pytest.fixture(scope="module")
def compiled(programme: Programme) -> Compiled:
    return compile(programme)


@pytest.fixture(scope="module")
def short(programme: Programme, compiled: Compiled) -> dict[str, Shortage]:
    return {row.trade: row for row in shortages(programme, compiled)}


def area_of(programme: Programme, district: str) -> str:
    return programme.reference.districts[district].pilot_area or ""


def test_generator_reproduces_the_files(tmp_path: Path) -> None:
    write(generate(1), tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert made == {path.name: path.read_bytes() for path in PILOT.glob("*.json")}


def test_sizes(programme: Programme, compiled: Compiled) -> None:
    assert len(programme.employers) >= 25 and len(programme.clients) >= 12
    assert (
        len(compiled.problem.projects) >= 70
        and 700 <= len(compiled.problem.activities) <= 1000
        and len(compiled.problem.pools) >= 90
    )
    assert programme.start.isoformat() == "2027-01-04" and programme.weeks == 260


def test_weeks_are_wanted_in_150_of_the_horizon(programme: Programme) -> None:
    first = min(programme.week_of(project.wanted.start) for _, project in programme.projects)
    last = max(programme.week_of(project.wanted.end) for _, project in programme.projects)
    assert 140 <= last - first + 1 <= 156  # closed weeks move the last on


def test_all_homes_of_the_17_districts_lie_in_its_streets(programme: Programme) -> None:
    homes: Counter[str] = Counter()
    for street in programme.settings.streets:
        homes[street.district] += street.homes
    assert Counter(area_of(programme, district) for district in homes) == DISTRICTS
    assert homes == {district: programme.reference.districts[district].homes for district in homes}


def test_municipalities_are_those_of_2026(programme: Programme) -> None:
    towns = [client for client in programme.clients if client.regime == "classic"]
    (merged,) = [town for town in towns if town.name == "Gemeente Eemsdelta"]
    assert {project.district for project in merged.projects} == {"P02", "P05", "P12"}
    assert not {"C-GM0003", "C-GM0010", "C-GM0024"} & {town.id for town in towns}


def test_awards_are_mixed_as_in_practice(programme: Programme) -> None:
    awards: dict[str, Counter[str]] = defaultdict(Counter)
    for sender, project in programme.projects:
        kind = "private" if getattr(sender, "regime", "") == "private" else project.work_type
        awards[kind][project.award] += 1
    assert set(awards["private"]) == {"private"}
    assert set(awards["retrofit"]) == {"contracted", "to-tender"}
    assert set(awards["sewer"]) == set(awards["heat"]) == {"to-tender"}
    assert set(awards["charging"]) == {"call-off", "to-tender"}
    assert set(awards["cabling"]) == {"call-off", "in-house", "to-tender"}
    assert awards["cabling"]["call-off"] > awards["cabling"]["in-house"]


def test_three_projects_of_each_kind_are_to_tender_in_each_area(programme: Programme) -> None:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    networks = {
        area_of(programme, project.district) for _, project in programme.projects if project.work_type == "heat"
    }
    for _, project in programme.projects:
        found[area_of(programme, project.district)][project.work_type] += project.award == "to-tender"
    for area in DISTRICTS:
        for kind in KINDS:
            assert found[area][kind] >= 3 or (kind == "heat" and area not in networks), (area, kind)
    assert networks == {"groningen", "rotterdam-den-haag", "brabant"}  # no heat network is known of in Zuid-Limburg


def test_frameworks_and_concessions_end_within_the_horizon_in_some_areas(programme: Programme) -> None:
    ends = programme.monday(programme.weeks)
    for kind in ("framework", "concession"):
        areas: dict[bool, set[str]] = defaultdict(set)
        for client in programme.clients:
            for framework in client.frameworks:
                called = [p for p in client.projects if p.framework == framework.id]
                assert framework.end is not None and all(p.wanted.start <= framework.end for p in called)
                if framework.type == kind:
                    areas[framework.end < ends] |= {area_of(programme, project.district) for project in called}
        assert areas[True] and areas[False] and not areas[True] & areas[False], kind


def test_clients_let_their_work_move_by_13_26_or_39_weeks(programme: Programme) -> None:
    flexible = Counter(client.flexible_weeks for client in programme.clients)
    count = len(programme.clients)
    assert flexible == {
        13: round(0.2 * count),
        39: count - round(0.8 * count),
        26: round(0.8 * count) - round(0.2 * count),
    }


def test_every_place_has_weeks_of_its_own_inside_those_of_its_project(programme: Programme) -> None:
    for _, project in programme.projects:
        for place in project.places:
            assert place.wanted is not None
            assert project.wanted.start <= place.wanted.start <= place.wanted.end <= project.wanted.end


def test_kinds_of_work_follow_each_other_in_a_street_two_to_eight_weeks_apart(programme: Programme) -> None:
    """Sewer, heat, cables, as soon as the street before lets them; homes after the cables of a phase, poles after its
    last home."""
    streets: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    phases: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for _, project in programme.projects:
        phase = project.id.rsplit("-", 1)[0]
        for place in project.places:
            assert place.wanted is not None and place.street is not None
            weeks = programme.week_of(place.wanted.start), programme.week_of(place.wanted.end) + 1
            if project.work_type in ("sewer", "heat", "cabling"):
                streets[place.street][project.work_type] = weeks
            before = phases[phase].get(project.work_type, weeks)
            phases[phase][project.work_type] = min(before[0], weeks[0]), max(before[1], weeks[1])
    for weeks in streets.values():
        done = [weeks[kind] for kind in ("sewer", "heat", "cabling") if kind in weeks]
        assert all(then[0] - first[1] >= 2 for first, then in pairwise(done))
    for kinds in phases.values():
        assert kinds["sewer"][0] <= kinds["cabling"][0] < kinds["retrofit"][0] < kinds["charging"][0]
        assert 2 <= kinds["charging"][0] - kinds["retrofit"][1] <= 8 + 4  # a closed week or two may lie between


def test_the_load_of_each_area_is_level_over_the_quarters_within_a_fifth(
    programme: Programme, compiled: Compiled
) -> None:
    problem, names = compiled.problem, compiled.names
    for area in DISTRICTS:
        hours = [0.0] * problem.horizon
        blocks: dict[str, int] = {}
        for name, activity in zip(names.activities, problem.activities, strict=True):
            project = names.projects[activity.project]
            district = names.districts[problem.projects[activity.project].district].id
            if area_of(programme, district) != area:
                continue
            assert activity.submitted is not None
            end = problem.end(names.activity_index[name.id], 0, activity.submitted)
            assert end is not None, name.id
            for week in range(activity.submitted, end):
                hours[week] += sum(name.hours.values()) / (end - activity.submitted)
            if project.work_type == "retrofit":
                blocks[name.place] = min(activity.submitted, blocks.get(name.place, problem.horizon))
        assert uneven(hours, min(blocks.values()), max(blocks.values()) + QUARTER // 2) <= 0.2, area


def test_scarce_trades_are_held_by_two_or_three_pools_of_whole_heads(short: dict[str, Shortage]) -> None:
    for trade in SCARCE:
        assert set(short[trade].pools) == set(DISTRICTS)
        for pools in short[trade].pools.values():
            assert 2 <= len(pools) <= 3
            assert all(heads >= 4 and heads == int(heads) for heads in pools)


def test_each_pool_of_a_scarce_trade_has_twice_the_crew_of_its_works(compiled: Compiled) -> None:
    problem, names = compiled.problem, compiled.names
    scarce = {i for i, trade in enumerate(names.trades) if trade.id in SCARCE}
    heads = {(pool.employer, pool.trade): max(pool.heads) for pool in problem.pools}
    for activity in problem.activities:
        smallest = activity.modes[0]
        for need in smallest.demands:
            if need.trade in scarce:
                assert heads[problem.projects[activity.project].employer, need.trade] >= 2 * need.heads


def test_scarce_trades_are_scarce_in_every_wanted_year_and_others_suffice(short: dict[str, Shortage]) -> None:
    assert faults(list(short.values())) == []
    assert set(short["HPT"].use_percent) == {2028, 2029, 2030}
    assert all(row.used_percent <= 75 for trade, row in short.items() if trade not in SCARCE)


def test_a_trade_that_is_not_scarce_and_one_that_is_too_scarce_are_faults(short: dict[str, Shortage]) -> None:
    assert faults([replace(short["HPT"], use_percent={2028: 60.0, 2029: 50.0})]) == ["HPT 2028: 60 %"]
    assert faults([replace(short["LVM"], use_percent={2028: 101.0, 2029: 5.0})]) == ["LVM 2028: 101 %"]
    assert faults([replace(short["MVM"], use_percent={})]) == ["MVM: asked for in no year"]
    assert faults([replace(short["INS"], use_percent={2028: 81.0})]) == ["INS 2028: 81 %"]


def test_the_hiring_market_is_a_share_of_what_an_area_has_itself(programme: Programme) -> None:
    own: Counter[tuple[str, str]] = Counter()
    hired: Counter[tuple[str, str]] = Counter()
    regions = {d.region: d.pilot_area or "" for d in programme.reference.districts.values() if d.pilot_area}
    for employer in programme.employers:
        for trade in {crew.trade for crew in employer.crews}:
            crews = [crew for crew in employer.crews if crew.trade == trade]
            own[regions[crews[0].region], trade] += max(crew.heads for crew in crews)
    for market in programme.settings.hiring:
        assert market.heads == int(market.heads)
        hired[regions[market.region], market.trade] += market.heads
    for (area, trade), heads in own.items():
        share = 0.1 if programme.reference.trades[trade].scarcity == "very" else 0.25
        assert hired[area, trade] == max(2, round(share * heads)), (area, trade)


def test_leave_is_at_most_a_fifth_of_a_crew(programme: Programme) -> None:
    crews = [crew for employer in programme.employers for crew in employer.crews if crew.leave]
    assert len(crews) > 20
    assert all(math.fsum(leave.heads for leave in crew.leave) <= crew.heads / 5 for crew in crews)


def test_some_crews_may_be_lent_and_some_are_still_free(programme: Programme) -> None:
    crews = [crew for employer in programme.employers for crew in employer.crews]
    lent = [crew for crew in crews if crew.lendable_percent and crew.consent and crew.legal_basis]
    assert 0.2 <= len(lent) / len(crews) <= 0.8
    assert 0.1 <= sum(crew.status == "free" for crew in crews) / len(crews) <= 0.7


def test_budgets_give_the_money_for_what_clients_are_willing_to_start(programme: Programme, compiled: Compiled) -> None:
    owners = {client.id for client in programme.clients if not client.budgets}
    assert owners == {client.id for client in programme.clients if client.regime == "private"}
    problem, willing = compiled.problem, []
    for activity, weeks in zip(problem.activities, compiled.flexible, strict=True):
        assert activity.submitted is not None
        willing.append(replace(activity, willing=(activity.submitted - weeks, problem.horizon)))
    assert len(problem.budgets) == len(programme.clients) - len(owners)
    assert without_idle_budgets(problem).budgets != ()  # they bind where work may come sooner than that
    assert without_idle_budgets(replace(problem, activities=tuple(willing))).budgets == ()


def test_lending_is_stated_and_forbids_nothing(programme: Programme, compiled: Compiled) -> None:
    assert {e.lends_as for e in programme.employers} == {"collegial", "admitted"}
    assert {c.workers for e in programme.employers for c in e.crews if c.lendable_percent} == {"agree"}
    assert all(c.appointed_by for e in programme.employers for c in e.crews if c.trade in ("LVM", "MVM", "EVM"))
    assert [e.id for e in programme.employers if e.network_operator] == ["E-GR-NETO"]
    silent = tuple(
        e.model_copy(
            update={
                "lends_as": None,
                "network_operator": False,
                "crews": tuple(c.model_copy(update={"workers": None, "appointed_by": ()}) for c in e.crews),
            }
        )
        for e in programme.employers
    )
    assert compile(replace(programme, employers=silent)).problem == compiled.problem


def test_certificates_are_stated_and_forbid_nothing(programme: Programme, compiled: Compiled) -> None:
    asked = {name.asks for name in compiled.names.activities}
    assert ("refrigerant",) in asked
    crews = [crew for employer in programme.employers for crew in employer.crews]
    assert {crew.trade for crew in crews if crew.refrigerant_certified} == {"HPT"}
    assert {crew.trade for crew in crews if crew.live_work_qualified and crew.person_in_charge} == {"LVM", "EVM"}
    free = {"opens_circuit": False, "live_work": False}
    clients = tuple(
        client.model_copy(update={"projects": tuple(project.model_copy(update=free) for project in client.projects)})
        for client in programme.clients
    )
    assert compile(replace(programme, clients=clients)).problem == compiled.problem


def test_files_say_what_is_made_up(programme: Programme) -> None:
    assert all(record.note for record in (*programme.employers, *programme.clients, programme.settings))


@pytest.mark.parametrize(
    "seed",
    [
        1,
        pytest.param(2, marks=pytest.mark.slow),
        *(pytest.param(seed, marks=pytest.mark.nightly) for seed in (3, 4, 5)),
    ],
)
def test_the_plan_of_asked_weeks_exists(seed: int, tmp_path: Path) -> None:
    files: dict[str, dict[str, Any]] = generate(seed)
    for name, content in files.items():
        (tmp_path / name).write_text(json.dumps(content), "utf-8")
    programme, findings = load([tmp_path])
    assert programme is not None, [f for f in findings if f.severity == "error"]
    made = compile(programme)
    plan, reason = repair(made.problem, programme.seed)
    assert plan is not None, reason
    assert not list(violations(made.problem, plan))
    moved = [abs(p.start - (made.problem.activities[p.activity].submitted or 0)) for p in plan.placements]
    beyond = sum(weeks > made.flexible[p.activity] for weeks, p in zip(moved, plan.placements, strict=True))
    assert sum(moved) / len(moved) <= 5 and beyond <= len(moved) / 15
