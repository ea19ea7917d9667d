"""Who may work for others: patterns that are not lawful are not made, and the check finds them where they are
forced."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, WANTED, programme
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Pattern, Source
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.lending_check import violations
from wijkplan.planner.programme import Programme

LENT = {"lendable_percent": 100, "consent": True, "legal_basis": "cao"}
SOON = {"start": "2027-01-11", "end": "2027-03-28"}


def world(crew: dict[str, Any] | None = None, wanted: dict[str, str] = WANTED, **lender: Any) -> Programme:
    """A second employer has jointers and insulation workers to lend."""
    crews = [
        {"id": "l1", "trade": "LVM", "region": "AM01", "heads": 4, **LENT, **(crew or {})},
        {"id": "l2", "trade": "INS", "region": "AM01", "heads": 4, **LENT},
    ]
    other = {**GRIDCO, "id": "lender", "name": "Lender", "crews": crews, **lender}
    (cable,) = GRID["projects"]
    grid = {**GRID, "projects": [{**cable, "wanted": wanted, "flexible_weeks": 4}]}
    return programme(clients=(TOWN, grid), employers=(GRIDCO, CIVIL, FIRM, other))


def of_lender(compiled: Compiled, pattern: Pattern) -> bool:
    """Whether the second employer lends in a pattern."""
    lent = pattern.source is Source.LENT and pattern.other is not None
    return lent and compiled.names.pools[pattern.other or 0].employer == "lender"


def lent(compiled: Compiled) -> set[str]:
    """Trades that the second employer may be asked for."""
    names, found = compiled.names, set()
    for activity in compiled.problem.activities:
        for demand in (demand for mode in activity.modes for demand in mode.demands):
            for pattern in demand.patterns:
                if of_lender(compiled, pattern):
                    found.add(names.trades[demand.trade].id)
    return found


@pytest.mark.parametrize(
    ("made", "trades"),
    [
        (world(), {"LVM", "INS"}),  # nothing is stated: nothing stands in the way
        (world({"workers": "agree"}, lends_as="collegial"), {"LVM", "INS"}),
        (world({"workers": "disagree"}), {"INS"}),
        (world(lends_as="not-admitted"), set()),
        (world(network_operator=True), {"LVM"}),  # no insulation: that is behind the meter
        (world({"appointed_by": ["grid"]}, SOON), {"LVM", "INS"}),
        (world({"appointed_by": ["town"]}, SOON), {"INS"}),  # appointed by another; work within six weeks
        (world({"appointed_by": ["town"]}), {"LVM", "INS"}),  # in May there has been time to be appointed
    ],
)
def test_only_lawful_patterns_are_made(made: Programme, trades: set[str]) -> None:
    assert lent(compile(made)) == trades


def test_without_these_statements_the_problem_is_the_same() -> None:
    assert compile(world()).problem == compile(world({"workers": "agree"}, lends_as="admitted")).problem


def borrowed(compiled: Compiled) -> Plan:
    """Work in the weeks asked for, with people of the second employer wherever it has them."""
    plan, rows = submitted(compiled.problem), []
    for placement in plan.placements:
        chosen = list(placement.patterns)
        for d, demand in enumerate(compiled.problem.activities[placement.activity].modes[placement.mode].demands):
            for q, pattern in enumerate(demand.patterns):
                if of_lender(compiled, pattern):
                    chosen[d] = q
        rows.append(replace(placement, patterns=tuple(chosen)))
    return replace(plan, placements=tuple(rows))


@pytest.mark.parametrize(
    ("stated", "what"),
    [
        (world({"workers": "disagree"}), "do not agree"),
        (world(lends_as="not-admitted"), "not admitted"),
        (world(network_operator=True), "behind the meter"),
        (world({"appointed_by": ["town"]}, SOON), "no appointment by grid"),
    ],
)
def test_the_check_finds_a_line_that_compile_would_not_make(stated: Programme, what: str) -> None:
    wanted = SOON if "appointment" in what else WANTED
    free = compile(world(None, wanted))
    plan = borrowed(free)
    assert list(violations(world(None, wanted), free, plan)) == []
    found = list(violations(stated, free, plan))
    assert found and {line.lender for line in found} == {"lender"} and all(what in line.what for line in found)
    lawful = compile(stated)
    assert list(violations(stated, lawful, borrowed(lawful))) == []
