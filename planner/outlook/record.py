"""``outlook.json``: an outlook, every figure with its meaning and unit."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Scenario = Literal["there", "trained"]
SCENARIOS: tuple[Scenario, ...] = ("there", "trained")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DistrictOutlook(_Frozen):
    """A district. ``starts`` and ``done`` are the years in which the plan with trained people begins and ends it,
    ``done_there`` in which that with the people there are ends it (``None``: not in the years looked at).
    ``not_before``: no plan ends it before this year, certified, also if all else waits. ``rank`` in its region: 1 is
    the next. ``capacity``, ``benefit`` and ``learning`` are 0-100: what share of the region's districts it is as good
    as or better than."""

    code: str
    name: str
    municipality: str
    region: str
    homes: int
    taking_part: int
    solution: Literal["network", "heat pumps"]
    gas_m3: int | None
    own_gas: bool
    test: str | None
    lon: float | None
    lat: float | None
    rank: int
    score: int
    capacity: int
    benefit: int
    learning: int
    scarcest: str
    starts: int | None
    done: int | None
    done_there: int | None
    not_before: int | None


class YearOutlook(_Frozen):
    """A region (or ``country``) in a year of a scenario: homes made gas-free in it, of them with a network, the total
    so far, and the most that any plan can have done so far (certified by ``weights`` of trades, in billionths of a
    home an hour). ``at_most_a_year``: likewise of this year alone."""

    region: str
    scenario: Scenario
    year: int
    homes: int
    network: int
    total: int
    total_at_most: int
    weights: dict[str, int]
    at_most_a_year: int
    weights_a_year: dict[str, int]


class PeopleOutlook(_Frozen):
    """Heads of a trade in a region and year: that work in districts today (``there``), with newcomers (``trained``),
    and that the way to the goal needs (``needed``)."""

    region: str
    trade: str
    year: int
    there: float
    trained: float
    needed: float


class Outlook(_Frozen):
    """Everything of one outlook. ``goal_year``: first year in which the plan with trained people does the goal;
    ``goal_not_before``: no plan with them does before, certified. Both ``None``: not in these years."""

    format_version: Literal[1] = 1
    what: str
    name: str
    first_year: int
    years: int
    growth_percent: float
    goal: int
    goal_from: int
    goal_year: int | None
    goal_not_before: int | None
    homes: int
    left_out: int
    districts: tuple[DistrictOutlook, ...]
    by_year: tuple[YearOutlook, ...]
    people: tuple[PeopleOutlook, ...]
