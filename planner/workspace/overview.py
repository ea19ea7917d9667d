"""Where and when of a programme, for its front page: its districts on a map, and the dates that are coming. Both are
facts of the programme file, of rounds and of tenders; nothing of what anybody handed in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.programme import districts_of
from wijkplan.planner.reference import load
from wijkplan.planner.submission.schema import ProgrammeFile

from .charts import short
from .core_views import read_core_view
from .handing_in import programme_files
from .models import Programme, Round
from .pages_in import t
from .published_views import views_folder

SIZE = 360.0
EDGE = 30.0


@dataclass(frozen=True, slots=True)
class Place:
    """A district: where it is drawn (``None``: its place is not known), how large the work is, and what stands beside
    it (nothing where there is no room)."""

    id: str
    name: str
    municipality: str
    streets: int
    homes: int
    x: float | None
    y: float | None
    radius: float
    label: str = ""
    label_x: float = 0.0
    label_left: bool = False


def places(programme: Programme) -> list[Place]:
    """The districts with streets in the programme file, the largest first."""
    return list(_read(tuple((path, path.stat().st_mtime_ns) for path in programme_files(programme))))


@lru_cache(maxsize=32)
def _read(files: tuple[tuple[Path, int], ...]) -> tuple[Place, ...]:
    """Of programme files as they are now, read once."""
    for submitted in load_all([path for path, _ in files]).submitted:
        if isinstance(submitted.record, ProgrammeFile):
            return tuple(_placed(submitted.record))
    return ()


def _placed(about: ProgrammeFile) -> list[Place]:
    streets: dict[str, list[int]] = {}
    for street in about.streets:
        streets.setdefault(street.district, []).append(street.homes or 0)
    districts = [one for one in districts_of(about, load()) if one.id in streets]
    known = [(one.lon, one.lat) for one in districts if one.lon is not None and one.lat is not None]
    west = min((lon for lon, _ in known), default=0.0)
    north = max((lat for _, lat in known), default=0.0)
    narrow = math.cos(math.radians(north))
    wide = max([0.01, *((lon - west) * narrow for lon, _ in known), *(north - lat for _, lat in known)])
    most = max([1, *(sum(homes) for homes in streets.values())])
    found = []
    for one in districts:
        homes = streets[one.id]
        there = one.lon is not None and one.lat is not None
        scale = (SIZE - 2 * EDGE) / wide
        x = round(EDGE + (one.lon - west) * narrow * scale, 1) if there and one.lon is not None else None
        y = round(EDGE + (north - one.lat) * scale, 1) if there and one.lat is not None else None
        radius = round(5 + 13 * math.sqrt(sum(homes) / most), 1)
        found.append(Place(one.id, one.name, one.municipality, len(homes), sum(homes), x, y, radius))
    return _labelled(sorted(found, key=lambda one: (-one.homes, one.name)))


MOST_LETTERS, LETTER, LINE = 22, 6.2, 13.0
"""Of a label: how many letters, how wide one is and how high."""


def _labelled(places: Sequence[Place]) -> list[Place]:
    """Names right or left of the circles, of the largest districts first, where they lie over no circle and no other
    name."""
    drawn = [(one, one.x, one.y) for one in places if one.x is not None and one.y is not None]
    taken = [(x - one.radius, x + one.radius, y - one.radius, y + one.radius) for one, x, y in drawn]
    beside: dict[str, Place] = {}
    for one, x, y in drawn:
        label = short(one.name, MOST_LETTERS)
        wide, away = LETTER * len(label), one.radius + 3
        for at, left in ((x + away, False), (x - away, True)):
            begin = at - wide if left else at
            box = (begin, begin + wide, y - LINE / 2, y + LINE / 2)
            if begin >= 0 and begin + wide <= SIZE and not any(_over(box, other) for other in taken):
                taken.append(box)
                beside[one.id] = replace(one, label=label, label_x=round(at, 1), label_left=left)
                break
    return [beside.get(one.id, one) for one in places]


Box = tuple[float, float, float, float]


def _over(one: Box, other: Box) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def states(rounds: Sequence[Round], today: date) -> dict[str, str]:
    """How far each district is by the plan that was sent round last, in whole quarters: *to-come*, *at-work* or
    *ready*; *untold* where too few employers are at work to tell it. Nothing before a plan was sent round."""
    sent = next((one for one in rounds if one.plan is not None), None)
    view = read_core_view(views_folder(sent)) if sent else None
    spans: dict[str, list[str] | None] = (view or {}).get("districts", {})
    return {district: _state(span, today.isoformat()) for district, span in spans.items()}


def _state(span: Sequence[str] | None, today: str) -> str:
    if span is None:
        return "untold"
    return "to-come" if today < span[0] else "at-work" if today <= span[1] else "ready"


def dates(rounds: Sequence[Round], tenders: bool, today: date) -> list[dict[str, Any]]:
    """What is coming, in order, from four weeks ago on: hand-ins that close, status dates, and (for who may see them)
    tenders of the plan that was sent round last."""
    found = []
    for one in rounds:
        if one.deadline is not None:
            found.append(
                (
                    one.deadline,
                    t("last day to hand in for {name}", name=one.name),
                )
            )
        found.append((one.status_date, t("status date of {name}", name=one.name)))
    sent = next((one for one in rounds if one.plan is not None), None)
    view = read_core_view(views_folder(sent)) if tenders and sent else None
    for row in (view or {}).get("tenders", ()):
        text = t("tender published: {title}", title=row["title"])
        found.append((date.fromisoformat(row["monday"]), text))
    since = today - timedelta(weeks=4)
    return [{"day": day, "what": what} for day, what in sorted(found, key=lambda one: one[0]) if day >= since][:30]
