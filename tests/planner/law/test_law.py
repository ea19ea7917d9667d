"""Rule law: no candidate tender breaks a hard procurement rule; its value, procedure, lead time and cost are constants
from quantities and norms.

The filter is tried on groups, the check on compiled candidates: with one thing made unlawful it names exactly that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, programme
from tests.planner.law.members import LAW, of
from wijkplan.models.problem import Lot, Tender
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.law import group_breaches, lot_breaches
from wijkplan.planner.tenders.law_check import violations

PILOT = Path(__file__).parents[3] / "instances" / "pilot"


def broken(*group: Any, **other: Any) -> set[str]:
    return {breach.provision.id for breach in group_breaches(LAW, group, **other)}


def test_tenders_of_public_clients_go_together() -> None:
    assert broken(of("A"), of("B", part="special", client="grid")) == set()


def test_call_offs_stay_within_framework_and_party() -> None:
    call = of("A", framework="F", holder="firm")
    assert broken(call, replace(call, project="B")) == set()
    assert broken(call, of("B")) == {"call-off-parties"}
    for other in ({"framework": "G"}, {"holder": "rival"}, {"client": "x"}):
        assert broken(call, replace(call, project="B", **other)) == {"call-off-parties"}


def test_call_offs_stay_under_the_ceiling_where_it_is_known() -> None:
    calls = [of(name, framework="F", holder="firm") for name in "AB"]  # 1.8 million
    assert broken(*calls, ceilings={"F": 1_800_000}) == set() == broken(*calls, ceilings={"G": 1})
    assert broken(*calls, ceilings={"F": 1_799_999}) == {"call-off-ceiling"}


def test_private_clients_buy_among_themselves() -> None:
    assert broken(of("A", part="private"), of("B", part="private")) == set()
    assert broken(of("A", part="private"), of("B")) == {"private-apart"}


def test_lots_are_under_one_part_of_the_act() -> None:
    town, grid = of("A"), of("B", part="special")
    assert [b.provision.id for b in lot_breaches(LAW, [[town, grid]])] == ["mixed-parts"]
    assert not list(lot_breaches(LAW, [[town], [grid]]))
    (breach,) = lot_breaches(LAW, [[town, grid]])
    assert breach.sentence.startswith("A, B: ") and breach.sentence.endswith("(art. 2.12b(7), 3.10d-3.10e Aw 2012).")


def test_the_filter_knows_hard_rules_only() -> None:
    group = [of("A", framework="F", holder="firm"), of("B", part="private"), of("C", part="special")]
    found = [*group_breaches(LAW, group, {"F": 0}), *lot_breaches(LAW, [group])]
    assert {b.provision.id for b in found} == {"call-off-parties", "call-off-ceiling", "private-apart", "mixed-parts"}
    assert {b.provision.severity for b in found} == {"hard"}


def test_all_candidates_of_the_pilot_are_lawful() -> None:
    read, _ = load([PILOT])
    assert read is not None
    compiled = compile(read)
    assert len(compiled.names.tenders) > 100
    assert list(violations(read, compiled)) == []


(SEWER,), (CABLE,) = TOWN["projects"], GRID["projects"]
TENDERED = {key: value for key, value in CABLE.items() if key not in ("award", "employer", "framework")} | {"id": "NET"}
PROGRAMME = programme(
    clients=({**TOWN, "projects": [SEWER, {**SEWER, "id": "SEW2"}]}, {**GRID, "projects": [CABLE, TENDERED]}),
    employers=(GRIDCO, CIVIL, FIRM),
    settings={"combinations": {"name": [{"projects": ["NET", "SEW"]}, {"projects": ["NET", "SEW", "SEW2"]}]}},
)
COMPILED = compile(PROGRAMME)


def with_tender(name: str, change: Callable[[Tender], Tender]) -> Compiled:
    t = COMPILED.names.tender_index[name]
    rows = list(COMPILED.problem.tenders)
    rows[t] = change(rows[t])
    return replace(COMPILED, problem=replace(COMPILED.problem, tenders=tuple(rows)))


def test_the_check_accepts_what_compile_makes() -> None:
    assert len(COMPILED.names.tenders) > 6
    assert list(violations(PROGRAMME, COMPILED)) == []


@pytest.mark.parametrize("figure", ["preparation", "lead", "procurement"])
def test_a_constant_that_is_too_low_is_found(figure: str) -> None:
    changed = with_tender("single:SEW", lambda tender: replace(tender, **{figure: getattr(tender, figure) - 1}))
    assert [(v.tender, v.provision) for v in violations(PROGRAMME, changed)] == [("single:SEW", "sum-of-lots")]


def test_one_lot_under_two_parts_of_the_act_is_found() -> None:
    changed = with_tender("lots-regime:NET+SEW", lambda tender: replace(tender, lots=(Lot(tender.projects, 100),)))
    assert [(v.tender, v.provision) for v in violations(PROGRAMME, changed)] == [("lots-regime:NET+SEW", "mixed-parts")]


@pytest.mark.parametrize(
    ("projects", "provisions"),
    [
        (("CAB", "SEW"), {"call-off-parties", "sum-of-lots"}),
        (("CAB", "INS"), {"no-splitting", "call-off-parties", "private-apart", "sum-of-lots"}),
    ],
)
def test_who_may_not_buy_together_is_found(projects: tuple[str, ...], provisions: set[str]) -> None:
    t = COMPILED.names.tender_index["single:SEW"]
    rows = list(COMPILED.names.tenders)
    rows[t] = replace(rows[t], projects=projects)
    changed = replace(COMPILED, names=replace(COMPILED.names, tenders=tuple(rows)))
    assert {v.provision for v in violations(PROGRAMME, changed, [t])} == provisions
