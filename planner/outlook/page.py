"""An outlook as one page that opens offline, in Dutch with an English switch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

from markupsafe import Markup

from wijkplan.planner.reference import load
from wijkplan.planner.reference.outlook import figures
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.html_page import page as frame
from wijkplan.planner.report.locale import TONGUES, Tongue
from wijkplan.planner.text import amounts

from .charts import by_municipality, homes_chart, legend, map_chart, of
from .record import Outlook, PeopleOutlook

SHOWN = 30  # districts in the table of next ones
TOWNS = 40  # municipalities on the page
TEN = 10  # years that a heat programme looks ahead
STEP_FROM = 12  # rows of a table above which only every third year is shown


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A trade: heads now, per shown year (needed, there), and how many are short in the year of the goal."""

    trade: str
    there: int
    years: tuple[tuple[int, int], ...]
    short: int


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region: homes, homes a year now and with training in the year of the goal, its goal, and its largest
    shortage."""

    name: str
    homes: int
    now: int
    then: int
    goal: int
    trade: str
    short: int


def page(outlook: Outlook) -> str:
    """The file."""
    bodies = [_body(outlook, tongue) for tongue in TONGUES]
    style = (files("wijkplan.planner.outlook") / "outlook.css").read_text("utf-8")
    return frame(_title(outlook, TONGUES[0]), bodies).replace("</style>", f"{style}</style>", 1)


def _title(outlook: Outlook, tongue: Tongue) -> str:
    if outlook.what == "country":
        return tongue.say(
            "Gas-free: which districts, when, with whom – the Netherlands",
        )
    return tongue.say(
        "Gas-free: which districts, when, with whom – {name}",
        name=outlook.name,
    )


def _body(outlook: Outlook, tongue: Tongue) -> str:
    there, trained = of(outlook, "there"), of(outlook, "trained")
    trades = load().trades

    def trade_name(id_: str) -> str:
        return trades[id_].called(tongue.language)

    def solution(id_: str) -> str:
        return tongue.say("heat network") if id_ == "network" else tongue.say("heat pumps")

    words = {
        "there": tongue.say("who is there"),
        "trained": tongue.say("with training"),
        "bound": tongue.say("at most"),
        "goal": tongue.say("goal"),
        "title": tongue.say("Homes per year"),
    }
    last = outlook.first_year + TEN - 1
    towns = by_municipality([d for d in outlook.districts if d.starts is not None and d.starts <= last])
    if len(towns) > TOWNS:  # on the page of the country: those with most homes
        homes = {town: sum(d.homes for d in rows) for town, rows in towns}
        chosen = {town for town, _ in sorted(homes.items(), key=lambda one: -one[1])[:TOWNS]}
        shown = [(town, rows) for town, rows in towns if town in chosen]
    else:
        shown = towns
    goal_rows = _goal_rows(outlook)
    soonest = sorted(outlook.districts, key=lambda d: (d.rank, -d.homes))
    scarce = Counter(d.scarcest for d in outlook.districts).most_common(1)[0][0]
    made = environment(tongue).overlay()
    made.filters = made.filters | {
        "grouped": lambda value: amounts.number(value, tongue.language),
        "rounded": lambda value: amounts.number(_rounded(value), tongue.language),
        "plain": lambda value: amounts.plain(value, tongue.language),
        "figure": lambda value: (
            amounts.number(value, tongue.language) if value >= 1000 else amounts.plain(value, tongue.language)
        ),
    }
    source = (files("wijkplan.planner.outlook") / "outlook.jinja").read_text("utf-8")
    return made.from_string(source).render(
        outlook=outlook,
        title=_title(outlook, tongue),
        there=there,
        trained=trained,
        best=max(trained, key=lambda row: row.homes),
        pairs=list(zip(there, trained, strict=True)),
        step=3 if len(trained) > STEP_FROM else 1,
        scarcest=trade_name(scarce),
        lines=[(name, words[name]) for name in ("trained", "there", "bound", "goal")],
        least=round(figures()["ranking.least_homes"].value),
        chart=Markup(homes_chart(outlook, words, tongue.language)),
        map=Markup(map_chart(outlook, tongue.say("Map of districts"))),
        legend=legend(outlook, tongue.say("not in these years")),
        next=soonest[:SHOWN],
        region_names={id_: region.name for id_, region in load().regions.items()},
        towns=shown,
        more_towns=len(towns) - len(shown),
        ten=last,
        goal_years=_goal_years(outlook),
        goal_rows=goal_rows,
        most_short=goal_rows[0] if goal_rows and goal_rows[0].short else None,
        named=lambda d: tongue.say("district without a name") if d.name == d.code else d.name,
        command=_command(outlook),
        version=version("wijkplan"),
        regions=_regions(outlook),
        assumptions=sorted(figures().items()),
        trade_name=trade_name,
        solution=solution,
        sections=[
            ("pace", tongue.say("How many a year")),
            ("map", tongue.say("Where and when")),
            ("next", tongue.say("Which districts next")),
            ("programme", tongue.say("Heat programme")),
            ("goal", tongue.say("What it takes")),
            ("rests", tongue.say("What this rests on")),
        ],
    )


def _command(outlook: Outlook) -> str:
    """What makes this outlook again."""
    name = outlook.what if outlook.what == "country" else f'"{outlook.name}"'
    return (
        f"wijkplan outlook {name} --from {outlook.first_year} --years {outlook.years} "
        f"--growth {outlook.growth_percent:g} --goal-from {outlook.goal_from}"
    )


def _rounded(value: float) -> int:
    """No more exact than an estimate is: three figures."""
    unit = int(10 ** max(0, len(str(int(value))) - 3))
    return round(value / unit) * unit


def _goal_years(outlook: Outlook) -> list[int]:
    middle = (outlook.first_year + outlook.goal_from) // 2
    return sorted({year for year in (middle, outlook.goal_from) if year < outlook.first_year + outlook.years})


def _goal_rows(outlook: Outlook) -> list[GoalRow]:
    by_trade: dict[tuple[str, int], list[PeopleOutlook]] = {}
    for p in outlook.people:
        by_trade.setdefault((p.trade, p.year), []).append(p)
    rows = []
    years = _goal_years(outlook)
    for trade in sorted({trade for trade, _ in by_trade}):
        now = by_trade[trade, outlook.first_year]
        shown = tuple(
            (round(sum(p.needed for p in by_trade[trade, y])), round(sum(p.trained for p in by_trade[trade, y])))
            for y in years
        )
        short = max(0, shown[-1][0] - shown[-1][1]) if shown else 0
        rows.append(GoalRow(trade, round(sum(p.there for p in now)), shown, short))
    return sorted(rows, key=lambda row: (-row.short, row.trade))


def _regions(outlook: Outlook) -> list[RegionRow]:
    rows = []
    for region in sorted({d.region for d in outlook.districts}, key=lambda id_: load().regions[id_].name):
        homes = sum(d.homes for d in outlook.districts if d.region == region)
        year = min(outlook.goal_from, outlook.first_year + outlook.years - 1)
        by = {(row.scenario, row.year): row for row in outlook.by_year if row.region == region}
        short = [(p.needed - p.trained, p.trade) for p in outlook.people if (p.region, p.year) == (region, year)]
        most, trade = max(short)
        rows.append(
            RegionRow(
                name=load().regions[region].name,
                homes=homes,
                now=by["there", outlook.first_year].homes,
                then=by["trained", year].homes,
                goal=round(outlook.goal * homes / outlook.homes),
                trade=trade,
                short=max(0, round(most)),
            )
        )
    return rows
