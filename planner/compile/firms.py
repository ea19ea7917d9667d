"""Anonymous firms: who stands for the winners of work still to be tendered.

The free crews of all employers of one sector in one region are added up and cut into parts of about
``anonymous_firm_heads``. Each project to tender goes to one of them that can do it with what it can hire: projects in
an order drawn by the programme's seed, each to the firm whose load of hours, this project included, stays lowest
against its heads in the trades that the project needs. So load follows capacity, and no named employer is planned on
work that it has not won."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.apportion import split
from wijkplan.planner.submission.schema import Crew, Employer, Sector
from wijkplan.planner.submission.sectors import SECTORS
from wijkplan.planner.text import say

from .compile_findings import Notebook
from .crews import Kind, Stock, stocks
from .forward_plans import forward_digs
from .lawful_supply import lent_by
from .qualifications import hireable, must_hold
from .travel import within_day
from .work_breakdown import Task


@dataclass(frozen=True)
class Firm:
    """An employer of the problem: a named one (with its committed crews) or an anonymous one."""

    id: str
    name: str
    sector: Sector
    stock: Mapping[Kind, Stock]
    region: str | None = None

    @property
    def anonymous(self) -> bool:
        """Whether it stands for whoever wins."""
        return self.region is not None


def named(programme: Programme) -> list[Firm]:
    """Employers with their committed crews, by id; after them those who take no part but whose plans are known,
    without crews."""
    others = {dig.owner: dig.name for dig in forward_digs(programme)}
    for employer in programme.employers:
        others.pop(employer.id, None)
    return [
        Firm(e.id, e.name, e.sector, stocks(programme, lent_by(e, _crews(e, "committed")), e.network_operator))
        for e in sorted(programme.employers, key=lambda e: e.id)
    ] + [Firm(owner, name, "civil", {}) for owner, name in sorted(others.items())]


def _crews(employer: Employer, status: str) -> list[Crew]:
    return [crew for crew in employer.crews if crew.status == status]


def anonymous(programme: Programme) -> list[Firm]:
    """Firms made from free crews, by region, sector and number."""
    free: dict[tuple[str, Sector], list[Crew]] = defaultdict(list)
    for employer in programme.employers:
        for crew in lent_by(employer, _crews(employer, "free")):
            free[crew.region, employer.sector].append(crew)
    return [firm for region, sector in sorted(free) for firm in _cut(programme, region, sector, free[region, sector])]


def _cut(programme: Programme, region: str, sector: Sector, crews: Sequence[Crew]) -> list[Firm]:
    stock = stocks(programme, crews)
    heads = sum(one.size for one in stock.values()) / programme.weeks / 100
    count = max(1, round(heads / programme.reference.settings.anonymous_firm_heads))
    parts: list[dict[Kind, Stock]] = [{} for _ in range(count)]
    for kind, one in stock.items():
        shares = {heads: split(heads, [1] * count) for heads in set(one.heads)}
        for k, part in enumerate(parts):
            part[kind] = replace(one, heads=tuple(shares[heads][k] for heads in one.heads))
    return [_firm(programme, region, sector, k + 1, part) for k, part in enumerate(parts)]


def _firm(programme: Programme, region: str, sector: Sector, number: int, stock: Mapping[Kind, Stock]) -> Firm:
    place = programme.reference.regions[region].name
    name = say("anonymous firm {number} ({sector}, {place})", number=number, sector=SECTORS[sector], place=place)
    return Firm(f"anon:{region}:{sector}:{number}", name, sector, stock, region)


class Assignment:
    """The rule above. ``hours`` and ``peaks`` are per project and trade: person-hours, and the most hundredths of a
    head that one of its works needs with the smallest crew."""

    def __init__(
        self,
        programme: Programme,
        firms: Sequence[Firm],
        hours: Mapping[int, Mapping[str, float]],
        peaks: Mapping[int, Mapping[str, int]],
        notes: Notebook,
    ) -> None:
        self.programme, self.firms, self.hours, self.peaks, self.notes = programme, firms, hours, peaks, notes
        self.load: dict[str, float] = defaultdict(float)
        self.chosen: dict[int, str] = {}
        self.added: dict[str, Firm] = {}
        self._by_region: dict[str, list[tuple[Firm, list[Stock]]]] = {}

    def run(self, projects: Sequence[Task]) -> None:
        """Fills ``chosen`` (firm id per project to tender) and ``added`` (firms without heads of their own, by id)."""
        order = sorted((p for p in projects if p.asked.award == "to-tender"), key=lambda p: p.asked.id)
        random.Random(self.programme.seed).shuffle(order)
        for project in order:
            total = sum(self.hours[project.index].values())
            ratios = {firm: (self.load[firm] + total) / heads for firm, heads in self._offers(project).items()}
            winner = min(ratios, key=lambda firm: (ratios[firm], firm)) if ratios else self._hired_only(project)
            self.load[winner] += total
            self.chosen[project.index] = winner

    def _offers(self, project: Task) -> dict[str, float]:
        """Per firm that fits, its heads in the needed trades, each counted by its share in the work: firms of the
        project's region that can do all of it, else those beside it that can, else those of the region that can do
        some."""
        sectors = self.programme.reference.work_types[project.asked.work_type].sectors
        region = project.district.region
        ranked: tuple[dict[str, float], ...] = ({}, {}, {}, {})
        for firm, reaching in self._reaching(region):
            if firm.sector not in sectors:
                continue
            reaching = [s for s in reaching if self._within_day(s, project)]
            offered = sum(s.size * self.hours[project.index].get(s.trade, 0.0) for s in reaching)
            if offered > 0:
                rank = 2 * (not self._suffices(project, reaching)) + (firm.region != region)
                ranked[rank][firm.id] = offered
        return next((offers for offers in ranked if offers), {})

    def _within_day(self, stock: Stock, project: Task) -> bool:
        return within_day(self.programme, stock.region, stock.bases, stock.trade, project.district.id)

    def _reaching(self, region: str) -> list[tuple[Firm, list[Stock]]]:
        """The firms with people who can work in a region, with these."""
        if region not in self._by_region:
            held = (
                (firm, [s for s in firm.stock.values() if s.region == region or region in s.reach])
                for firm in self.firms
            )
            self._by_region[region] = [(firm, reaching) for firm, reaching in held if reaching]
        return self._by_region[region]

    def _suffices(self, project: Task, reaching: Sequence[Stock]) -> bool:
        """Whether in their best weeks these heads and those for hire can do each of the works, as far as they hold what
        it asks for."""
        reference = self.programme.reference
        usable = 100 - reference.settings.reserve_percent
        packages = reference.of_work_type(project.asked.work_type)
        for trade, needed in self.peaks[project.index].items():
            asked = set(must_hold(project.asked, packages, trade))
            own = max(
                (max(s.heads) * usable // 100 for s in reaching if s.trade == trade and asked <= set(s.holds)),
                default=0,
            )
            hired = hireable(self.programme, trade, project.district.region, asked)
            if own + hired < needed:
                return False
        return True

    def _hired_only(self, project: Task) -> str:
        region = project.district.region
        sector = self.programme.reference.work_types[project.asked.work_type].sectors[0]
        firm = _firm(self.programme, region, sector, 0, {})
        self.added[firm.id] = firm
        self.notes.hint(
            "no-anonymous-firm",
            f"projects.{project.asked.id}",
            project.sender,
            None,
            say(
                "No employer reports free crews for this work in {region} or beside it; it is planned with hired "
                "people only.",
                region=region,
            ),
            say("Ask employers to report crews that are not committed yet as free."),
        )
        return firm.id
