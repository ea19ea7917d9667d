"""The files that employers, clients and the core team send: the outward format, strict at the boundary.

Dates are ISO dates; any day stands for the ISO week it lies in, but for leave, where days count. Units are in the key
names. Unknown keys are refused. Required are only a project's number, place, amount and wanted weeks and, for
employers, crews; every default shares nothing. Prices, margins and names of people have no field, on purpose.

When to modify: a new field needs a default that keeps old files valid, a line in ``instances/README.md`` and a finding
for its wrong values."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base_types import (
    LEAST,
    Amount,
    Day,
    DistrictId,
    FlexibleWeeks,
    Id,
    LearningScope,
    LeastWeeks,
    Percent,
    Record,
    Sector,
    WorkType,
)
from .crew_types import Crew, Leave
from .own_reference import (
    Closed,
    Figure,
    OwnCalendar,
    OwnNorm,
    OwnPackage,
    OwnTrade,
    OwnWorkType,
    PackagePrice,
    Rate,
    TradeHours,
)
from .programme_types import (
    Agreement,
    Combination,
    Combinations,
    Delivery,
    DistrictSetting,
    Flexibility,
    ForwardPlan,
    GridArea,
    HiringMarket,
    PartTimers,
    Separation,
    Step,
    StreetRecord,
    Subsidy,
    SubsidyBudget,
    TravelLimit,
)

__all__ = [
    "FORMAT_VERSION",
    "LEAST",
    "Agreement",
    "Amount",
    "Award",
    "Client",
    "Closed",
    "Combination",
    "Combinations",
    "Crew",
    "Day",
    "Delivery",
    "DistrictId",
    "DistrictSetting",
    "Employer",
    "Figure",
    "Flexibility",
    "FlexibleWeeks",
    "ForwardPlan",
    "Framework",
    "GridArea",
    "HiringMarket",
    "Id",
    "LearningScope",
    "LeastWeeks",
    "Leave",
    "OwnActivity",
    "OwnAmount",
    "OwnCalendar",
    "OwnNorm",
    "OwnPackage",
    "OwnTrade",
    "OwnWorkType",
    "PackagePrice",
    "PartTimers",
    "Percent",
    "Pin",
    "Place",
    "Prerequisite",
    "ProgrammeFile",
    "Project",
    "ProjectLink",
    "ProjectRegime",
    "Rate",
    "Record",
    "Regime",
    "Sector",
    "Separation",
    "Step",
    "StreetRecord",
    "Submission",
    "Subsidy",
    "SubsidyBudget",
    "TradeHours",
    "TravelLimit",
    "Weeks",
    "Window",
    "WorkType",
    "YearBudget",
]

FORMAT_VERSION: Literal[1] = 1

Award = Literal["in-house", "contracted", "call-off", "to-tender", "private"]
Regime = Literal["classic", "special-sector", "private", "contested"]
ProjectRegime = Literal["classic", "special-sector", "private", "contested", "concession"]


class Weeks(Record):
    """From the week of ``start`` up to and including the week of ``end``."""

    start: Day
    end: Day


class Window(Record):
    """Not before the week of ``start``, finished by the end of the week of ``end``; either may be left out."""

    start: Day | None = None
    end: Day | None = None


class OwnAmount(Record):
    """How many units there are of a package that the programme defines itself."""

    package: Id
    amount: Amount


class Place(Record):
    """The amount of work on one street or block; ``street`` is needed for work that opens the ground.

    ``wanted`` are the weeks asked for here, inside those of the project; without them the places follow each other
    through the project's. Quantities count what is done here: homes by package, metres of trench, poles (two charge
    points each), stations."""

    id: Id
    street: Id | None = None
    wanted: Weeks | None = None
    homes: int = Field(default=0, ge=0, le=100_000)
    insulation_light_homes: int = Field(default=0, ge=0, le=100_000)
    insulation_full_homes: int = Field(default=0, ge=0, le=100_000)
    hybrid_heat_pump_homes: int = Field(default=0, ge=0, le=100_000)
    electric_heat_pump_homes: int = Field(default=0, ge=0, le=100_000)
    heat_network_homes: int = Field(default=0, ge=0, le=100_000)
    meter_cupboard_homes: int = Field(default=0, ge=0, le=100_000)
    gas_removal_homes: int = Field(default=0, ge=0, le=100_000)
    connection_upgrade_homes: int = Field(default=0, ge=0, le=100_000)
    sewer_metres: Amount = 0
    heat_pipe_metres: Amount = 0
    mv_cable_metres: Amount = 0
    lv_cable_metres: Amount = 0
    stations: int = Field(default=0, ge=0, le=10_000)
    charger_poles: int = Field(default=0, ge=0, le=10_000)
    water_metres: Amount = 0
    telecom_metres: Amount = 0
    paving_m2: Amount = 0
    trees: int = Field(default=0, ge=0, le=100_000)
    amounts: tuple[OwnAmount, ...] = ()

    def amount(self, quantity: str) -> float:
        """How much there is of a quantity: a field of a place, or an own package of the programme."""
        if quantity in type(self).model_fields:
            known: float = getattr(self, quantity)
            return known
        return sum(row.amount for row in self.amounts if row.package == quantity)


class OwnActivity(Record):
    """An activity that the sender states itself instead of leaving it to the norms."""

    id: Id
    place: Id
    package: Id
    hours: tuple[TradeHours, ...] = Field(min_length=1)
    crew_heads: Annotated[float, Field(ge=LEAST, le=200)]
    opens_street: bool = False
    after: tuple[Id, ...] = ()


class Prerequisite(Record):
    """A permit, notice, survey or delivery. ``met_by`` is the date on which it will be there; without it, the lead
    time of the reference data counts from ``requested_on`` or else from the programme's start."""

    kind: Id
    requested_on: Day | None = None
    met_by: Day | None = None


class Pin(Record):
    """An activity (``<package>:<place>``) that has started or must stay in the week of ``start``."""

    activity: str
    start: Day


class ProjectLink(Record):
    """An earlier ``project`` that this one waits for: from its end (FS, FF) or start (SS, SF) to the start (FS, SS) or
    end (FF, SF) of this one at least ``lag_weeks`` pass; a negative lag lets them overlap. It holds for each first
    (start) and last (end) work of both."""

    project: Id
    type: Literal["FS", "SS", "FF", "SF"] = "FS"
    lag_weeks: int = Field(default=0, ge=-52, le=520)


class Project(Record):
    """One client's work of one work type in one district.

    ``employer`` is needed when the work is in-house, contracted, private or a call-off, and refused when it is still
    to be tendered. ``work`` names the work that it is part of: projects of one client with the same ``work`` are
    valued together for the choice of procedure (art. 2.18 Aw 2012); without it those of one work type in one district
    are. ``wanted`` are the weeks asked for; ``window`` bounds them hard, on one side or both; ``target`` defaults to
    the end of ``wanted``. ``flexible_weeks``: how many weeks its sender is willing to move the work from the week
    asked for; left out, what the sender states for all its projects counts, then what the programme file states for
    the work type, then the setting of the reference data. It waits for the end of the projects in ``after``, and for
    others as ``links`` say. ``regime``: by which rules this project is bought, where that is not what follows from its
    client and its kind of work (art. 1.1 Aw 2012); ``concession`` where who builds earns from its use, as public
    charging often is (part 2a). ``norms`` are the sender's own hours per unit for this project.
    ``participation_percent`` of the homes of a retrofit take part; the decision falls in the week of
    ``consent_decision``. ``opens_circuit``: its heat pumps are split units, so that who places them opens the
    refrigerant circuit (left out: monoblocs, which stay closed). ``live_work``: it is done on low voltage that stays
    on."""

    id: Id
    work_type: WorkType
    district: DistrictId
    places: tuple[Place, ...] = Field(min_length=1)
    wanted: Weeks
    title: str | None = None
    award: Award = "to-tender"
    client: Id | None = None
    employer: Id | None = None
    framework: Id | None = None
    work: Id | None = None
    regime: ProjectRegime | None = None
    window: Window | None = None
    target: Day | None = None
    flexible_weeks: FlexibleWeeks | None = None
    after: tuple[Id, ...] = ()
    links: tuple[ProjectLink, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    participation_percent: Percent = 100
    consent_decision: Day | None = None
    opens_circuit: bool = False
    live_work: bool = False
    norms: tuple[OwnNorm, ...] = ()
    activities: tuple[OwnActivity, ...] = ()
    pins: tuple[Pin, ...] = ()

    def states_hours_of(self, package: str) -> bool:
        """Whether the hours of a package are the sender's own."""
        return any(row.package == package for row in self.norms)


class Framework(Record):
    """A framework agreement or concession under which call-offs are made. ``remaining_eur`` is what may still be
    called off under its highest value (unknown where left out); ``start`` and ``end`` are its first and last day."""

    id: Id
    type: Literal["framework", "concession"] = "framework"
    holders: tuple[Id, ...] = Field(min_length=1)
    work_types: tuple[WorkType, ...] = Field(min_length=1)
    start: Day | None = None
    end: Day | None = None
    remaining_eur: Annotated[float, Field(ge=0, le=10_000_000_000)] | None = None


class Employer(Record):
    """An employer's submission: crews, and its own work in hand (which names its client). ``flexible_weeks`` counts
    for its projects that state none. ``lends_as``: by way of help and at cost (art. 1(3)b Waadi), admitted as lender
    (Wtta, from 1 January 2027), or not admitted, which lends nobody; left out, it is not known. The people of a
    ``network_operator`` never work behind the meter."""

    kind: Literal["employer"]
    format_version: Literal[1]
    id: Id
    name: str
    sector: Sector
    note: str | None = None
    flexible_weeks: FlexibleWeeks | None = None
    lends_as: Literal["collegial", "admitted", "not-admitted"] | None = None
    network_operator: bool = False
    crews: tuple[Crew, ...] = Field(min_length=1)
    projects: tuple[Project, ...] = ()


class YearBudget(Record):
    """Euros that a client may spend in a year on the work of its projects, at norm contract values less subsidies;
    work counts in the year in which it starts. ``carry_over``: what is left of this year stays for the next; without
    it the year is strict, and what is left of it is gone."""

    year: Annotated[int, Field(ge=1950, le=2199)]
    eur: Annotated[float, Field(ge=0, le=10_000_000_000)]
    carry_over: bool = True


class Client(Record):
    """A client's submission: projects, and the frameworks under which it calls off. Without projects of its own
    (``[]``) it is there for what employers have in hand for it. ``flexible_weeks`` counts for its projects that state
    none. ``budgets``: per year; without any, there is no ceiling."""

    kind: Literal["client"]
    format_version: Literal[1]
    id: Id
    name: str
    regime: Regime
    note: str | None = None
    flexible_weeks: FlexibleWeeks | None = None
    desk_places: int = Field(default=1, ge=1, le=50)
    budgets: tuple[YearBudget, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    projects: tuple[Project, ...]


class ProgrammeFile(Record):
    """What is shared by all: horizon, streets, grid areas, agreements. One file per programme, kept by the core team.

    People: ``idle_earning_percent`` is the share of the hours in which own people stand by that earns its wage in
    other work of their employer; ``min_weeks_hired``, ``min_weeks_lent`` and ``min_weeks_partner`` are the weeks that
    people of others are paid for at least, for each work; ``turnover_per_person_eur`` is what finding and inducting a
    hired person costs; ``learning_scope`` says whose comparable work counts where the next district goes better: of
    the same consortium, of the same trade in a region, or of the whole chain there. Left out, the reference data say
    so.

    Open data: ``publisher`` is the organisation that publishes them, ``publish_values`` whether with estimated values.
    """

    kind: Literal["programme"]
    format_version: Literal[1]
    name: str
    start: Day
    weeks: int = Field(ge=1, le=520)
    seed: int = 1
    note: str | None = None
    streets: tuple[StreetRecord, ...] = ()
    districts: tuple[DistrictSetting, ...] = ()
    grid_areas: tuple[GridArea, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    flexibility: tuple[Flexibility, ...] = ()
    idle_earning_percent: Percent | None = None
    min_weeks_hired: LeastWeeks | None = None
    min_weeks_lent: LeastWeeks | None = None
    min_weeks_partner: LeastWeeks | None = None
    turnover_per_person_eur: Amount | None = None
    learning_scope: LearningScope | None = None
    part_timers: tuple[PartTimers, ...] = ()
    hiring: tuple[HiringMarket, ...] = ()
    travel_limits: tuple[TravelLimit, ...] = ()
    trades: tuple[OwnTrade, ...] = ()
    work_types: tuple[OwnWorkType, ...] = ()
    packages: tuple[OwnPackage, ...] = ()
    norms: tuple[OwnNorm, ...] = ()
    calendars: tuple[OwnCalendar, ...] = ()
    closed: tuple[Closed, ...] = ()
    rates: tuple[Rate, ...] = ()
    package_prices: tuple[PackagePrice, ...] = ()
    figures: tuple[Figure, ...] = ()
    subsidies: tuple[Subsidy, ...] = ()
    subsidy_budgets: tuple[SubsidyBudget, ...] = ()
    deliveries: tuple[Delivery, ...] = ()
    combinations: Combinations | None = None
    publisher: str | None = None
    publish_values: bool = True
    forward_plans: tuple[ForwardPlan, ...] = ()


Submission = Annotated[Employer | Client | ProgrammeFile, Field(discriminator="kind")]
