"""Crews: pools, leave, what may be lent, anonymous firms, and staffing patterns."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, changed, programme
from wijkplan.models.problem import Allowed, Pattern, Pool, Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.reference import load

SMALL = replace(load(), settings=replace(load().settings, anonymous_firm_heads=20))  # firms of about 20 heads
CREW: dict[str, Any] = {"id": "c", "trade": "INS", "region": "AM01", "heads": 6}


def firm(*crews: dict[str, Any]) -> dict[str, Any]:
    return {**FIRM, "crews": [{**CREW, **crew, "id": f"c{i}"} for i, crew in enumerate(crews)]}


def pool(compiled: Compiled, name: str = "builder:INS:AM01") -> Pool:
    return compiled.problem.pools[compiled.names.pool_index[name]]


def patterns(compiled: Compiled, activity: str, mode: int = 0, demand: int = 0) -> tuple[Pattern, ...]:
    return compiled.problem.activities[compiled.names.activity_index[activity]].modes[mode].demands[demand].patterns


def test_committed_crews_of_a_trade_and_region_add_up_week_by_week_less_leave() -> None:
    leave = [{"start": "2027-01-18", "end": "2027-01-31", "heads": 1.5}]
    one = pool(
        compile(
            programme(
                employers=(GRIDCO, CIVIL, firm({"heads": 4, "leave": leave}, {"heads": 2, "start": "2027-01-11"}))
            )
        )
    )
    assert one.heads[:6] == (400, 600, 450, 450, 600, 600)
    assert one.reserve == 10


def test_lendable_share_is_that_of_consenting_crews_weighted_by_capacity_and_rounded_down() -> None:
    # 6 heads at 40 % with consent and basis, 3 heads at 100 % without consent: 240 / 900 = 26.7 % -> 26 %.
    willing = {"lendable_percent": 40, "consent": True, "legal_basis": "cao", "reachable_regions": ["AM02", "AM03"]}
    one = pool(
        compile(
            programme(
                employers=(
                    GRIDCO,
                    CIVIL,
                    firm(willing, {"heads": 3, "lendable_percent": 100, "reachable_regions": ["AM03"]}),
                )
            )
        )
    )
    assert (one.lendable, one.consent, one.legal_basis) == (26, True, True)
    assert len(one.reach) == 1  # the regions that all of them reach


def test_nothing_is_shared_by_default() -> None:
    one = pool(compile(programme()))
    assert (one.lendable, one.consent, one.legal_basis, one.reach) == (0, False, False, frozenset())


def test_free_crews_become_anonymous_firms_of_a_stated_size() -> None:
    # 60.01 heads in firms of about 20: three firms, and the heads are divided without loss.
    civil = {**CIVIL, "crews": [{"id": "f", "trade": "SEW", "region": "AM01", "heads": 60.01, "status": "free"}]}
    compiled = compile(programme(employers=(GRIDCO, civil, FIRM), reference=SMALL))
    firms = [e.id for e in compiled.names.employers if e.anonymous]
    assert firms == ["anon:AM01:civil:1", "anon:AM01:civil:2", "anon:AM01:civil:3"]
    assert [pool(compiled, f"{firm}:SEW:AM01").heads[0] for firm in firms] == [2001, 2000, 2000]


def test_work_to_be_tendered_is_never_planned_on_a_named_employer() -> None:
    compiled = compile(programme())
    project = compiled.problem.projects[compiled.names.project_index["SEW"]]
    assert compiled.names.employers[project.employer].anonymous


def test_load_follows_capacity_and_the_seed_draws_the_order() -> None:
    # Two firms of equal size, eight equal projects: four each, whatever the seed.
    civil = {**CIVIL, "crews": [{"id": "f", "trade": "SEW", "region": "AM01", "heads": 40, "status": "free"}]}
    (only,) = TOWN["projects"]
    town = {**TOWN, "projects": [{**only, "id": f"SEW{i}"} for i in range(8)]}

    def winners(seed: int) -> list[int]:
        compiled = compile(
            programme(settings={"seed": seed}, clients=(town, GRID), employers=(GRIDCO, civil, FIRM), reference=SMALL)
        )
        return [p.employer for p in compiled.problem.projects if p.client == compiled.names.client_index["town"]]

    assert all(sorted(Counter(winners(seed)).values()) == [4, 4] for seed in (1, 2))
    assert winners(1) == winners(1) and winners(1) != winners(2)


def test_without_free_crews_work_is_planned_with_hired_people_and_a_note_says_so() -> None:
    civil = {**CIVIL, "crews": [{"id": "f", "trade": "SEW", "region": "AM30", "heads": 4, "status": "free"}]}
    compiled = compile(programme(employers=(GRIDCO, civil, FIRM)))
    project = compiled.problem.projects[compiled.names.project_index["SEW"]]
    assert compiled.names.employers[project.employer].id == "anon:AM01:civil:0"
    assert "no-anonymous-firm" in {f.kind for f in compiled.notes}
    assert {p.source for p in patterns(compiled, "SEW/sewer:s1")} == {Source.HIRED}


def test_patterns_are_all_own_then_own_with_hired_at_a_premium_on_their_hours() -> None:
    # 178 hundredths INS for 192 hours in 3 weeks: own 178, or 78 + 1 hired, or 2 hired. They are paid for 4 weeks of
    # 36 hours, premium 15 an hour.
    found = patterns(compile(programme(employers=(GRIDCO, CIVIL, firm({})))), "INS/insulation-light:b1")
    assert [(p.own_heads, p.other_heads, p.source, p.hire) for p in found] == [
        (178, 0, Source.OWN, 0),
        (78, 100, Source.HIRED, 15 * 4 * 36),
        (0, 200, Source.HIRED, 15 * 2 * 4 * 36),
    ]


def test_lent_heads_cost_a_fee_and_induction_and_travel_from_another_region() -> None:
    lender = {
        **FIRM,
        "id": "lender",
        "projects": [],
        "crews": [
            {
                **CREW,
                "region": "AM02",
                "lendable_percent": 50,
                "consent": True,
                "legal_basis": "cao",
                "reachable_regions": ["AM01"],
            }
        ],
    }
    found = patterns(compile(programme(employers=(GRIDCO, CIVIL, FIRM, lender))), "INS/insulation-light:b1")
    lent = next(p for p in found if p.source is Source.LENT and p.own_heads == 0)
    # 1.69 heads for 3 weeks: two people, whole, each with a fee and travel for 3 weeks and one induction.
    assert lent.other_heads == 200
    assert lent.lending == 2 * (3 * 100 + 480)
    assert lent.travel == 2 * 3 * 300


def test_lent_heads_stay_within_what_may_be_lent() -> None:
    # 3 heads x 90 % x 50 % = 135 hundredths may be lent: one person, for 1.69 heads that are needed; with 2 heads 90
    # hundredths: nobody.
    def lent(heads: int) -> set[int]:
        crew = {**CREW, "heads": heads, "lendable_percent": 50, "consent": True, "legal_basis": "x"}
        lender = {**FIRM, "id": "lender", "projects": [], "crews": [crew]}
        found = patterns(compile(programme(employers=(GRIDCO, CIVIL, FIRM, lender))), "INS/insulation-light:b1")
        return {p.other_heads for p in found if p.source is Source.LENT}

    assert lent(3) == {100}
    assert lent(2) == set()


def test_an_own_crew_elsewhere_may_come_if_it_reaches_the_place() -> None:
    far = firm({"region": "AM02", "reachable_regions": ["AM01"]})
    (own, *_) = patterns(compile(programme(employers=(GRIDCO, CIVIL, far))), "INS/insulation-light:b1")
    assert own.own_heads == 178 and own.travel == round(192 / 36 * 300)
    near = firm({"region": "AM02"})
    assert all(
        p.own is None for p in patterns(compile(programme(employers=(GRIDCO, CIVIL, near))), "INS/insulation-light:b1")
    )


def test_lists_are_short_nested_and_never_empty_in_the_strictest_variant() -> None:
    compiled = compile(programme(clients=(changed(TOWN, award="to-tender"), GRID)))
    widest = compiled.problem
    strict = replace(widest, allowed=Allowed())
    for activity in widest.activities:
        for demand in (d for m in activity.modes for d in m.demands):
            assert 1 <= len(demand.patterns) <= 12
            kept = [p for p in demand.patterns if strict.allowed.source(p.source)]
            assert kept and list(demand.patterns[: len(kept)]) == kept
