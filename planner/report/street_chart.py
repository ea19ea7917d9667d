"""Time x street: per district when its streets are open, today and with everything together; a row for each street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wijkplan.planner.compile.labels import week_label, work_type_label
from wijkplan.planner.plan.openings import Opening

from .chart_data import Scene
from .locale import Tongue
from .time_axis import Axis

LETTER = 1.3  # percent of the width that a letter takes on a page


@dataclass(frozen=True, slots=True)
class StreetRow:
    """One street: its chart, how often it is opened and for how many weeks (today, together), and both lists in
    words."""

    name: str
    tokens: str
    chart: str
    openings: tuple[int, int]
    weeks: tuple[int, int]
    told: tuple[str, str]


@dataclass(frozen=True, slots=True)
class DistrictStreets:
    """One district with its streets."""

    name: str
    tokens: str
    rows: tuple[StreetRow, ...]

    def total(self, what: str, side: int) -> int:
        """Sum over its streets of ``openings`` or ``weeks``, of today (0) or together (1)."""
        return sum(getattr(row, what)[side] for row in self.rows)


def district_streets(scene: Scene, axis: Axis, tongue: Tongue) -> list[DistrictStreets]:
    """All districts with digs."""
    found = []
    for d in scene.districts:
        streets = scene.dug_in(d)
        if streets:
            rows = tuple(_row(scene, axis, tongue, s) for s in streets)
            digs = [dig for s in streets for dig in scene.problem.streets[s].digs]
            found.append(DistrictStreets(scene.names.districts[d].name, scene.tokens(digs), rows))
    return found


def _row(scene: Scene, axis: Axis, tongue: Tongue, street: int) -> StreetRow:
    sides: tuple[Sequence[Opening], Sequence[Opening]] = (
        scene.opened[0].get(street, []),
        scene.opened[1].get(street, []),
    )
    svg = axis.row(30)
    for lane, (runs, style) in enumerate(zip(sides, ("before", "after"), strict=True)):
        ends = [axis.x(later.start) for later in runs[1:]] + [100.0]
        for opening, free in zip(runs, ends, strict=True):
            broken = " broken" if opening.broken_rest else ""
            axis.bar(svg, opening.start, opening.end, 2 + 14 * lane, 11, style + broken, _told(scene, tongue, opening))
            letters, right = letters_of(scene, tongue, opening), axis.x(opening.end) + 0.5
            if right + len(letters) * LETTER < free:
                svg.text(right, 11 + 14 * lane, letters, "tiny")
    return StreetRow(
        name=scene.names.streets[street].name,
        tokens=scene.tokens(scene.problem.streets[street].digs),
        chart=str(svg),
        openings=(len(sides[0]), len(sides[1])),
        weeks=(sum(o.end - o.start for o in sides[0]), sum(o.end - o.start for o in sides[1])),
        told=(_listed(scene, tongue, sides[0]), _listed(scene, tongue, sides[1])),
    )


def letters_of(scene: Scene, tongue: Tongue, opening: Opening) -> str:
    """Who works in an opening, a letter per work type; an exclamation mark where it breaks the rest period."""
    kinds = [scene.names.projects[scene.problem.activities[dig].project].work_type for dig in opening.digs]
    return "+".join(dict.fromkeys(tongue.words.LETTERS.get(kind, kind[:1].upper()) for kind in kinds)) + (
        "!" if opening.broken_rest else ""
    )


def _rest(tongue: Tongue, opening: Opening) -> str:
    return tongue.say(", inside the rest period") if opening.broken_rest else ""


def _told(scene: Scene, tongue: Tongue, opening: Opening) -> str:
    kinds = (scene.names.projects[scene.problem.activities[dig].project].work_type for dig in opening.digs)
    named = " + ".join(dict.fromkeys(work_type_label(scene.names, kind, tongue.language) for kind in kinds))
    weeks = span(scene, tongue, opening.start, opening.end)
    return f"{scene.names.streets[opening.street].name}: {named}, {weeks}{_rest(tongue, opening)}"


def span(scene: Scene, tongue: Tongue, start: int, end: int) -> str:
    """Weeks ``[start, end)`` in words."""
    first, last = week_label(scene.names.start, start), week_label(scene.names.start, max(start, end - 1))
    return first if first == last else tongue.say("{first} to {last}", first=first, last=last)


def _listed(scene: Scene, tongue: Tongue, runs: Sequence[Opening]) -> str:
    told = (f"{letters_of(scene, tongue, o)} {span(scene, tongue, o.start, o.end)}{_rest(tongue, o)}" for o in runs)
    return "; ".join(told) or "–"
