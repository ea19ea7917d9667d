"""Budgets: what each client, and each scheme of subsidies, may have spent by a week (rule ``budget``).

Work counts with its norm contract value, less what schemes pay towards it, in the week in which it starts. Euros are
rounded against the plan: spending up, ceilings down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Reservoir
from wijkplan.planner.programme import Programme
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .names import BudgetName
from .project_totals import Portfolio
from .rounding import whole_down, whole_up


@dataclass(frozen=True, slots=True)
class Budgets:
    """Ceilings with their names."""

    rows: tuple[Reservoir, ...]
    names: tuple[BudgetName, ...]


def budgets(programme: Programme, asked: Portfolio, notes: Notebook) -> Budgets:
    """Those of clients that state years, then those of schemes that do; an error where the work costs more than all
    years of the programme together allow."""
    paid = subsidies(programme, asked)
    rows: list[tuple[BudgetName, dict[int, float], list[tuple[int, int]]]] = []
    for client in programme.clients:
        if client.budgets:
            spending = [
                (i, whole_up(asked.value(work) - sum(paid[i].values())))
                for i, work in enumerate(asked.works)
                if work.task.client == client.id
            ]
            years = {row.year: row.eur for row in client.budgets}
            rows.append((BudgetName(f"client:{client.id}", client.name, client.id), years, spending))
    for scheme in sorted({row.scheme for row in programme.settings.subsidy_budgets}):
        years = {row.year: row.eur for row in programme.settings.subsidy_budgets if row.scheme == scheme}
        spending = [(i, whole_up(euros[scheme])) for i, euros in enumerate(paid) if scheme in euros]
        rows.append((BudgetName(f"scheme:{scheme}", scheme, None), years, spending))
    made = []
    for name, years, spending in rows:
        supply = _supply(programme, years)
        total = sum(euros for _, euros in spending)
        if total > supply[-1]:
            what = say(
                "{budget}: the work costs {total} euros and all years of the programme together allow {most}.",
                budget=name.name,
                total=total,
                most=supply[-1],
            )
            remedy = say("Raise the budget of a year, add a year, or leave work out.")
            notes.error("over-budget", "budgets", name.client, total, what, remedy)
        made.append(Reservoir(supply, tuple((i, euros) for i, euros in spending if euros > 0)))
    return Budgets(tuple(made), tuple(name for name, _, _ in rows))


def subsidies(programme: Programme, asked: Portfolio) -> Sequence[Mapping[str, float]]:
    """Per work what each scheme pays towards it, at most its value in all."""
    found: list[dict[str, float]] = []
    for work in asked.works:
        left, paid = asked.value(work), dict[str, float]()
        for row in programme.settings.subsidies:
            euros = min(left, row.eur_per_unit * work.quantity) if row.package == work.package.id else 0
            if euros > 0:
                paid[row.scheme] = paid.get(row.scheme, 0) + euros
                left -= euros
        found.append(paid)
    return found


def _supply(programme: Programme, years: Mapping[int, float]) -> tuple[int, ...]:
    """Per week the ceilings of all years that have begun by then; a week is of the year of its Thursday (ISO 8601)."""
    own = [programme.monday(week).isocalendar().year for week in range(programme.weeks)]
    return tuple(whole_down(sum(eur for year, eur in years.items() if own[0] <= year <= one)) for one in own)
