"""A schematic map: areas, in them districts, in them streets, as blocks with numbers. Districts have no coordinates,
so it needs no network."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.plan.variants import finishes, latest_targets
from wijkplan.planner.reference import load

from .chart_data import Scene


@dataclass(frozen=True, slots=True)
class StreetBlock:
    """One street and how often it is opened, today and together."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DistrictBlock:
    """One district: homes (``None``: not known), openings, when it is finished (today, together) against its last
    target, the numbers of combined tenders in it, its streets."""

    name: str
    tokens: str
    homes: int | None
    works: int
    openings: tuple[int, int]
    done: tuple[str, str]
    target: str
    late: bool
    tenders: tuple[int, ...]
    streets: tuple[StreetBlock, ...]


@dataclass(frozen=True, slots=True)
class AreaBlock:
    """One area with its districts."""

    name: str
    districts: tuple[DistrictBlock, ...]


def areas(scene: Scene) -> list[AreaBlock]:
    """All areas with work."""
    blocks: dict[int, list[DistrictBlock]] = {}
    ends = finishes(scene.problem, scene.before), finishes(scene.problem, scene.after)
    targets = latest_targets(scene.problem)
    for d in scene.districts:
        done = (ends[0][d], ends[1][d])
        blocks.setdefault(scene.area_of[d], []).append(_district(scene, d, done, targets[d]))
    return [AreaBlock(scene.areas[a], tuple(rows)) for a, rows in blocks.items()]


def _district(scene: Scene, d: int, done: tuple[int, int], target: int) -> DistrictBlock:
    problem, names = scene.problem, scene.names
    known = load().districts.get(names.districts[d].id)
    projects = [p for p, project in enumerate(problem.projects) if project.district == d]
    works = [a for p in projects for a in problem.members[p]]
    before, after = scene.opened
    streets = tuple(
        StreetBlock(names.streets[s].name, len(before.get(s, [])), len(after.get(s, []))) for s in scene.dug_in(d)
    )
    combined = {n for n, publication in enumerate(scene.tenders, 1) if problem.tenders[publication.tender].combined}

    def by(end: int) -> str:
        return week_label(names.start, max(0, end - 1))

    return DistrictBlock(
        name=names.districts[d].name,
        tokens=scene.tokens(works),
        homes=known.homes if known else None,
        works=len(works),
        openings=(sum(s.before for s in streets), sum(s.after for s in streets)),
        done=(by(done[0]), by(done[1])),
        target=by(target),
        late=done[1] > target,
        tenders=tuple(sorted({scene.tender_of[p] for p in projects if scene.tender_of.get(p) in combined})),
        streets=streets,
    )
