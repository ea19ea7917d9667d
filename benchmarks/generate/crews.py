"""Employers of the pilot and their crews: enough in most trades, scarce over the years in three.

Crews are sized by measuring: the programme is compiled with provisional crews, the heads asked for in the weeks wanted
are added up per employer and trade, and crews follow from these. Capacity is the content of the weeks wanted divided
by a share: 85 % in scarce trades, 70 % in the others, and never less than the crew of any work. Scarce trades are held
by two or three pools per area, of whole heads, at least four and twice the crew that any of its works needs. Where
that is more than the content asks for, a pool is there for part of the weeks: the programme gets its people for
stints, and the rest of the year they work elsewhere."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.reference import load
from wijkplan.planner.reference.types import District
from wijkplan.planner.submission.apportion import split
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile

from .weeks import FIRST_WEEK, WANTED_WEEKS

SCARCE = ("LVM", "MVM", "HPT")
SHARE_SCARCE, SHARE_OTHERS = 0.85, 0.70  # of capacity that the content of the weeks wanted takes
LEAST_POOL = 4  # heads of a scarce trade
HIRE_VERY, HIRE_OTHERS, LEAST_HIRE = 0.10, 0.25, 2  # of own heads, by how scarce the trade is
LEAVE, LEAVE_WEEKS = 0.2, 4  # of the heads of a crew at most, and for how long
STINT, AHEAD = 6, 8  # weeks that people of a scarce trade come for at least, and before the work that is asked of them
APART, LATE = 2, 39  # weeks between two stints that are filled, and after the last one for work that runs late
PROVISIONAL = 9.0  # so few that no sector of an area is cut into several anonymous firms
HALF = 0.5
LENDERS = 0.6  # of the crews
USABLE = 0.9  # of the heads of a pool: the rest is its reserve

STREET = ("GRW", "MCH", "PAV")
HOMES = ("INS", "CAR", "PLB", "ELE", "WVB")
"""Trades of the streets and of the homes that are not scarce."""


@dataclass(frozen=True)
class Role:
    """One employer of an area; ``share`` of its sector's free crews, the rest is of the next with that sector."""

    id: str
    sector: str
    title: str
    committed: tuple[str, ...] = ()
    free: tuple[str, ...] = ()
    share: float = 1.0


ROLES = (
    Role("LAAD", "charging", "Laad- en netaannemer", ("LVM", "MVM", "EVM", *STREET)),
    Role("NETA", "grid", "Netaannemer A", free=("LVM", "MVM", "EVM", *STREET), share=0.6),
    Role("NETB", "grid", "Netaannemer B", free=STREET, share=0.4),
    Role("CIVA", "civil", "Civiele aannemer A", free=("SEW", "HNP", "WLD", *STREET), share=0.6),
    Role("CIVB", "civil", "Civiele aannemer B", free=("SEW", *STREET), share=0.4),
    Role("BOUWA", "builder", "Bouwer A", free=("HPT", *HOMES), share=0.6),
    Role("BOUWB", "builder", "Bouwer B", free=HOMES, share=0.4),
    Role("INSA", "installer", "Installateur A", ("HPT", *HOMES)),
)
LARGE: Mapping[str, tuple[Role, ...]] = {
    "GR": (
        Role("NETO", "grid", "Netbeheerder, eigen ploegen", ("LVM", "MVM", *STREET)),
        Role("INSB", "installer", "Installateur B", ("HPT", *HOMES)),
    ),
}
"""Who else there is in an area that has work for a third pool of the scarce trades."""


def contractor(short: str) -> str:
    """Who does the homes that corporations have under contract in an area."""
    return f"E-{short}-INSB" if short in LARGE else f"E-{short}-INSA"


def employers(
    districts: Mapping[str, list[District]], areas: Mapping[str, str], short: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """The employers of each area, each at home in one of its regions and able to reach the others; a sector's free
    crews are in one region."""
    found: dict[str, dict[str, Any]] = {}
    for area, name in areas.items():
        regions = sorted({d.region for d in districts[area]})
        homes: dict[str, str] = {}
        for role in (*ROLES, *LARGE.get(short[area], ())):
            home = homes.setdefault(role.sector, regions[len(homes) % len(regions)])
            crews = [_crew(trade, home, regions, "committed", PROVISIONAL) for trade in role.committed]
            crews += [_crew(trade, home, regions, "free", PROVISIONAL * role.share) for trade in role.free]
            found[f"E-{short[area]}-{role.id}"] = {
                "kind": "employer",
                "format_version": 1,
                "id": f"E-{short[area]}-{role.id}",
                "name": f"{role.title} {name}",
                "sector": role.sector,
                "crews": crews,
                "projects": [],
            }
    return found


def _crew(trade: str, home: str, regions: list[str], status: str, heads: float) -> dict[str, Any]:
    return {
        "id": f"{trade}-{home}-{status}",
        "trade": trade,
        "region": home,
        "heads": heads,
        "status": status,
        "reachable_regions": [r for r in regions if r != home],
    }


def fitted(files: dict[str, dict[str, Any]], random: Random, area_of: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The files with crews of the right size, some leave and some willingness to lend, and with the hiring market that
    belongs to them; crews and employers without work are left out. ``area_of``: per region the area that it is in."""
    programme = programme_of(files)
    asked = Demand(compile(programme))
    own: dict[tuple[str, str], float] = defaultdict(float)
    for name, content in list(files.items()):
        if content["kind"] != "employer":
            continue
        crews = [sized for crew in content["crews"] for sized in _sized(content, crew, asked, programme.start, random)]
        for trade in {crew["trade"] for crew in crews}:
            own[area_of[crews[0]["region"]], trade] += max(crew["heads"] for crew in crews if crew["trade"] == trade)
        content["crews"] = crews
        if not crews:
            del files[name]
    files["programme.json"]["hiring"] = list(_hiring(own, asked, area_of, programme))
    return files


def _sized(
    content: dict[str, Any], crew: dict[str, Any], asked: Demand, start: date, random: Random
) -> list[dict[str, Any]]:
    """A crew with the heads that its pool needs, one record per stint; none where nothing is asked of it."""
    trade = crew["trade"]
    pool = f"anon:{crew['region']}:{content['sector']}:1" if crew["status"] == "free" else content["id"]
    if (pool, trade) not in asked.heads:
        return []
    work, least = sum(asked.heads[pool, trade]), asked.largest[pool, trade]
    crew = crew | _lending(random)
    if trade not in SCARCE:
        enough = max(least / USABLE, work / SHARE_OTHERS / USABLE / asked.open_weeks(pool, trade))
        heads = math.ceil(enough * _part(content["sector"], crew) / HALF) * HALF
        return [
            crew
            | {"heads": heads}
            | _leave(start, heads, least / USABLE, (FIRST_WEEK, FIRST_WEEK + WANTED_WEEKS), random)
        ]
    enough = work / SHARE_SCARCE / USABLE / asked.open_weeks(pool, trade)
    heads = max(LEAST_POOL, math.ceil(2 * least), math.ceil(enough))
    stints = _stints(asked.heads[pool, trade], asked.open[trade], heads)
    longest = max(stints[:-1], key=lambda stint: stint[1] - stint[0], default=stints[0])
    found = []
    for k, (first, last) in enumerate(stints):
        end = {} if last >= len(asked.open[trade]) else {"end": _day(start, last - 1, 4)}
        leave = _leave(start, heads, least / USABLE, longest, random) if (first, last) == longest else {}
        found.append(crew | {"id": f"{crew['id']}-{k + 1}", "heads": heads, "start": _day(start, first)} | end | leave)
    return found


def _part(sector: str, crew: dict[str, Any]) -> float:
    """The part of what its sector keeps free of a trade that the crew of one firm is; provisional heads are in
    proportion."""
    holders = [role for role in ROLES if role.sector == sector and crew["trade"] in role.free]
    return crew["heads"] / (PROVISIONAL * sum(role.share for role in holders)) if crew["status"] == "free" else 1.0


def _lending(random: Random) -> dict[str, Any]:
    if random.random() >= LENDERS:
        return {}
    return {
        "lendable_percent": random.choice((20, 30, 50)),
        "consent": True,
        "legal_basis": "collegiale in- en uitleen zonder winstoogmerk, overeenkomst van het pilotgebied (verzonnen)",
    }


def _leave(start: date, heads: float, least: float, weeks: tuple[int, int], random: Random) -> dict[str, Any]:
    """Some weeks inside ``weeks`` in which at most a fifth of a crew is away, whole or half people, and never so many
    that less than one crew is left."""
    away = math.floor(min(heads * LEAVE, heads - least) / HALF) * HALF
    if away <= 0 or weeks[1] - weeks[0] <= LEAVE_WEEKS:
        return {}
    first = random.randrange(weeks[0], weeks[1] - LEAVE_WEEKS)
    return {"leave": [{"start": _day(start, first), "end": _day(start, first + LEAVE_WEEKS - 1, 6), "heads": away}]}


def _stints(asked: Sequence[float], open_weeks: Sequence[float], heads: float) -> list[tuple[int, int]]:
    """Periods ``[first, last)`` in which a pool of a scarce trade is there: from a little before work is asked of it
    for as long as what it can do stays behind what is asked, with the share that is kept free; on from the last one
    for what runs late; and all weeks after those that are wanted."""
    last = FIRST_WEEK + WANTED_WEEKS
    needed = [hours / SHARE_SCARCE / USABLE for hours in accumulate(asked)]
    done, at_least = 0.0, 0
    there = [False] * len(open_weeks)
    for week in range(last):
        if at_least > 0 or done < needed[min(week + AHEAD, last - 1)] - 0.01:
            there[week], at_least = True, (at_least or STINT) - 1
            done += heads * open_weeks[week]
    ends = [w for w in range(1, last) if there[w - 1] and not there[w]]
    for week in ends:
        back = next((w for w in range(week, last) if there[w]), last)
        late = LATE if week == ends[-1] else 0
        if late or back - week <= APART:
            there[week : min(back, week + (late or APART))] = [True] * (min(back, week + (late or APART)) - week)
    there[last:] = [True] * (len(there) - last)
    edges = [w for w in range(len(there)) if there[w] and (w == 0 or not there[w - 1])]
    return [(w, next((e for e in range(w, len(there)) if not there[e]), len(there))) for w in edges]


class Demand:
    """What the weeks asked for need of each employer (anonymous ones by their id) and trade: nothing limits it.

    ``heads``: per week; ``largest``: of the work that needs most, with its smallest crew; ``regions``: heads-weeks per
    trade and region of the work; ``open``: per trade and week the share of a normal week that its work goes on."""

    def __init__(self, compiled: Compiled) -> None:
        problem, names = compiled.problem, compiled.names
        self.heads: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
        self.largest: dict[tuple[str, str], float] = defaultdict(float)
        self.regions: dict[tuple[str, str], float] = defaultdict(float)
        self.open: Mapping[str, list[float]] = defaultdict(lambda: [0.0] * problem.horizon)
        total: dict[str, float] = defaultdict(float)
        for placement in submitted(problem).placements:
            activity = problem.activities[placement.activity]
            contract, percent = problem.projects[activity.project], problem.calendars[activity.calendar].percent
            employer = names.employers[contract.employer].id
            region = names.regions[problem.districts[contract.district].region].id
            for need in activity.modes[placement.mode].demands:
                trade = names.trades[need.trade].id
                row, weeks = self.heads[employer, trade], range(placement.start, min(placement.end, problem.horizon))
                for week in (w for w in weeks if percent[w] > 0):
                    row[week] += need.heads / 100
                    self.regions[trade, region] += need.heads / 100
                self.largest[employer, trade] = max(self.largest[employer, trade], need.heads / 100)
                hours = need.heads * activity.modes[placement.mode].duration
                total[trade] += hours
                self.open[trade] = [a + hours * b / 100 for a, b in zip(self.open[trade], percent, strict=True)]
        self.open = {trade: [share / total[trade] for share in row] for trade, row in self.open.items()}

    def open_weeks(self, pool: str, trade: str) -> float:
        """Weeks from the first to the last that a trade is asked of a pool, as far as its work goes on in them."""
        busy = [week for week, heads in enumerate(self.heads[pool, trade]) if heads > 0]
        return sum(self.open[trade][busy[0] : busy[-1] + 1])


def _hiring(
    own: Mapping[tuple[str, str], float], asked: Demand, area_of: Mapping[str, str], programme: Programme
) -> Iterable[dict[str, Any]]:
    """Heads for hire per trade and region: of an area a share of its own heads, whole, divided over its regions by
    what is asked there."""
    for (area, trade), heads in sorted(own.items(), key=lambda row: row[0]):
        very = programme.reference.trades[trade].scarcity == "very"
        total = max(LEAST_HIRE, round(heads * (HIRE_VERY if very else HIRE_OTHERS)))
        regions = sorted(region for region, its in area_of.items() if its == area)
        for region, part in zip(
            regions, split(total, [round(asked.regions[trade, region]) for region in regions]), strict=True
        ):
            yield {"trade": trade, "region": region, "heads": part}


def _day(start: date, week: int, days: int = 0) -> str:
    return (start + timedelta(weeks=week, days=days)).isoformat()


def programme_of(files: dict[str, dict[str, Any]]) -> Programme:
    """The programme of files as they are written."""
    settings = ProgrammeFile.model_validate(files["programme.json"])
    return Programme(
        name=settings.name,
        start=monday_of(settings.start),
        weeks=settings.weeks,
        seed=settings.seed,
        employers=tuple(Employer.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "employer"),
        clients=tuple(Client.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "client"),
        settings=settings,
        reference=load().with_hiring(settings.hiring),
    )
