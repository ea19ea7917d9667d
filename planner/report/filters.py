"""What the report can be narrowed down to: areas, districts, employers, trades and tenders that occur in the plan."""

from __future__ import annotations

from dataclasses import dataclass

from .chart_data import Scene
from .locale import Tongue


@dataclass(frozen=True, slots=True)
class Choice:
    """One list of the filter bar: what it is called, what chooses everything, and the (token, name) of each entry."""

    id: str
    label: str
    everything: str
    entries: tuple[tuple[str, str], ...]


def choices(scene: Scene, tongue: Tongue) -> list[Choice]:
    """The five lists; tokens are those of :meth:`~wijkplan.planner.report.chart_data.Scene.tokens`."""
    used = set(scene.tokens(range(len(scene.problem.activities))).split())
    names = scene.names

    def entries(letter: str, labels: list[str]) -> tuple[tuple[str, str], ...]:
        rows = [(f"{letter}{i}", label) for i, label in enumerate(labels) if f"{letter}{i}" in used]
        return tuple(sorted(rows, key=lambda row: row[1].lower()))

    tenders = []
    for n, publication in enumerate(scene.tenders, 1):
        name = names.tenders[publication.tender]
        tenders.append((f"t{n}", f"T{n}: {name.title or ' + '.join(name.projects)}"))
    return [
        Choice(
            "area",
            tongue.say("Area"),
            tongue.say("all areas"),
            entries("a", list(scene.areas)),
        ),
        Choice(
            "district",
            tongue.say("District"),
            tongue.say("all districts"),
            entries("d", [d.name for d in names.districts]),
        ),
        Choice(
            "employer",
            tongue.say("Employer"),
            tongue.say("all employers"),
            entries("e", [tongue.sentence(e.name) for e in names.employers]),
        ),
        Choice(
            "trade",
            tongue.say("Trade"),
            tongue.say("all trades"),
            entries("k", [tongue.trade(t) for t in names.trades]),
        ),
        Choice(
            "tender",
            tongue.say("Tender"),
            tongue.say("all tenders"),
            tuple(tenders),
        ),
    ]
