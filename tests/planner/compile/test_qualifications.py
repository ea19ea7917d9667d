"""What people must hold: patterns that ask others are not made, and the check finds them where they are forced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, WANTED, changed, programme
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.plan.qualification_check import violations
from wijkplan.planner.programme import Programme

LENT = {"lendable_percent": 100, "consent": True, "legal_basis": "cao"}
ALL = {"live_work_qualified": True, "person_in_charge": True}
HIRED = {"trade": "LVM", "region": "AM01", "heads": 3}


def live(
    own: dict[str, Any], hired: dict[str, Any] | None = None, heads: float = 4, live_work: bool = True
) -> Programme:
    """Jointers of the contractor's own, jointers of a lender who are qualified and led, and jointers for hire."""
    crews = [{**crew, **own, "heads": heads} if crew["trade"] == "LVM" else crew for crew in GRIDCO["crews"]]
    lender = {"id": "l", "trade": "LVM", "region": "AM01", "heads": 4, **LENT, **ALL}
    return programme(
        settings={"hiring": [{**HIRED, **(hired or {})}]},
        clients=(TOWN, changed(GRID, live_work=live_work)),
        employers=({**GRIDCO, "crews": crews}, CIVIL, FIRM, {**GRIDCO, "id": "lender", "crews": [lender]}),
    )


def jointing(compiled: Compiled, package: str) -> set[tuple[bool, str, int]]:
    """How jointers may be put together for the works of a package: own ones among them, the other source, how many
    of these."""
    names, found = compiled.names, set()
    for a, activity in enumerate(compiled.problem.activities):
        for demand in (demand for mode in activity.modes for demand in mode.demands):
            if names.trades[demand.trade].id == "LVM" and names.activities[a].package == package:
                found |= {(p.own is not None, p.source.name, p.other_heads // 100) for p in demand.patterns}
    return found


def sources(compiled: Compiled, package: str = "lv-cable") -> set[str]:
    """Where jointers for a package may come from."""
    return {source if not own or source == "OWN" else f"OWN+{source}" for own, source, _ in jointing(compiled, package)}


def test_dead_work_asks_nothing() -> None:
    assert sources(compile(live({}, live_work=False))) >= {"OWN", "HIRED", "LENT"}
    silent, stated = (compile(live(crew, live_work=False)) for crew in ({}, ALL))
    assert silent.problem == stated.problem


def test_live_work_takes_only_who_is_qualified() -> None:
    assert sources(compile(live(ALL, {"live_work_qualified": True}))) >= {"OWN", "HIRED", "LENT"}
    assert sources(compile(live(ALL))) == {"OWN", "LENT"}  # nobody for hire states it


def test_who_is_alone_takes_somebody_along() -> None:
    """One jointer of its own: with one of others, or two of others, never alone."""
    made = jointing(compile(live(ALL, {"live_work_qualified": True}, heads=1)), "connection-upgrade")
    assert made == {(True, "HIRED", 1), (False, "HIRED", 2), (True, "LENT", 1), (False, "LENT", 2)}


def test_somebody_is_in_charge() -> None:
    """People for hire bring nobody who is in charge: without one of its own no pattern is left."""
    with pytest.raises(CannotCompile) as refused:
        compile(live({"live_work_qualified": True}, {"live_work_qualified": True}))
    assert {finding.kind for finding in refused.value.findings if finding.severity == "error"} == {"no-certificate"}


def test_other_trades_are_asked_nothing() -> None:
    hired = {"live_work_qualified": True}
    compiled, free = compile(live(ALL, hired)), compile(live(ALL, hired, live_work=False))
    for one, other in zip(compiled.problem.activities, free.problem.activities, strict=True):
        for mode, same in zip(one.modes, other.modes, strict=True):
            for demand, alike in zip(mode.demands, same.demands, strict=True):
                assert demand == alike or compiled.names.trades[demand.trade].id == "LVM"


def heated(crew: dict[str, Any], other: dict[str, Any] | None = None, opens: bool = True) -> Programme:
    """An installer places heat pumps; some of its people may be certified and others not."""
    crews = [
        {"id": "h1", "trade": "HPT", "region": "AM01", "heads": 4, **crew},
        {"id": "e", "trade": "ELE", "region": "AM01", "heads": 4},
        {"id": "w", "trade": "WVB", "region": "AM01", "heads": 4},
        *([{"id": "h2", "trade": "HPT", "region": "AM01", "heads": 6, **other}] if other is not None else []),
    ]
    project = {
        "id": "HP",
        "work_type": "retrofit",
        "district": "P02",
        "award": "private",
        "wanted": WANTED,
        "opens_circuit": opens,
        "places": [{"id": "b1", "hybrid_heat_pump_homes": 10}],
    }
    return programme(employers=(GRIDCO, CIVIL, {**FIRM, "sector": "installer", "crews": crews, "projects": [project]}))


def fitters(compiled: Compiled) -> set[str]:
    """Own pools that may place the heat pumps."""
    return {
        compiled.names.pools[pattern.own].id
        for activity in compiled.problem.activities
        for mode in activity.modes
        for demand in mode.demands
        if compiled.names.trades[demand.trade].id == "HPT"
        for pattern in demand.patterns
        if pattern.own is not None
    }


def test_a_circuit_is_opened_by_who_is_certified() -> None:
    certified = {"refrigerant_certified": True}
    assert fitters(compile(heated(certified))) == {"builder:HPT:AM01"}
    assert fitters(compile(heated({}, certified))) == {"builder:HPT:AM01:refrigerant"}
    assert len(fitters(compile(heated({}, certified, opens=False)))) == 2  # a monobloc: both may
    with pytest.raises(CannotCompile) as refused:
        compile(heated({}))
    (found,) = [finding for finding in refused.value.findings if finding.severity == "error"]
    assert (found.kind, found.value) == ("no-certificate", "HPT")


def test_the_check_finds_what_compile_would_not_make() -> None:
    """Plans of the dead work, or of monoblocs, held against what was sent of live work and split units."""
    cases = (
        (live({}, live_work=False), live({}), "not qualified"),
        (live({}, live_work=False), live({"live_work_qualified": True}), "nobody in charge"),
        (live({}, heads=1.5, live_work=False), live(ALL, heads=1.5), "without a second person"),
        (heated({}, opens=False), heated({}), "without a certificate"),
    )
    for made, stated, what in cases:
        compiled = compile(made)
        plan = submitted(compiled.problem)
        assert list(violations(made, compiled, plan)) == []
        held = ("in-charge", "live-work") if what == "without a second person" else ()
        pools = compiled.names.pools
        names = replace(
            compiled.names, pools=tuple(replace(one, holds=held) if one.trade == "LVM" else one for one in pools)
        )
        found = list(violations(stated, replace(compiled, names=names), plan))
        assert any(what in line.what for line in found), (what, found)


def test_what_compile_makes_passes_the_check() -> None:
    for stated in (
        live(ALL),
        live(ALL, {"live_work_qualified": True}, heads=1),
        heated({"refrigerant_certified": True}),
    ):
        compiled = compile(stated)
        for p, activity in enumerate(compiled.problem.activities):
            for demand in (demand for mode in activity.modes for demand in mode.demands):
                assert demand.patterns, p
        plan = submitted(compiled.problem)
        for turn in range(4):  # each pattern in turn, not only the first
            rows = tuple(
                replace(
                    row,
                    patterns=tuple(
                        turn % len(demand.patterns)
                        for demand in compiled.problem.activities[row.activity].modes[row.mode].demands
                    ),
                )
                for row in plan.placements
            )
            assert list(violations(stated, compiled, replace(plan, placements=rows))) == []
