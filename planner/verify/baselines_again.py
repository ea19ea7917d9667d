"""The stored plans of a folder made again, with the seed that it names: a plan that somebody made dearer on purpose would still hold."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.compare import stored_again
from wijkplan.planner.folder.atomic_output import versions
from wijkplan.planner.folder.stored_comparison import Folder

from .output_folder import Checked

MADE_BY = ("wijkplan", "ortools", "numba")
"""What a stored plan may hang on besides programme and seed."""


def audit_baselines(read: Folder, compiled: Compiled) -> Iterator[Checked]:
    """One row per stored plan. Where another version made the folder, its plan may rightly differ: that is said, and counts as not derived."""
    now, then = versions(), read.run.versions
    others = [f"{name} {then.get(name)}" for name in MADE_BY if then.get(name) != now[name]]
    again = stored_again(compiled.problem, read.run.settings.seed)
    for (question, variant), stated in sorted(read.plans.items()):
        if variant not in again:
            continue
        derived = again[variant]
        same = derived is not None and _settled(stated) == _settled(derived)
        if others and not same:
            yield Checked(question, variant, "baseline", _told(stated), None, True, f"made by {', '.join(others)}: not made again")
        else:
            yield Checked(question, variant, "baseline", _told(stated), _told(derived), same, "" if same else "made again, it is another plan")


def _settled(plan: Plan) -> tuple[object, ...]:
    """The plan whatever order it is written in."""
    return tuple(sorted(plan.placements, key=lambda p: p.activity)), tuple(sorted(plan.tenders, key=lambda t: t.tender)), plan.joined


def _told(plan: Plan | None) -> str | None:
    """The weeks in which its work starts, added up: enough to see that two plans differ."""
    return None if plan is None else f"{len(plan.placements)} works, starts {sum(p.start for p in plan.placements)}"
