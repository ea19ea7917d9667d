"""Reference data as frozen values: what every programme shares, each record with where it is from.

Quantities (hours, weeks, heads) carry ``origin``; prices beside them carry ``price_origin``.

When to modify: a new kind of record is a class here, a file in ``data/`` and a line in ``load.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import floor
from typing import Annotated, Literal

from pydantic import Field

from wijkplan.models.problem import Position
from wijkplan.planner.submission.base_types import LearningScope
from wijkplan.planner.submission.schema import HiringMarket, Project, Sector, WorkType

from .distance import km_between
from .law_data import Law
from .named import Named
from .origin import Origin

SchoolRegion = Literal["Noord", "Midden", "Zuid"]


@dataclass(frozen=True, slots=True)
class Region:
    """A labour-market region by its CBS code of 2016, with its code of today (VNG list, CBS data). ``neighbours`` are
    within reach; ``market_factor`` scales the hiring market to its size."""

    id: str
    code_today: str
    name: str
    school_region: SchoolRegion
    market_factor: float
    neighbours: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class District:
    """A test district. ``homes`` is the number in the plan, with its basis in ``origin``; ``lon`` and ``lat``
    (degrees, WGS84) are a point in it, the mean of its CBS neighbourhoods, ``None`` where unknown; ``pilot_area`` is
    one of the four areas or ``None``; ``heat_network`` whether its heat solution is a network, ``None`` where
    unknown."""

    id: str
    name: str
    municipality: str
    gm_code: str
    bu_codes: tuple[str, ...]
    wk_code: str | None
    region: str
    school_region: SchoolRegion
    homes: int
    heat_solution: str
    heat_network: bool | None
    pilot_area: str | None
    lon: float | None
    lat: float | None
    origin: Origin

    def km_to(self, other: District) -> float | None:
        """Kilometres as the crow flies between two districts' points (haversine); ``None`` where a point is
        unknown."""
        if self.lon is None or self.lat is None or other.lon is None or other.lat is None:
            return None
        return km_between((self.lon, self.lat), (other.lon, other.lat))


@dataclass(frozen=True, slots=True)
class Trade(Named):
    """A qualification, a hard gate. ``rate_eur`` is the norm cost of an hour, ``hire_premium_eur`` what a hired hour
    costs more. ``market_heads`` can be hired in a region of factor 1. ``grain_heads``: the least part of a person that
    comes from another employer or for hire (1: whole people; 0.5: a trade with part-timers). ``hours_per_head_week``
    are those of its cao, less public holidays and training; ``None``: those of the setting of that name."""

    id: str
    dutch: str
    english: str
    isco: str
    brc: str
    sectors: tuple[Sector, ...]
    scarcity: Literal["very", "tight"]
    rate_eur: float
    hire_premium_eur: float
    market_heads: float
    grain_heads: Annotated[float, Field(ge=0.01, le=1)]
    hours_per_head_week: Annotated[float, Field(ge=1, le=60)] | None
    origin: Origin
    price_origin: Origin
    hours_origin: Origin


@dataclass(frozen=True, slots=True)
class Package(Named):
    """A norm: the work on one unit of ``quantity`` (a field of ``submission.Place``: a home, a metre, a pole, a
    station).

    ``hours`` are person-hours per unit and trade, alone in its opening, of which ``opening_hours`` open the ground and
    ``closing_hours`` close and pave it. ``crews`` are alternative crew sizes in heads. ``depth`` orders the digs of a
    street (lowest first). ``opening_eur`` per unit is material, traffic and paving of the opening, half of it opening
    and half closing. ``value_eur`` per unit is the norm contract value, labour included, from which the procedure
    follows. ``load_kw`` per unit is what it adds to its grid area, ``release_kw`` what a unit adds to the area's
    capacity where the programme states nothing. ``circuit_trades`` open a refrigerant circuit where one is opened,
    ``live_trades`` work on low voltage where it stays on: the project says so."""

    id: str
    dutch: str
    work_type: WorkType
    quantity: str
    hours: Mapping[str, float]
    crews: tuple[int, ...]
    calendar: str
    origin: Origin
    price_origin: Origin
    value_eur: float
    opens_street: bool = False
    depth: int | None = None
    opening_hours: Mapping[str, float] | None = None
    closing_hours: Mapping[str, float] | None = None
    opening_eur: float = 0.0
    load_kw: float = 0.0
    release_kw: float = 0.0
    materials: tuple[str, ...] = ()
    circuit_trades: tuple[str, ...] = ()
    live_trades: tuple[str, ...] = ()
    english: str | None = None

    def hours_in(self, position: Position, saved_percent: float) -> dict[str, float]:
        """Person-hours per unit and trade in a place of an opening; ``saved_percent`` of the closing work of a dig
        that is followed, and of the opening work of a dig that follows, is not done."""
        saved: list[Mapping[str, float]] = []
        if position in (Position.FIRST, Position.MIDDLE):
            saved.append(self.closing_hours or {})
        if position in (Position.MIDDLE, Position.LAST):
            saved.append(self.opening_hours or {})
        return {t: h - sum(part.get(t, 0.0) for part in saved) * saved_percent / 100 for t, h in self.hours.items()}

    def opening_eur_in(self, position: Position, saved_percent: float) -> float:
        """Euros per unit of material, traffic and paving in a place of an opening."""
        sides = {Position.ALONE: 0, Position.FIRST: 1, Position.MIDDLE: 2, Position.LAST: 1}[position]
        return self.opening_eur * (1 - sides / 2 * saved_percent / 100)


@dataclass(frozen=True, slots=True)
class PackageOrder:
    """``then`` follows ``first`` by at least ``lag_weeks``, from end to start (FS), start to start (SS) or end to end
    (FF); per place, between all places of the project, or between projects of the district (where ``then`` names a
    street, in that street only)."""

    first: str
    then: str
    link: Literal["FS", "SS", "FF"]
    lag_weeks: int
    scope: Literal["place", "project", "district"]
    origin: Origin


@dataclass(frozen=True, slots=True)
class PrerequisiteNorm(Named):
    """A permit, notice, survey or delivery and its lead time. ``standard``: counts for every project of its work
    types, listed or not; otherwise only where a project lists it. ``packages`` (empty: all) are those that wait for
    it."""

    id: str
    dutch: str
    lead_weeks: int
    work_types: tuple[WorkType, ...]
    packages: tuple[str, ...]
    standard: bool
    origin: Origin
    english: str | None = None


@dataclass(frozen=True, slots=True)
class WorkTypeNorm(Named):
    """A work type: ``sectors`` whose firms can win it."""

    id: WorkType
    dutch: str
    sectors: tuple[Sector, ...]
    origin: Origin
    english: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarKind:
    """How one kind of work meets the collective stops: percent of a normal week in *bouwvak* and in the Christmas
    stop, whether weather costs time, whether heat may not be cut off in the months of frost."""

    id: str
    dutch: str
    bouwvak_percent: int
    christmas_percent: int
    weather: bool
    frost_closed: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days, both included, on which a programme does no work; ``calendars``: only of these kinds (empty: of all)."""

    start: date
    end: date
    calendars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bouwvak:
    """First and last day of the builders' holiday in one school region."""

    year: int
    school_region: SchoolRegion
    start: date
    end: date
    origin: Origin


@dataclass(frozen=True, slots=True)
class Prices:
    """Euros. ``lending_fee_per_head_week``: per paid week of a lent person; ``induction_per_head``: once per lent
    person and work; ``turnover_per_person``: finding and inducting a hired person, once per work; ``burden``: per week
    that a street is open; ``delay``: per home and week late; ``moved``: per activity and week away from what was asked
    for; ``rest_broken``: default social price where a street states none; ``interface``: per pair of digs of different
    contracts joined in one opening."""

    travel_per_head_week: float
    lending_fee_per_head_week: float
    induction_per_head: float
    turnover_per_person: float
    interface: float
    delay_per_home_week: float
    burden_per_home_week: float
    burden_per_shop_week: float
    rest_broken: float
    moved_per_week: float


@dataclass(frozen=True, slots=True)
class Settings:
    """Figures that are not prices; units in the names. ``idle_earning_percent``: of the hours in which own people
    stand by, the share that earns its wage elsewhere; ``overtime_surcharge_percent``: of its rate, what an hour of
    overtime is paid beyond it; ``min_weeks_``: weeks that people of others are paid for at
    least, for each work; ``appointment_weeks``: until a network operator has appointed people of others;
    ``most_week_hours``: hours of somebody in a week, on average, that the law allows, ``cao_week_hours`` that
    collective agreements have; ``most_travel_minutes``: on the way in a day, there and back, that a day of work
    leaves, at ``travel_km_per_hour`` over roads that are ``travel_detour_percent`` of the line through the air;
    ``learning_``: labour that is saved with each doubling of districts done, 0 where
    nobody learns, and what is left of it at least;
    ``changes_head_weeks``: weeks moved that one head counts for by which own people at work rise
    or fall from quarter to quarter, in the choice among plans that cost nearly the same."""

    hours_per_head_week: float
    reserve_percent: int
    freeze_notice_weeks: int
    flexible_weeks: int
    rest_weeks: int
    participation_percent: int
    joint_gap_weeks: int
    joined_saving_percent: float
    mobilisation_hours: float
    contract_period_weeks: int
    combine_km: float
    max_combined_projects: int
    max_candidate_tenders: int
    anonymous_firm_heads: float
    longest_activity_weeks: int
    idle_earning_percent: Annotated[float, Field(ge=0, le=100)]
    overtime_surcharge_percent: Annotated[float, Field(ge=0)]
    min_weeks_hired: Annotated[int, Field(ge=1)]
    min_weeks_lent: Annotated[int, Field(ge=1)]
    min_weeks_partner: Annotated[int, Field(ge=1)]
    appointment_weeks: Annotated[int, Field(ge=0)]
    most_week_hours: Annotated[float, Field(ge=1)]
    cao_week_hours: Annotated[float, Field(ge=1)]
    most_travel_minutes: Annotated[float, Field(ge=1)]
    travel_km_per_hour: Annotated[float, Field(ge=1)]
    travel_detour_percent: Annotated[float, Field(ge=100)]
    learning_percent: Annotated[float, Field(ge=0, le=15)]
    learning_floor_percent: Annotated[float, Field(ge=0, le=100)]
    changes_head_weeks: Annotated[int, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class Disclosure:
    """When an aggregate may leave the neutral party: over at least ``min_employers``, none with more than
    ``max_share_percent`` of it; a count of people only from ``min_people`` on."""

    min_employers: int
    max_share_percent: int
    min_people: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that is handed in between ``first_working_days`` and ``last_working_days`` before the work starts."""

    prerequisite: str
    first_working_days: int
    last_working_days: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """When work stops or slows down.

    ``weather_loss_percent`` per month (January first) of street work, of which the first ``weather_norm_percent`` is
    inside the norms; heat is not cut off in ``frost_months``; the Christmas stop is ``christmas_weeks`` whole weeks;
    after the last year of the table *bouwvak* repeats every ``bouwvak_cycle_years``; 5 May is a day off every
    ``lustrum_years``. Public holidays outside collective stops are netted in ``hours_per_head_week``, except that a
    week with less than ``closed_below_percent`` of its days left is closed."""

    weather_loss_percent: tuple[int, ...]
    weather_norm_percent: int
    frost_months: tuple[int, ...]
    christmas_weeks: int
    bouwvak_cycle_years: int
    closed_below_percent: int
    lustrum_years: int


@dataclass(frozen=True, slots=True)
class Reference:
    """All shared data, by id. ``figure_origins``: the origin of each field of ``prices``, ``settings``,
    ``calendar_settings`` and ``disclosure``; ``notices`` are by prerequisite. ``hiring``: heads for hire by trade and
    region where a programme states them, which then count instead of those of the trade; ``hiring_scale`` multiplies
    all of them."""

    regions: Mapping[str, Region]
    districts: Mapping[str, District]
    trades: Mapping[str, Trade]
    packages: Mapping[str, Package]
    orders: tuple[PackageOrder, ...]
    law: Law
    work_types: Mapping[str, WorkTypeNorm]
    prerequisites: Mapping[str, PrerequisiteNorm]
    calendars: Mapping[str, CalendarKind]
    bouwvak: tuple[Bouwvak, ...]
    prices: Prices
    settings: Settings
    calendar_settings: CalendarSettings
    disclosure: Disclosure
    notices: Mapping[str, Notice]
    figure_origins: Mapping[str, Origin]
    learning_scope: LearningScope = "consortium"
    hiring: Mapping[tuple[str, str], float] = field(default_factory=dict)
    hiring_scale: float = 1.0
    closed: tuple[ClosedPeriod, ...] = ()

    def market_heads(self, trade: str, region: str) -> float:
        """Heads of a trade that can be hired in a region per week."""
        usual = self.trades[trade].market_heads * self.regions[region].market_factor
        return self.hiring_scale * self.hiring.get((trade, region), usual)

    def with_hiring(self, markets: Iterable[HiringMarket]) -> Reference:
        """With the hiring markets that a programme states."""
        return replace(self, hiring={(market.trade, market.region): market.heads for market in markets})

    def week_hours(self, trade: str) -> float:
        """Hours that a head of a trade works in a whole week."""
        known = self.trades.get(trade)
        stated = None if known is None else known.hours_per_head_week
        return self.settings.hours_per_head_week if stated is None else stated

    def weeks_of_one(self, hours: Mapping[str, float]) -> float:
        """Weeks in which one head does these hours per trade, each trade at its own hours a week."""
        return sum(amount / self.week_hours(trade) for trade, amount in hours.items())

    def grain(self, trade: str) -> int:
        """The least part of a person of a trade that others supply, in hundredths of a head."""
        return max(1, round(self.trades[trade].grain_heads * 100))

    def region_called(self, region: str) -> str:
        """A labour-market region by its name and code."""
        return f"{self.regions[region].name} ({region})"

    def hireable(self, trade: str, region: str) -> int:
        """Hundredths of a head that can be hired per week in whole people (rule ``crew``): the nearest number of them,
        one at least where there is any market."""
        heads, grain = self.market_heads(trade, region) * 100, self.grain(trade)
        return max(1, floor(heads / grain + 0.5)) * grain if heads > 0 else 0

    def packages_of(self, project: Project) -> tuple[Package, ...]:
        """Packages of a project's work type, with the hours per unit that it states itself."""
        from .own_work import with_hours

        return tuple(with_hours(package, project.norms, self) for package in self.of_work_type(project.work_type))

    def of_work_type(self, work_type: WorkType) -> tuple[Package, ...]:
        """Packages of a work type, in the order of the data."""
        return tuple(p for p in self.packages.values() if p.work_type == work_type)
