"""Anonymous firms: who stands for the winners of work still to be tendered.

The free crews of all employers of one sector in one region are added up and cut into parts of about ``anonymous_firm_heads``. Each project
to tender goes to one of them: projects in an order drawn by the programme's seed, each to the firm whose load of hours, this project
included, stays lowest against its heads in the trades that the project needs. So load follows capacity, and no named employer is
planned on work that it has not won.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from planner.programme import Programme
from planner.split import split
from planner.submission import Crew, Sector

from .crews import Cell, Stock, stocks
from .notebook import Notebook
from .works import Task


@dataclass(frozen=True)
class Firm:
    """An employer of the problem: a named one (with its committed crews) or an anonymous one."""

    id: str
    name: str
    sector: Sector
    stock: Mapping[Cell, Stock]
    region: str | None = None

    @property
    def anonymous(self) -> bool:
        """Whether it stands for whoever wins."""
        return self.region is not None


def named(programme: Programme) -> list[Firm]:
    """Employers with their committed crews, by id."""
    return [
        Firm(e.id, e.name, e.sector, stocks(programme, (crew for crew in e.crews if crew.status == "committed")))
        for e in sorted(programme.employers, key=lambda e: e.id)
    ]


def anonymous(programme: Programme) -> list[Firm]:
    """Firms made from free crews, by region, sector and number."""
    free: dict[tuple[str, Sector], list[Crew]] = defaultdict(list)
    for employer in programme.employers:
        for crew in employer.crews:
            if crew.status == "free":
                free[crew.region, employer.sector].append(crew)
    return [firm for region, sector in sorted(free) for firm in _cut(programme, region, sector, free[region, sector])]


def _cut(programme: Programme, region: str, sector: Sector, crews: Sequence[Crew]) -> list[Firm]:
    stock = stocks(programme, crews)
    heads = sum(one.size for one in stock.values()) / programme.weeks / 100
    count = max(1, round(heads / programme.reference.settings.anonymous_firm_heads))
    parts: list[dict[Cell, Stock]] = [{} for _ in range(count)]
    for cell, one in stock.items():
        weeks = [split(week, [1] * count) for week in one.heads]
        for k, part in enumerate(parts):
            part[cell] = replace(one, heads=tuple(week[k] for week in weeks))
    return [_firm(programme, region, sector, k + 1, part) for k, part in enumerate(parts)]


def _firm(programme: Programme, region: str, sector: Sector, number: int, stock: Mapping[Cell, Stock]) -> Firm:
    place = programme.reference.regions[region].name
    return Firm(f"anon:{region}:{sector}:{number}", f"anonieme partij {number} ({sector}, {place})", sector, stock, region)


def assign(
    programme: Programme, firms: Sequence[Firm], projects: Sequence[Task], hours: Mapping[int, Mapping[str, float]], notes: Notebook
) -> tuple[dict[int, str], list[Firm]]:
    """Per project to tender (``hours`` per trade) the id of its firm, and the firms without own heads that had to be added."""
    load: dict[str, float] = defaultdict(float)
    chosen: dict[int, str] = {}
    added: dict[str, Firm] = {}
    for project in _drawn(programme.seed, [p for p in projects if p.asked.award == "to-tender"]):
        needed = hours[project.index]
        offers = _offers(programme, firms, project, needed)
        if offers:
            total = sum(needed.values())
            winner = min(offers, key=lambda id_: ((load[id_] + total) / offers[id_], id_))
            load[winner] += total
        else:
            region = project.district.region
            sector = programme.reference.work_types[project.asked.work_type].sectors[0]
            firm = _firm(programme, region, sector, 0, {})
            added[firm.id] = firm
            winner = firm.id
            notes.hint(
                "no-anonymous-firm",
                f"projects.{project.asked.id}",
                project.sender,
                None,
                f"No employer reports free crews for this work in {region} or beside it; it is planned with hired people only.",
                "Ask employers to report crews that are not committed yet as free.",
            )
        chosen[project.index] = winner
    return chosen, [added[id_] for id_ in sorted(added)]


def _drawn(seed: int, projects: Sequence[Task]) -> list[Task]:
    order = sorted(projects, key=lambda p: p.asked.id)
    random.Random(seed).shuffle(order)
    return order


def _offers(programme: Programme, firms: Sequence[Firm], project: Task, needed: Mapping[str, float]) -> dict[str, float]:
    """Per firm that fits, its heads in the needed trades, each counted by its share in the work; in the project's region, or else
    from regions that reach it."""
    sectors = programme.reference.work_types[project.asked.work_type].sectors
    region = project.district.region
    found: tuple[dict[str, float], dict[str, float]] = ({}, {})
    for firm in firms:
        if firm.sector in sectors:
            reaching = [s for s in firm.stock.values() if s.region == region or region in s.reach]
            offered = sum(s.size * needed.get(s.trade, 0.0) for s in reaching)
            if offered > 0:
                found[firm.region != region][firm.id] = offered
    return found[0] or found[1]
