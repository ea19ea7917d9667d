"""There is time: windows are as long as the work, and what must come before it comes in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from planner.checks.context import At, Context
from planner.checks.work import Piece, pieces, shortest, value_eur
from planner.findings import Finding, error, hint, warning
from planner.submission import Project


def check(context: Context) -> Iterator[Finding]:
    """Per project the shortest time its work can take, from the first week it can start, against its hard end."""
    if context.settings is None:
        return
    clock = _Clock(context)
    for at, project in context.projects:
        yield from _project(clock, at, project)


@dataclass(frozen=True)
class _Clock:
    """Lower bounds on starts and ends, as slots."""

    context: Context

    @cached_property
    def weeks(self) -> dict[str, int]:
        """Per project the shortest time its work can take."""
        return {p.id: shortest(p, self.context.reference) for _, p in self.context.projects}

    @cached_property
    def finish(self) -> dict[str, int]:
        """Per project the first week by which it can be finished, its predecessors included."""
        known: dict[str, int] = {}
        projects = self.context.project_at
        for _ in projects:  # longest path by relaxation; the rounds are limited because cycles are a finding of their own
            changed = False
            for name, (_, project) in projects.items():
                before = max((known.get(b, 0) for b in project.after), default=0)
                end = max(before, self.start(project), self.lead(project)) + self.weeks[name]
                if end > known.get(name, -1):
                    known[name], changed = end, True
            if not changed:
                break
        return known

    def start(self, project: Project) -> int:
        """First week of its window, after the residents' decision."""
        days = [project.window.start] if project.window else []
        days += [project.consent_decision] if project.consent_decision else []
        return max([0, *map(self.context.week, days)])

    def end(self, project: Project) -> int:
        """Week by which the work must be finished: the end of its window, or of the horizon."""
        assert self.context.settings is not None
        horizon = self.context.settings.weeks
        return min(horizon, self.context.week(project.window.end) + 1) if project.window else horizon

    def lead(self, project: Project) -> int:
        """Weeks until a tender of this project alone can lead to work."""
        reference = self.context.reference
        client = self.context.clients.get(project.client or "")
        if project.award == "call-off":
            procedure = reference.procedures["call-off"]
        elif project.award == "to-tender" and client:
            procedure = reference.procedure(client.regime, value_eur(project, reference))
        else:
            return 0
        return procedure.preparation_weeks + procedure.lead_weeks


def _project(clock: _Clock, at: At, project: Project) -> Iterator[Finding]:
    weeks, end = clock.weeks[project.id], clock.end(project)
    path = at.down("window") if project.window else at
    until = project.window.end if project.window else None
    asked = (project.wanted.end - project.wanted.start).days // 7 + 1
    if 0 < asked < weeks:
        what = f"The work takes at least {weeks} weeks, {asked} are wanted."
        yield hint(
            "wanted-too-short",
            *at.down("wanted").place,
            f"{project.wanted.start} - {project.wanted.end}",
            what,
            "It will take longer.",
        )
    if end - clock.start(project) < weeks:
        what = f"The work takes at least {weeks} weeks with the largest crews; there are {max(0, end - clock.start(project))}."
        yield error("window-too-short", *path.place, until, what, "Widen the window, or split the work.")
        return
    late = list(_prerequisites(clock, at, project, end))
    yield from late
    if any(finding.severity == "error" for finding in late):
        return
    lead = clock.lead(project)
    if not project.pins and lead + weeks > end:
        what = f"Tendering takes at least {lead} weeks and the work {weeks}; they end after week {end}."
        yield error("tender-too-late", *path.place, until, what, "Widen the window, or award the work in another way.")
    elif clock.finish.get(project.id, 0) > end:
        what = f"The chain of work before it ({', '.join(project.after)}) and the work itself take until week {clock.finish[project.id]}."
        yield error(
            "deadline-before-chain",
            *path.place,
            until,
            what,
            f"It must be finished by week {end}; widen the window, or shorten after.",
        )


def _prerequisites(clock: _Clock, at: At, project: Project, end: int) -> Iterator[Finding]:
    """Listed ones and those that count for all; work that has started has them."""
    if project.pins:
        return
    context = clock.context
    work = pieces(project, context.reference)
    listed = {row.kind: (i, row) for i, row in enumerate(project.prerequisites)}
    for norm in context.reference.prerequisites.values():
        if norm.id not in listed and not (norm.standard and project.work_type in norm.work_types):
            continue
        waiting: list[Piece] = [p for p in work if not norm.packages or p.package in norm.packages]
        ready, place = norm.lead_weeks, at
        if norm.id in listed:
            i, row = listed[norm.id]
            place = at.down(f"prerequisites[{i}]")
            ready = context.week(row.met_by) if row.met_by else norm.lead_weeks + (context.week(row.requested_on) if row.requested_on else 0)
        if not waiting:
            continue
        least = min(p.weeks for p in waiting)
        what = f"{norm.dutch} ({norm.id}) is there in week {ready}"
        if ready + least > end:
            remedy = "State requested_on or met_by if it comes sooner, or widen the window."
            yield error("prerequisite-too-late", *place.place, norm.id, f"{what}; the work must be finished by week {end}.", remedy)
        elif ready > context.week(project.wanted.start) >= 0 and (norm.id in listed or len(waiting) == len(work)):
            first = context.week(project.wanted.start)
            make = warning if norm.id in listed else hint
            yield make(
                "prerequisite-after-wanted",
                *place.place,
                norm.id,
                f"{what}, the work is wanted from week {first}.",
                "It will start later.",
            )
