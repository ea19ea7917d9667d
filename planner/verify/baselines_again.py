"""The stored plans of a folder made again, with the seed that it names: a plan that somebody made dearer on purpose would still hold."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import real_procedures
from wijkplan.planner.experiment.stored_plans import Against, StoredPlans, stored_plans
from wijkplan.planner.folder.atomic_output import versions
from wijkplan.planner.folder.stored_comparison import Folder

from .output_folder import Checked

MADE_BY = ("wijkplan", "ortools", "numba")
"""What a stored plan may hang on besides programme and seed."""

ASKED_WEEKS = "asked weeks"


def audit_baselines(read: Folder, compiled: Compiled) -> Iterator[Checked]:
    """One row per stored plan, that of asked weeks first. Where another version made the folder, or the run was cut short, its plan may rightly
    differ: that is said, and counts as not derived."""
    now, then = versions(), read.run.versions
    others = [f"made by {name} {then.get(name)}: not made again" for name in MADE_BY if then.get(name) != now[name]]
    others += ["the run was cut short, so parties took no more turns"] if read.run.interrupted else []
    settings = read.run.settings
    against = Against(settings.baseline, settings.orders)
    again = _plans(stored_plans(compiled.problem, compiled.flexible, real_procedures(), settings.seed, against))
    stated: dict[str, tuple[Plan | None, tuple[int, ...]]] = {ASKED_WEEKS: (read.asked_weeks, ())}
    stated |= {row.variant: (read.plans.get(("all_in", row.variant)), row.orders_eur) for row in read.comparison.stored}
    for variant in dict.fromkeys((*stated, *again)):
        (plan, orders), (derived, euros) = stated.get(variant, (None, ())), again.get(variant, (None, ()))
        same = _settled(plan) == _settled(derived) and orders == euros
        if others and not same:
            yield Checked("all_in", variant, "baseline", _told(plan), None, True, "; ".join(others))
        else:
            yield Checked("all_in", variant, "baseline", _told(plan), _told(derived), same, "" if same else "made again, it is another plan")


def _plans(made: StoredPlans) -> dict[str, tuple[Plan | None, tuple[int, ...]]]:
    """Per stored plan what each order came to; none for that of asked weeks, which takes no turns."""
    return {ASKED_WEEKS: (made.asked_weeks, ())} | {one.variant: (one.plan, one.orders) for one in made.baselines}


def _settled(plan: Plan | None) -> tuple[object, ...] | None:
    """The plan whatever order it is written in."""
    if plan is None:
        return None
    return tuple(sorted(plan.placements, key=lambda p: p.activity)), tuple(sorted(plan.tenders, key=lambda t: t.tender)), plan.joined


def _told(plan: Plan | None) -> str | None:
    """The weeks in which its work starts, added up: enough to see that two plans differ."""
    return None if plan is None else f"{len(plan.placements)} works, starts {sum(p.start for p in plan.placements)}"
