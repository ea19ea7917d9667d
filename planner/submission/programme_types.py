"""What the core team states: streets, districts, the grid, agreements, deliveries, combinations, plans of others."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base_types import Amount, Day, DistrictId, FlexibleWeeks, Id, Record, WorkType


class StreetRecord(Record):
    """A street segment of a district. ``rest_broken_price_eur`` is the social price of reopening inside the rest
    period; ``reopening_forbidden`` makes the rest period hard. ``last_closed`` is the date on which it was last
    closed."""

    id: Id
    district: DistrictId
    name: str
    homes: int = Field(ge=0, le=100_000)
    shops: int = Field(default=0, ge=0, le=10_000)
    rest_weeks: int | None = Field(default=None, ge=0, le=520)
    reopening_forbidden: bool = False
    last_closed: Day | None = None


class Step(Record):
    """From the week of ``start`` on, ``amount`` more is there."""

    start: Day
    amount: Amount


class GridArea(Record):
    """Part of the LV/MV grid that serves whole districts: spare capacity now (kW), extra capacity per new transformer
    house."""

    id: Id
    districts: tuple[DistrictId, ...] = Field(min_length=1)
    spare_kw: Amount
    kw_per_station: Amount
    extra: tuple[Step, ...] = ()


class DistrictSetting(Record):
    """What the core team knows of a district: what the road manager agreed, and, for a district that the reference
    data do not know or know without homes, its ``name``, ``municipality`` (the CBS code of today, GM....) and
    ``homes``. Stated homes count before those of CBS."""

    district: DistrictId
    name: str | None = None
    municipality: Annotated[str, Field(pattern=r"^GM\d{4}$")] | None = None
    homes: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    max_open_streets: int | None = Field(default=None, ge=1, le=1000)


class Flexibility(Record):
    """How many weeks work of one type may move from the week asked for where its sender states nothing; set by the
    core team."""

    work_type: WorkType
    flexible_weeks: FlexibleWeeks


class HiringMarket(Record):
    """Heads of a trade that can be hired in a region in any week, where the core team knows better than the reference
    data. ``refrigerant_certified``: they may open a refrigerant circuit (BRL 200); ``live_work_qualified``: they may
    work on low voltage that stays on. What is not stated is not so."""

    trade: Id
    region: Id
    heads: Amount
    refrigerant_certified: bool = False
    live_work_qualified: bool = False


class TravelLimit(Record):
    """Minutes a day that people of a trade may be on the way to their work and back, as its cao has it."""

    trade: Id
    minutes_per_day: Annotated[float, Field(ge=1, le=720)]


class Agreement(Record):
    """Clients who share openings of streets across their contracts (street agreement). ``new``: they are willing to,
    but have no such agreement today."""

    clients: tuple[Id, ...] = Field(min_length=2)
    districts: tuple[DistrictId, ...] = ()
    new: bool = False


class Delivery(Record):
    """Stations (or another material) that a supplier delivers to one client, from the week of ``start`` on."""

    client: Id
    material: Id
    deliveries: tuple[Step, ...] = Field(min_length=1)


class Combination(Record):
    """Projects that are to be bought together, undivided or in lots (left out: in each lawful form); ``name`` is how
    reports call it. Clients who buy together say who leads (``lead_client``), under which ``mandate`` and by which
    ``cost_key`` they share (art. 2.11a, 3.10a Aw 2012)."""

    projects: tuple[Id, ...] = Field(min_length=1)
    form: Literal["undivided", "lots"] | None = None
    name: str | None = None
    lead_client: Id | None = None
    mandate: str | None = None
    cost_key: str | None = None


class Separation(Record):
    """Projects that are not all to be in one tender."""

    projects: tuple[Id, ...] = Field(min_length=1)


class Combinations(Record):
    """What the core team wants of combined tenders. ``name``: is a candidate, under this name. ``force``: likewise,
    and its projects are in no other combined tender. ``forbid``: no tender has all of these projects. The tender of
    each project alone always stays a candidate."""

    name: tuple[Combination, ...] = ()
    force: tuple[Combination, ...] = ()
    forbid: tuple[Separation, ...] = ()


class PartTimers(Record):
    """A trade of which people come to others in parts: ``grain_heads`` is the least part of a person (0.5: half weeks;
    1: whole people only)."""

    trade: Id
    grain_heads: float = Field(ge=0.01, le=1)


class ForwardPlan(Record):
    """Work of somebody who takes no part in the programme, as registers of street works export it. Where it is
    ``agreed`` and opens a known ``street`` it becomes a fixed dig that asks no people; otherwise the core team is told
    which works it meets. ``geometry`` is WKT or GeoJSON, in degrees or in metres of the national grid."""

    id: Id
    owner: str
    what: str
    start: Day
    end: Day
    street: str | None = None
    district: Id | None = None
    geometry: str | None = None
    certainty: Literal["agreed", "intended"] = "agreed"
    opens_street: bool = True


class Subsidy(Record):
    """What a scheme pays towards a unit of a package, whoever orders it; at most the norm contract value."""

    scheme: Id
    package: Id
    eur_per_unit: Amount


class SubsidyBudget(Record):
    """Euros that a scheme has in a year; without any, it has enough. ``carry_over``: what is left of this year stays
    for the next."""

    scheme: Id
    year: Annotated[int, Field(ge=1950, le=2199)]
    eur: Annotated[float, Field(ge=0, le=10_000_000_000)]
    carry_over: bool = True
