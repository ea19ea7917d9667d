"""Budgets of clients and schemes as the problem has them: euros by hand, rounded against the plan."""

from __future__ import annotations

from typing import Any

import pytest

from tests.planner.compile.world import GRID, TOWN, programme
from wijkplan.models.check import judge
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.problem import Reservoir
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.plan.conflicts import conflicts


def made(budgets: list[dict[str, Any]] | None = None, **settings: Any) -> Compiled:
    town = TOWN if budgets is None else {**TOWN, "budgets": budgets}
    return compile(programme(clients=(town, GRID), settings=settings))


def only(compiled: Compiled) -> Reservoir:
    (found,) = compiled.problem.budgets
    return found


def test_without_budgets_there_is_no_ceiling() -> None:
    assert made().problem.budgets == () and ", budgets=()" in repr(made().problem)


def test_what_is_left_of_a_year_stays_for_the_next() -> None:
    # 100 m of sewer are worth 54,000 euros; the programme begins on 4 January 2027 and has 104 weeks.
    compiled = made([{"year": 2027, "eur": 50_000.9}, {"year": 2028, "eur": 10_000}, {"year": 2026, "eur": 99_000}])
    budget = only(compiled)
    assert [euros for _, euros in budget.loads] == [54_000]
    assert compiled.names.activities[budget.loads[0][0]].id.startswith("SEW/")
    assert (budget.supply[0], budget.supply[51], budget.supply[52], budget.supply[103]) == (
        50_000,
        50_000,
        60_000,
        60_000,
    )
    assert [(name.id, name.client) for name in compiled.names.budgets] == [("client:town", "town")]


def test_nothing_is_left_of_a_strict_year() -> None:
    strict = {"year": 2027, "eur": 50_000, "carry_over": False}
    budget = only(made([strict, {"year": 2028, "eur": 60_000}]))
    assert (budget.renewals, budget.supply[51], budget.supply[52]) == ((52,), 50_000, 60_000)
    kept = only(made([{**strict, "carry_over": True}, {"year": 2028, "eur": 60_000}]))
    assert (kept.renewals, kept.supply[52]) == ((), 110_000)
    # A strict last year, and one before the programme begins, change nothing.
    last = only(made([{"year": 2027, "eur": 60_000}, {"year": 2028, "eur": 1, "carry_over": False}]))
    assert last.renewals == ()


def test_a_work_that_no_strict_year_can_pay_is_a_finding() -> None:
    with pytest.raises(CannotCompile) as refused:
        made([{"year": 2027, "eur": 30_000, "carry_over": False}, {"year": 2028, "eur": 30_000}])
    (finding,) = refused.value.findings
    assert (finding.kind, finding.value) == ("over-budget", "54000") and "30" in finding.what


def test_subsidies_pay_a_part_and_their_scheme_has_years_too() -> None:
    (package,) = {row.package for row in made().names.activities if row.id.startswith("SEW/")}
    subsidies = [{"scheme": "SPUK", "package": package, "eur_per_unit": 100.5}]
    compiled = made(
        [{"year": 2027, "eur": 44_000}],
        subsidies=subsidies,
        subsidy_budgets=[{"scheme": "SPUK", "year": 2027, "eur": 20_000}],
    )
    town, scheme = compiled.problem.budgets
    assert ([euros for _, euros in town.loads], [euros for _, euros in scheme.loads]) == ([43_950], [10_050])
    assert compiled.names.budgets[1].name == "SPUK" and scheme.supply[0] == 20_000


def test_work_that_nobody_can_pay_is_a_finding() -> None:
    with pytest.raises(CannotCompile) as refused:
        made([{"year": 2027, "eur": 53_999}])
    (finding,) = refused.value.findings
    assert (finding.kind, finding.owner, finding.value) == ("over-budget", "town", "54000")
    assert "costs 54000 euros" in finding.what or "54,000" in finding.what


def test_asked_weeks_before_there_is_money_are_a_conflict_in_words() -> None:
    compiled = made([{"year": 2027, "eur": 0}, {"year": 2028, "eur": 54_000}])
    plan = submitted(compiled.problem)
    found = [
        one
        for one in conflicts(compiled.problem, compiled.names, judge(compiled.problem, plan).violations)
        if one.rule == "budget"
    ]
    assert [one.where for one in found] == ["Municipality"]
    assert "54000 euro" in found[0].sentence or "54.000 euro" in found[0].sentence
