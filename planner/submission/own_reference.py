"""What a programme defines itself beside the reference data: trades, work, packages, norms, calendars, prices."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .base_types import LEAST, Amount, Day, Id, Percent, Record, Sector, WorkType


class TradeHours(Record):
    """Person-hours of one trade."""

    trade: Id
    hours: Amount


class OwnNorm(Record):
    """Person-hours of one trade per unit of a package, where they differ from the norm."""

    package: Id
    trade: Id
    hours: Amount


class OwnTrade(Record):
    """A trade that the reference data do not have. ``rate_eur`` is its norm cost of an hour; for hire it is only with
    ``hire_premium_eur`` (what a hired hour costs more) and ``market_heads`` (for hire in a region of usual size).
    ``hours_per_head_week``: left out, the usual ones."""

    id: Id
    name: str
    english: str | None = None
    sectors: tuple[Sector, ...] = Field(min_length=1)
    rate_eur: Annotated[float, Field(ge=1, le=1000)]
    hire_premium_eur: Annotated[float, Field(ge=0, le=1000)] | None = None
    market_heads: Amount = 0
    grain_heads: Annotated[float, Field(ge=LEAST, le=1)] = 1
    hours_per_head_week: Annotated[float, Field(ge=1, le=60)] | None = None


class OwnWorkType(Record):
    """A work type that the reference data do not have: ``sectors`` whose firms can win it, first those that usually
    do; ``cpv`` is its code in the Common Procurement Vocabulary, ``contract`` what sort of contract it is."""

    id: Id
    name: str
    sectors: tuple[Sector, ...] = Field(min_length=1)
    cpv: Annotated[str, Field(pattern=r"^\d{8}-\d$")]
    contract: Literal["works", "services", "supplies"] = "works"


class OwnPackage(Record):
    """A package of work that the reference data do not have: person-hours per unit and trade (alone in its opening),
    of which ``opening_hours`` and ``closing_hours`` open and close the ground; ``crews`` are alternative crew sizes in
    heads. ``depth`` orders the digs of a street, the lowest first; left out, it comes last. ``value_eur`` per unit is
    the norm contract value, ``after`` what comes before it in the same place. ``circuit_trades`` open a refrigerant
    circuit where the project says that one is opened, ``live_trades`` work on low voltage where it says that it stays
    on."""

    id: Id
    name: str
    work_type: WorkType
    unit: str | None = None
    crews: tuple[Annotated[int, Field(ge=1, le=200)], ...] = Field(min_length=1)
    calendar: Id
    value_eur: Amount
    opens_street: bool = False
    depth: Annotated[int, Field(ge=1, le=1000)] | None = None
    opening_eur: Amount = 0
    load_kw: Amount = 0
    after: tuple[Id, ...] = ()
    hours: tuple[TradeHours, ...] = Field(min_length=1)
    opening_hours: tuple[TradeHours, ...] = ()
    closing_hours: tuple[TradeHours, ...] = ()
    circuit_trades: tuple[Id, ...] = ()
    live_trades: tuple[Id, ...] = ()


class OwnCalendar(Record):
    """How a kind of work meets the collective stops, where none of the reference data does: percent of a normal week
    in *bouwvak* and in the Christmas stop, whether weather costs time, whether it stands still in the months of
    frost."""

    id: Id
    name: str
    bouwvak_percent: Percent = 0
    christmas_percent: Percent = 0
    weather: bool = False
    frost_closed: bool = False


class Closed(Record):
    """Days on which no work is done, both included: a fair, an event. ``calendars``: only of these kinds of work."""

    start: Day
    end: Day
    calendars: tuple[Id, ...] = ()
    reason: str | None = None


class Rate(Record):
    """The norm cost of an hour of a trade, and what a hired hour costs more, where the core team knows better than the
    reference data."""

    trade: Id
    rate_eur: Annotated[float, Field(ge=1, le=1000)]
    hire_premium_eur: Annotated[float, Field(ge=0, le=1000)] | None = None


class PackagePrice(Record):
    """The norm contract value of a unit of a package, and what digging and paving of its opening costs, likewise."""

    package: Id
    value_eur: Amount | None = None
    opening_eur: Amount | None = None


class Figure(Record):
    """A price or setting of the reference data by its name there, such as ``delay_per_home_week``, with the value that
    counts here."""

    figure: Id
    value: Annotated[float, Field(ge=0, le=10_000_000)]
