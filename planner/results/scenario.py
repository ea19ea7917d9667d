"""The separate scenario: what fewer bidders and a main contractor's mark-up might cost, and what is left if combining
does less than the norms say.

Assumptions, never added to a cost or a proof. ``effect`` is the percentage of all bundling effects that comes true,
good and bad: at 0 nothing is marked up, and what shared operations (mobilisation, joined openings) save falls away,
because the evidence for such savings is mixed."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Position, Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.experiment.comparison_types import Compared
from wijkplan.planner.plan.openings import alone_eur
from wijkplan.planner.record import Assumption, Result, Scenario, ScenarioEuros, ScenarioSaving

from .break_even import flips

WHOLE = 100
"""All effects come true: what the norms say."""


@cache
def assumptions() -> Mapping[str, Assumption]:
    """The percentages with source, date and trust mark."""
    stated = tomllib.loads((files("wijkplan.planner.reference") / "data" / "scenario.toml").read_text("utf-8"))
    return TypeAdapter(dict[str, Assumption]).validate_python(stated)


@dataclass(frozen=True, slots=True)
class Effects:
    """Euros of a plan in the scenario, rounded down: ``market`` and ``coordination`` for its combined lots, what its
    ``shared_operations`` save, and of that what ``falls_away``."""

    market: int
    coordination: int
    shared_operations: int
    falls_away: int


def effects(problem: Problem, names: Names, plan: Plan, effect: int = WHOLE) -> Effects:
    """What a plan would cost more if only ``effect`` percent of what combining does comes true."""
    percent = {name: int(one.value) for name, one in assumptions().items()}
    market = coordination = 0
    for publication in plan.tenders:
        for lot in problem.tenders[publication.tender].lots:
            values = [names.projects[p].value_eur for p in lot.projects]
            if len(values) > 1:
                market += sum(values)
                coordination += sum(values) - max(values)
    shared = _mobilisation(problem, names, plan) + _openings(problem, plan)
    return Effects(
        market=market * percent["market_percent"] * effect // 10_000,
        coordination=coordination * percent["coordination_percent"] * effect // 10_000,
        shared_operations=shared,
        falls_away=shared * (WHOLE - effect) // 100,
    )


def scenario(names: Names, compared: Compared, results: Sequence[Result], effect: int = WHOLE) -> Scenario:
    """The market scenario of a comparison, in which ``effect`` percent of what combining does comes true."""
    rows = tuple(
        ScenarioEuros(
            question=run.question,
            variant=run.variant,
            market=found.market,
            coordination=found.coordination,
            shared_operations=found.shared_operations,
            falls_away=found.falls_away,
        )
        for run in compared.runs
        if run.plan is not None
        for found in [effects(run.problem, names, run.plan, effect)]
    )
    savings = left(rows, results, compared.stored.against.baseline)
    return Scenario(assumptions=assumptions(), bundling_effect_percent=effect, euros=rows, savings=savings)


def left(rows: Sequence[ScenarioEuros], results: Sequence[Result], baseline: str) -> tuple[ScenarioSaving, ...]:
    """What combining saves between the plans found, in the scenario; not proven."""
    cost = {(r.question, r.variant): r.cost for r in results if r.cost is not None}
    total = {
        (r.question, r.variant): cost[r.question, r.variant] + r.market + r.coordination + r.falls_away for r in rows
    }
    found = []
    for question in dict.fromkeys(r.question for r in rows):
        for source, to in flips(baseline):
            before, after = (question, source), (question, to)
            if before in total and after in total:
                plans, kept = cost[before] - cost[after], total[before] - total[after]
                found.append(ScenarioSaving(question=question, source=source, to=to, plans_eur=plans, left_eur=kept))
    return tuple(found)


def _mobilisation(problem: Problem, names: Names, plan: Plan) -> int:
    """Euros of bringing in crews that the combined tenders of a plan save against separate ones."""
    saved = 0
    for publication in plan.tenders:
        tender = problem.tenders[publication.tender]
        if tender.combined:
            singles = (names.tender_index[f"single:{names.projects[p].id}"] for p in tender.projects)
            saved += sum(problem.tenders[t].mobilisation for t in singles) - tender.mobilisation
    return saved


def _openings(problem: Problem, plan: Plan) -> int:
    """Euros of labour and paving that joined digs save against the cheapest way to do each alone, less what own people
    then stand by more."""
    saved = 0
    for placement in plan.placements:
        activity = problem.activities[placement.activity]
        mode = activity.modes[placement.mode]
        if mode.position is not Position.ALONE:
            saved += alone_eur(activity) - mode.labour - mode.opening - mode.standby
    return saved
