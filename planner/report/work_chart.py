"""Gantt: every work today and with everything together, by district and project; each opens to who does it and why
then."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.models.problem import Pattern, Problem, Source
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.kept_weeks import keeping
from wijkplan.planner.results.binding_rules import Reasons, Why
from wijkplan.planner.text import translated

from .chart_data import Scene
from .locale import Tongue
from .street_chart import span
from .time_axis import Axis


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One work. ``id`` is its place in the page, ``weeks`` when it is done, ``asked`` and ``today`` when it was asked
    for and when it is done in today's plan (``None``: in none), ``crew`` who does it, a line for each trade,
    ``keeping`` what doing it in the week that was asked for would cost (``None`` where it stands there, or nobody
    looked)."""

    id: str
    title: str
    name: str
    tokens: str
    chart: str
    weeks: str
    asked: str | None
    today: str | None
    crew: tuple[str, ...]
    keeping: str | None
    why: Why


@dataclass(frozen=True, slots=True)
class ProjectWorks:
    """One project with its works, in order of their weeks."""

    title: str
    about: str
    rows: tuple[WorkRow, ...]


@dataclass(frozen=True, slots=True)
class DistrictWorks:
    """One district with its projects."""

    name: str
    tokens: str
    projects: tuple[ProjectWorks, ...]

    @property
    def count(self) -> int:
        """Number of works."""
        return sum(len(p.rows) for p in self.projects)


def district_works(scene: Scene, axis: Axis, tongue: Tongue) -> list[DistrictWorks]:
    """All districts with work."""
    reasons = Reasons(scene.problem, scene.names, scene.after, tongue.language, scene.shifts)
    found = []
    for d in scene.districts:
        projects = [
            p for p, project in enumerate(scene.problem.projects) if project.district == d and scene.problem.members[p]
        ]
        works = [a for p in projects for a in scene.problem.members[p]]
        if works:
            rows = tuple(_project(scene, axis, tongue, reasons, p) for p in projects)
            found.append(DistrictWorks(scene.names.districts[d].name, scene.tokens(works), rows))
    return found


def _project(scene: Scene, axis: Axis, tongue: Tongue, reasons: Reasons, p: int) -> ProjectWorks:
    project, name = scene.problem.projects[p], scene.names.projects[p]
    number = scene.tender_of.get(p)
    about = [
        tongue.sentence(scene.names.employers[project.employer].name),
        tongue.say("for {client}", client=scene.names.clients[project.client].name),
        tongue.words.AWARDS[name.award] + (f" (T{number})" if number else ""),
        tongue.say("target: {week}", week=week_label(scene.names.start, project.target)),
    ]
    works = sorted(scene.problem.members[p], key=lambda a: (scene.now[a].start, a))
    return ProjectWorks(
        tongue.project(scene.names, p), "; ".join(about), tuple(_work(scene, axis, tongue, reasons, a) for a in works)
    )


def _work(scene: Scene, axis: Axis, tongue: Tongue, reasons: Reasons, a: int) -> WorkRow:
    activity, name, now, was = scene.problem.activities[a], scene.names.activities[a], scene.now[a], scene.was.get(a)
    svg = axis.row(20)
    if was is not None:
        axis.bar(svg, was.start, was.end, 2, 7, "before")
    axis.bar(svg, now.start, now.end, 11, 7, "after")
    if activity.submitted is not None and axis.first <= activity.submitted < axis.last:
        svg.line(axis.x(activity.submitted), 0, axis.x(activity.submitted), 20, "asked")
    demands = activity.modes[now.mode].demands
    crew = (
        crew_line(scene.problem, scene.names, tongue, d.trade, d.patterns[p])
        for d, p in zip(demands, now.patterns, strict=True)
    )
    return WorkRow(
        id=f"w{a}",
        title=tongue.sentence(name.title),
        name=name.id,
        tokens=scene.tokens([a]),
        chart=str(svg),
        weeks=span(scene, tongue, now.start, now.end),
        asked=None if activity.submitted is None else week_label(scene.names.start, activity.submitted),
        today=None if was is None else span(scene, tongue, was.start, was.end),
        crew=tuple(crew),
        keeping=translated(keeping(scene.kept[a]), tongue.language) if a in scene.kept else None,
        why=reasons.why(a),
    )


def crew_line(problem: Problem, names: Names, tongue: Tongue, trade: int, pattern: Pattern) -> str:
    """``grondwerker: 2,0 Aannemer A; 1,0 ingehuurd``."""
    parts, words = [], tongue.words

    def heads(amount: int) -> str:
        return str(words.number(amount / 100, 1 if amount >= 10 else 2))

    def whose(pool: int) -> str:
        return tongue.sentence(names.employers[problem.pools[pool].employer].name)

    if pattern.own is not None and pattern.own_heads:
        parts.append(f"{heads(pattern.own_heads)} {whose(pattern.own)}")
    if pattern.source is Source.HIRED:
        parts.append(f"{heads(pattern.other_heads)} {words.SOURCES['hired']}")
    elif pattern.source is Source.OVERTIME:
        parts.append(f"{heads(pattern.other_heads)} {words.SOURCES['overtime']}")
    elif pattern.other is not None:
        kind = words.SOURCES["lent" if pattern.source is Source.LENT else "consortium"]
        parts.append(f"{heads(pattern.other_heads)} {kind}: {whose(pattern.other)}")
    return f"{tongue.trade(names.trades[trade])}: {'; '.join(parts)}"
