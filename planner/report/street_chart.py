"""Time x street: per district when its streets are open, before (repaired) and after (the joint plan)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from models.plan import Plan
from models.problem import Problem
from planner.compile import Names
from planner.labels import week_label
from planner.openings import Opening, openings

from .svg import Svg
from .words import LETTERS, WORK_TYPES

WIDTH = 960
LEFT = 190
ROW = 30


@dataclass(frozen=True, slots=True)
class DistrictStreets:
    """One district: its chart, its table and its totals before and after (openings, weeks open)."""

    name: str
    chart: str
    rows: tuple[tuple[str, str, str], ...]
    before: tuple[int, int]
    after: tuple[int, int]


def year_lines(svg: Svg, names: Names, horizon: int, x0: float, width: float, bottom: float) -> None:
    """A line and a label at the first Monday of every year."""
    for week in range(horizon):
        monday = names.monday(week)
        if week == 0 or monday.year != (monday - timedelta(weeks=1)).year:
            x = x0 + width * week / horizon
            svg.line(x, 14, x, bottom, "grid")
            if horizon - week > 12:
                svg.text(x + 3, 11, str(monday.year if week else names.monday(3).year), "small")


def district_streets(problem: Problem, names: Names, before: Plan, after: Plan) -> list[DistrictStreets]:
    """All districts with digs, in order of name."""
    found = {True: _by_street(problem, before), False: _by_street(problem, after)}
    result = []
    for d in sorted(range(len(problem.districts)), key=lambda d: names.districts[d].name):
        streets = [s for s, street in enumerate(problem.streets) if street.district == d and street.digs]
        if streets:
            result.append(_district(problem, names, d, streets, found[True], found[False]))
    return result


def _by_street(problem: Problem, plan: Plan) -> dict[int, list[Opening]]:
    rows: dict[int, list[Opening]] = {}
    for opening in openings(problem, plan):
        rows.setdefault(opening.street, []).append(opening)
    return rows


def _district(
    problem: Problem,
    names: Names,
    district: int,
    streets: Sequence[int],
    before: dict[int, list[Opening]],
    after: dict[int, list[Opening]],
) -> DistrictStreets:
    bottom = 18 + ROW * len(streets)
    name = names.districts[district].name
    svg = Svg(WIDTH, bottom + 4, f"Open straten in {name}, vandaag en samen")
    width = WIDTH - LEFT - 10
    year_lines(svg, names, problem.horizon, LEFT, width, bottom)
    table = []
    for i, street in enumerate(streets):
        y = 18 + ROW * i
        svg.line(0, y, WIDTH, y, "faint")
        svg.text(LEFT - 8, y + 19, names.streets[street].name[:28], "label", "end")
        for lane, runs, style in ((0, before.get(street, []), "before"), (1, after.get(street, []), "after")):
            ends = [LEFT + width * later.start / problem.horizon for later in runs[1:]] + [float(WIDTH)]
            for opening, free in zip(runs, ends, strict=True):
                x = LEFT + width * opening.start / problem.horizon
                wide = max(4.0, width * (opening.end - opening.start) / problem.horizon)
                top = y + 3 + 13 * lane
                broken = " broken" if opening.broken_rest else ""
                svg.rect(x, top, wide, 11, style + broken, _told(problem, names, opening))
                letters = letters_of(problem, names, opening) + ("!" if opening.broken_rest else "")
                if len(letters) * 7 < wide:
                    svg.text(x + wide / 2, top + 9, letters, f"tiny in-{style}", "middle")
                elif x + wide + 3 + len(letters) * 7 < free:
                    svg.text(x + wide + 3, top + 9, letters, "tiny")
        told = [_listed(problem, names, by.get(street, [])) for by in (before, after)]
        table.append((names.streets[street].name, told[0], told[1]))
    totals = [
        (sum(len(by.get(s, [])) for s in streets), sum(o.end - o.start for s in streets for o in by.get(s, []))) for by in (before, after)
    ]
    return DistrictStreets(name, str(svg), tuple(table), totals[0], totals[1])


def letters_of(problem: Problem, names: Names, opening: Opening) -> str:
    """Who works in an opening, a letter per work type."""
    kinds = [names.projects[problem.activities[dig].project].work_type for dig in opening.digs]
    return "+".join(dict.fromkeys(LETTERS[kind] for kind in kinds))


def _told(problem: Problem, names: Names, opening: Opening) -> str:
    kinds = dict.fromkeys(WORK_TYPES[names.projects[problem.activities[dig].project].work_type] for dig in opening.digs)
    rest = ", binnen de graafrust" if opening.broken_rest else ""
    return f"{names.streets[opening.street].name}: {' + '.join(kinds)}, {_weeks(names, opening)}{rest}"


def _weeks(names: Names, opening: Opening) -> str:
    first, last = week_label(names.start, opening.start), week_label(names.start, opening.end - 1)
    return first if first == last else f"{first} t/m {last}"


def _listed(problem: Problem, names: Names, runs: Sequence[Opening]) -> str:
    rests = {True: ", binnen de graafrust", False: ""}
    return "; ".join(f"{letters_of(problem, names, o)} {_weeks(names, o)}{rests[o.broken_rest]}" for o in runs) or "–"
