"""The stored plans of a folder made again, with the seed that it names: a plan that somebody made dearer on purpose
would still hold."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import real_procedures
from wijkplan.planner.experiment.stored_plans import Against, StoredPlans, stored_plans
from wijkplan.planner.folder.atomic_output import versions
from wijkplan.planner.folder.stored_comparison import Folder
from wijkplan.planner.text import joined, say

from .output_folder import Checked

MADE_BY = ("wijkplan", "ortools", "numba")
"""What a stored plan may hang on besides programme and seed."""

ASKED_WEEKS = say("asked weeks")


Made = tuple[Plan | None, tuple[int, ...], int]
"""A stored plan, the euros of the orders that were tried, and how many passes it took."""


def audit_baselines(read: Folder, compiled: Compiled, full: bool = False) -> Iterator[Checked]:
    """One row per stored plan, that of asked weeks first: made again in the order that is stated to be the cheapest,
    or with ``full`` in every order. Where another version made the folder, or the run was cut short, its plan may
    rightly differ: that is said, and counts as not derived."""
    now, then = versions(), read.run.versions
    others = [
        say("made by {name} {version}: not made again", name=name, version=then.get(name))
        for name in MADE_BY
        if then.get(name) != now[name]
    ]
    others += [say("the run was cut short, so parties took no more turns")] if read.run.interrupted else []
    settings, rows = read.run.settings, read.comparison.stored
    against = Against(settings.baseline, settings.orders, settings.nobody_worse)
    cheapest = {row.variant: row.orders_eur.index(min(row.orders_eur)) for row in rows if row.orders_eur}
    only = None if full else {variant: k for variant, k in cheapest.items() if k < settings.orders}
    again = _plans(
        stored_plans(compiled.problem, compiled.flexible, real_procedures(), settings.seed, against, only=only)
    )
    stated: dict[str, Made] = {ASKED_WEEKS: (read.asked_weeks, (), 0)}
    for row in rows:
        tried = row.orders_eur if only is None or row.variant not in only else (min(row.orders_eur),)
        stated[row.variant] = read.plans.get(("all_in", row.variant)), tried, row.passes
    for variant in dict.fromkeys((*stated, *again)):
        (plan, orders, passes), (derived, euros, took) = stated.get(variant, NOTHING), again.get(variant, NOTHING)
        same = _settled(plan) == _settled(derived) and orders == euros and passes == took
        if others and not same:
            yield Checked("all_in", variant, "baseline", _told(plan), None, True, joined(others, "; "))
        else:
            yield Checked(
                "all_in",
                variant,
                "baseline",
                _told(plan),
                _told(derived),
                same,
                "" if same else say("made again, it is another plan"),
            )


NOTHING: Made = (None, (), 0)


def _plans(made: StoredPlans) -> dict[str, Made]:
    """Per stored plan what each order came to; none for that of asked weeks, which takes no turns."""
    return {ASKED_WEEKS: (made.asked_weeks, (), 0)} | {
        one.variant: (one.plan, one.orders, one.passes) for one in made.baselines
    }


def _settled(plan: Plan | None) -> tuple[object, ...] | None:
    """The plan whatever order it is written in."""
    if plan is None:
        return None
    return (
        tuple(sorted(plan.placements, key=lambda p: p.activity)),
        tuple(sorted(plan.tenders, key=lambda t: t.tender)),
        plan.joined,
    )


def _told(plan: Plan | None) -> str | None:
    """The weeks in which its work starts, added up: enough to see that two plans differ."""
    if plan is None:
        return None
    return say(
        "{number} works, starts {weeks}", number=len(plan.placements), weeks=sum(p.start for p in plan.placements)
    )
