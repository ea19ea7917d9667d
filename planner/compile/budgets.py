"""Budgets: what each client, and each scheme of subsidies, may have spent by a week (rule ``budget``).

Work counts with its norm contract value, less what schemes pay towards it, in the week in which it starts. Euros are
rounded against the plan: spending up, ceilings down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wijkplan.models.problem import Reservoir
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import SubsidyBudget, YearBudget
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .names import BudgetName
from .project_totals import Portfolio
from .rounding import whole_down, whole_up

Years = Mapping[int, YearBudget | SubsidyBudget]
"""Ceilings by year."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """Ceilings with their names."""

    rows: tuple[Reservoir, ...]
    names: tuple[BudgetName, ...]


def budgets(programme: Programme, asked: Portfolio, notes: Notebook) -> Budgets:
    """Those of clients that state years, then those of schemes that do; an error where the work costs more than all
    years of the programme together allow."""
    paid = subsidies(programme, asked)
    rows: list[tuple[BudgetName, Years, list[tuple[int, int]]]] = []
    for client in programme.clients:
        if client.budgets:
            spending = [
                (i, whole_up(asked.value(work) - sum(paid[i].values())))
                for i, work in enumerate(asked.works)
                if work.task.client == client.id
            ]
            years: Years = {row.year: row for row in client.budgets}
            rows.append((BudgetName(f"client:{client.id}", client.name, client.id), years, spending))
    for scheme in sorted({row.scheme for row in programme.settings.subsidy_budgets}):
        years = {row.year: row for row in programme.settings.subsidy_budgets if row.scheme == scheme}
        spending = [(i, whole_up(euros[scheme])) for i, euros in enumerate(paid) if scheme in euros]
        rows.append((BudgetName(f"scheme:{scheme}", scheme, None), years, spending))
    made, own = [], _years(programme)
    for name, years, spending in rows:
        supply, renewals = _supply(own, years)
        total = sum(euros for _, euros in spending)
        most = whole_down(sum(years[year].eur for year in set(own) & years.keys()))
        if total > most:
            what = say(
                "{budget}: the work costs {total} euros and all years of the programme together allow {most}.",
                budget=name.name,
                total=total,
                most=most,
            )
            remedy = say("Raise the budget of a year, add a year, or leave work out.")
            notes.error("over-budget", "budgets", name.client, total, what, remedy)
        dearest = max((euros for _, euros in spending), default=0)
        if total <= most and dearest > max(supply):
            what = say(
                "{budget}: one work costs {total} euros, and no year has more than {most} at once.",
                budget=name.name,
                total=dearest,
                most=max(supply),
            )
            remedy = say("Raise the budget of a year, let what is left of years stay for the next, or cut the work.")
            notes.error("over-budget", "budgets", name.client, dearest, what, remedy)
        loads = tuple((i, euros) for i, euros in spending if euros > 0)
        made.append(Reservoir(supply, loads, renewals=renewals))
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


def _supply(own: Sequence[int], years: Years) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Per week, of which ``own`` is the year, the ceilings of all years that have begun since the last strict one
    ended, and the weeks in which that is forgotten: the first after a strict year. A year that nobody states has no
    money, and is not strict."""
    renewals = tuple(
        week
        for week in range(1, len(own))
        if own[week] != own[week - 1] and own[week - 1] in years and not years[own[week - 1]].carry_over
    )
    supply = []
    for week, year in enumerate(own):
        since = own[max((one for one in renewals if one <= week), default=0)]
        supply.append(whole_down(sum(row.eur for one, row in years.items() if since <= one <= year)))
    return tuple(supply), renewals


def _years(programme: Programme) -> list[int]:
    """Per week its year: that of its Thursday (ISO 8601)."""
    return [programme.monday(week).isocalendar().year for week in range(programme.weeks)]
