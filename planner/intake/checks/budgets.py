"""Budgets of clients and schemes: each year once, and schemes that are known by what they pay towards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from wijkplan.planner.findings.finding import Finding, error, suggestion, warning
from wijkplan.planner.programme import monday_of
from wijkplan.planner.submission.schema import Client
from wijkplan.planner.text import say

from .context import At, Context
from .own_work import known


def check(context: Context) -> Iterator[Finding]:
    """Budgets of clients; subsidies of the programme file and what their schemes have."""
    for at, sender in context.senders:
        if isinstance(sender, Client):
            yield from _once(at, "budgets", [(row.year,) for row in sender.budgets])
            yield from _outside(context, at, "budgets", [row.year for row in sender.budgets])
    for at, settings in context.settings_files[:1]:
        packages, schemes = context.reference.packages, {row.scheme for row in settings.subsidies}
        for i, subsidy in enumerate(settings.subsidies):
            place = at.down(f"subsidies[{i}].package")
            yield from known(place, "package", say("package"), subsidy.package, packages)
        yield from _once(at, "subsidies", [(row.scheme, row.package) for row in settings.subsidies])
        yield from _once(at, "subsidy_budgets", [(row.scheme, row.year) for row in settings.subsidy_budgets])
        yield from _outside(context, at, "subsidy_budgets", [row.year for row in settings.subsidy_budgets])
        for i, budget in enumerate(settings.subsidy_budgets):
            if budget.scheme not in schemes:
                what = say("No subsidy of scheme {scheme} is stated.", scheme=budget.scheme)
                place = at.down(f"subsidy_budgets[{i}].scheme")
                yield error("unknown-scheme", *place.place, budget.scheme, what, suggestion(budget.scheme, schemes))


def _once(at: At, name: str, rows: Sequence[tuple[str | int, ...]]) -> Iterator[Finding]:
    for i, row in enumerate(rows):
        if row in rows[:i]:
            what = say("This is also stated in {at}.", at=f"{name}[{rows.index(row)}]")
            remedy = say("Keep one of the two, or put them together.")
            yield error("overlapping-budgets", *at.down(f"{name}[{i}]").place, row[-1], what, remedy)


def _outside(context: Context, at: At, name: str, years: Sequence[int]) -> Iterator[Finding]:
    """Years in which the programme has no week, from its first on: what is left of earlier ones may be meant."""
    if context.settings is None:
        return
    last = (monday_of(context.settings.start) + timedelta(weeks=context.settings.weeks, days=-1)).year
    for i, year in enumerate(years):
        if year > last:
            what = say("The programme has no week in {year}: this budget changes nothing.", year=str(year))
            remedy = say("Correct the year, or leave it out.")
            yield warning("without-effect", *at.down(f"{name}[{i}].year").place, year, what, remedy)
