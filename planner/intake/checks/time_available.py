"""There is time: windows are as long as the work, and what must come before it comes in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from wijkplan.planner.findings.finding import Finding, error, hint, warning
from wijkplan.planner.law import Route
from wijkplan.planner.submission.schema import Project
from wijkplan.planner.text import say

from .context import At, Context
from .procurement_groups import Buying
from .work_content import Piece, shortest


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
        return {p.id: shortest(self.context.pieces(p), self.context.reference) for _, p in self.context.projects}

    @cached_property
    def finish(self) -> dict[str, int]:
        """Per project the first week by which it can be finished, all that comes before it included."""
        first = {p.id: max(self.start(p), self.lead(p)) for _, p in self.context.projects}
        last = {i: start + self.weeks[i] for i, start in first.items()}
        for _ in last:  # longest path by relaxation; the rounds are limited because cycles are a finding of their own
            changed = False
            for _, project in self.context.projects:
                name = project.id
                start = max([first[name], *(last[b] for b in project.after if b in last)])
                end = max([start + self.weeks[name], *(first[b] + least for b, least in self.before[name])])
                if (start, end) != (first[name], last[name]):
                    first[name], last[name], changed = start, end, True
            if not changed:
                break
        return last

    @cached_property
    def before(self) -> dict[str, list[tuple[str, int]]]:
        """Per project those of its district that the order of packages puts before it, with the least weeks from the
        start of the one to the end of the other."""
        reference = self.context.reference
        weeks = {p.id: _longest_pieces(self.context.pieces(p)) for _, p in self.context.projects}
        by_district: dict[str, list[str]] = {}
        for _, project in self.context.projects:
            by_district.setdefault(project.district, []).append(project.id)
        found: dict[str, list[tuple[str, int]]] = {p.id: [] for _, p in self.context.projects}
        for order in (o for o in reference.orders if o.scope == "district" and o.link == "FS"):
            for group in by_district.values():
                firsts = [(i, weeks[i][order.first]) for i in group if order.first in weeks[i]]
                for then in (i for i in group if order.then in weeks[i]):
                    found[then] += [(i, w + order.lag_weeks + weeks[then][order.then]) for i, w in firsts if i != then]
        return found

    def start(self, project: Project) -> int:
        """First week of its window, after the residents' decision."""
        first = self.context.week(project.window.start) if project.window and project.window.start else 0
        if project.consent_decision and project.work_type == "retrofit":
            first = max(first, self.context.week(project.consent_decision) + 1)
        return max(0, first)

    def end(self, project: Project) -> int:
        """Week by which the work must be finished: the end of its window, or of the horizon."""
        assert self.context.settings is not None
        horizon = self.context.settings.weeks
        return (
            min(horizon, self.context.week(project.window.end) + 1)
            if project.window and project.window.end
            else horizon
        )

    @cached_property
    def buying(self) -> Buying:
        """How projects would be bought."""
        return Buying(self.context)

    def route(self, project: Project) -> Route | None:
        """How a tender of this project alone goes; ``None`` where it is not bought any more, or its client is not
        known."""
        one = self.buying.members.get(project.id)
        return None if one is None else self.buying.route([one])

    def lead(self, project: Project) -> int:
        """Weeks until a tender of this project alone can lead to work."""
        route = self.route(project)
        return 0 if route is None else route.preparation_weeks + route.lead_weeks


def _longest_pieces(work: list[Piece]) -> dict[str, int]:
    """Per package the weeks of its longest piece."""
    found: dict[str, int] = {}
    for piece in work:
        found[piece.package] = max(piece.weeks, found.get(piece.package, 0))
    return found


def _project(clock: _Clock, at: At, project: Project) -> Iterator[Finding]:
    weeks, end = clock.weeks[project.id], clock.end(project)
    path, window = at.down("window") if project.window else at, project.window
    if window and window.start and window.end and window.end < window.start:
        return  # no window to judge by; that it is turned round is said where dates are compared
    until = project.window.end if project.window else None
    asked = (project.wanted.end - project.wanted.start).days // 7 + 1
    if 0 < asked < weeks:
        what = say("The work takes at least {weeks} weeks, {asked} are wanted.", weeks=weeks, asked=asked)
        yield hint(
            "wanted-too-short",
            *at.down("wanted").place,
            f"{project.wanted.start} - {project.wanted.end}",
            what,
            say("It will take longer."),
        )
    if end - clock.start(project) < weeks:
        what = say(
            "The work takes at least {weeks} weeks with the largest crews; there are {number}.",
            weeks=weeks,
            number=max(0, end - clock.start(project)),
        )
        yield error("window-too-short", *path.place, until, what, say("Widen the window, or split the work."))
        return
    late = list(_prerequisites(clock, at, project, end))
    yield from late
    if any(finding.severity == "error" for finding in late):
        return
    route, lead = clock.route(project), clock.lead(project)
    if route is not None and lead + weeks > end:
        label = clock.context.label
        what = say(
            "It is worth {value} euros with the work it belongs to, so it goes by {procedure} ({preparation} weeks of "
            "preparation, then {lead}; "
            "art. {articles}): work can start in {start}, takes {weeks} weeks and must be finished before {end}.",
            value=route.basis.value_eur,
            procedure=route.procedure.name,
            preparation=route.preparation_weeks,
            lead=route.lead_weeks,
            articles=route.articles,
            start=label(lead),
            weeks=weeks,
            end=label(end),
        )
        yield error(
            "tender-too-late", *path.place, until, what, say("Widen the window, or award the work in another way.")
        )
    elif clock.finish.get(project.id, 0) > end:
        before = sorted({*project.after, *(name for name, _ in clock.before[project.id])})
        what = say(
            "With what comes before it ({names}) the work takes until week {value}, not {end}.",
            names=", ".join(before),
            value=clock.finish[project.id],
            end=end,
        )
        yield error(
            "deadline-before-chain",
            *path.place,
            until,
            what,
            say("Widen the window, or let the work before it come sooner."),
        )


def _prerequisites(clock: _Clock, at: At, project: Project, end: int) -> Iterator[Finding]:
    """Listed ones and those that count for all; work that has started has what it does not list."""
    context = clock.context
    work = context.pieces(project)
    listed = {row.kind: (i, row) for i, row in enumerate(project.prerequisites)}
    for norm in context.reference.prerequisites.values():
        if norm.id not in listed and not (norm.standard and project.work_type in norm.work_types and not project.pins):
            continue
        waiting: list[Piece] = [p for p in work if not norm.packages or p.package in norm.packages]
        ready, place = norm.lead_weeks, at
        if norm.id in listed:
            i, row = listed[norm.id]
            place = at.down(f"prerequisites[{i}]")
            ready = (
                context.week(row.met_by)
                if row.met_by
                else norm.lead_weeks + (context.week(row.requested_on) if row.requested_on else 0)
            )
        if not waiting:
            continue
        least = min(p.weeks for p in waiting)
        there = {"name": norm.name, "id": norm.id, "ready": ready}
        if ready + least > end:
            remedy = say("State requested_on or met_by if it comes sooner, or widen the window.")
            what = say(
                "{name} ({id}) is there in week {ready}; the work must be finished by week {end}.", **there, end=end
            )
            yield error("prerequisite-too-late", *place.place, norm.id, what, remedy)
        elif ready > context.week(project.wanted.start) >= 0 and (norm.id in listed or len(waiting) == len(work)):
            first = context.week(project.wanted.start)
            make = warning if norm.id in listed else hint
            yield make(
                "prerequisite-after-wanted",
                *place.place,
                norm.id,
                say(
                    "{name} ({id}) is there in week {ready}, the work is wanted from week {first}.",
                    **there,
                    first=first,
                ),
                say("It will start later."),
            )
