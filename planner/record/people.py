"""What plans ask of people: per employer and trade, per trade and year, where people are short; what falls on each
employer; what sharing is worth.

Trades, employers and regions stand as ids; names of people are nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from wijkplan.planner.plan.variants import Question

from .part import Pair, Part
from .saving import Word


class EmployerPeople(Part):
    """What a plan asks of the people of one trade of one employer, over all regions."""

    employer: str
    """Whose people, or for whose work others come."""

    trade: str
    """Their trade."""

    given_head_weeks: float
    """Own people there are, what is held in reserve left out."""

    used_head_weeks: float
    """Of these at work, for others too."""

    idle_head_weeks: float
    """Of these not at work, over the whole horizon."""

    idle_head_weeks_in_span: float
    """Of these the ones between the first and the last week in which their pool works."""

    changes: float
    """Heads by which the average heads at work rise or fall from quarter to quarter."""

    spells: int
    """Times that a pool begins to work after a week in which it could and did not."""

    peak_persons: tuple[int, ...]
    """Per quarter of ``quarters`` the whole persons at work in its busiest week."""

    hired_head_weeks: float
    """People hired for its work."""

    hired_persons: int
    """Whole persons of these, counted once per work."""

    borrowed_head_weeks: float
    """People of other employers at its work, partners in one lot too."""

    borrowed_persons: int
    """Whole persons of these, counted once per work."""

    lent_head_weeks: float
    """Its own people at the work of others."""

    overtime_head_weeks: float
    """Overtime of its own people; it is not in `used_head_weeks`."""

    lent_persons: int
    """Whole persons of these, counted once per work."""


class TradeYear(Part):
    """How far the people of a trade are used in a calendar year, all employers together."""

    trade: str
    """The trade."""

    year: int
    """Year of the ISO week."""

    given_head_weeks: float
    """Own people there are, what is held in reserve left out."""

    used_head_weeks: float
    """Of these at work."""

    hired_head_weeks: float
    """People hired beside them."""

    used_percent: float | None
    """Used of given; ``null`` where nobody is there."""


class Shortage(Part):
    """Weeks on end in which work of a trade in a region asks more people than employers have there."""

    trade: str
    """The trade."""

    region: str
    """The region."""

    first_week: int
    """First of these weeks."""

    last_week: int
    """Last of them."""

    head_weeks: float
    """What is asked beyond own people of that region, summed over the weeks."""

    most_heads: float
    """Likewise in the worst week."""

    beyond_market_head_weeks: float
    """Of these what the hiring market of the region does not have either."""


class PlanPeople(Part):
    """What one plan asks of people."""

    question: Question
    """Question of the plan."""

    variant: str
    """Variant of the plan."""

    employers: tuple[EmployerPeople, ...]
    """Per employer and trade with people or work."""

    trades: tuple[TradeYear, ...]
    """Per trade and year."""

    short: tuple[Shortage, ...]
    """Where and when people are short."""


Standing = Literal["surely not worse", "not worse", "worse"]
"""How an employer stands beside its own plan: ``surely not worse`` than anything that it could plan without people of
others, ``not worse`` than its part of the baseline, ``worse`` than that."""


class EmployerBill(Part):
    """What of a plan's cash falls on one employer, beside its part of the baseline. Per term the bills of all
    employers add up to the plan's own terms, procurement left out."""

    employer: str
    """Whose bill."""

    terms: Mapping[str, int]
    """Euros per term of the plan; below zero for a lender, whose people stand by less."""

    bill_eur: int
    """Their sum."""

    baseline_eur: int
    """The same employer's bill in the baseline."""

    people_eur: int
    """Of ``bill_eur`` what is for people: standing by, hiring, finding, travel and fees."""

    baseline_people_eur: int
    """Likewise in the baseline."""

    alone_at_least_eur: int
    """What its bill is not below in any plan under the agreements of the baseline in which it neither lends nor
    borrows."""

    standing: Standing
    """``surely not worse`` where ``bill_eur`` is at most ``alone_at_least_eur``, ``not worse`` where it is at most
    ``baseline_eur``."""

    worse_eur: int
    """By how much ``bill_eur`` is above ``baseline_eur``; 0 where it is not."""

    settlement_eur: int
    """What would make it right: received from those whose bills fall, in proportion to what they save (below zero:
    paid)."""

    changes: float
    """Changes of its own heads."""

    baseline_changes: float
    """Likewise in the baseline."""


class PlanBills(Part):
    """The bills of one plan."""

    question: Question
    """Question of the plan."""

    variant: str
    """Variant of the plan."""

    employers: tuple[EmployerBill, ...]
    """Per employer with people or work."""

    uncovered_eur: int
    """What those who are better off cannot pay to those who are worse off: it has to come from the clients."""


class TradeWorth(Part):
    """What the people of one trade cost less when employers lend them to each other, between the plans found."""

    trade: str
    """The trade."""

    euros: int
    """Euros saved on people of the trade; below zero is dearer."""

    terms: Mapping[str, int]
    """Of these per term."""

    lent_head_weeks: float
    """People lent in the plan with sharing."""

    lent_persons: int
    """Whole persons of these, counted once per work."""

    hired_head_weeks_less: float
    """People hired less."""


class SharingWorth(Pair):
    """What sharing people is worth where they come whole, and why."""

    low: int | None
    """Euros saved at least; ``null`` where nothing is known."""

    high: int | None
    """Euros saved at most; ``null`` where nothing is known."""

    word: Word
    """How sure that is."""

    found_eur: int
    """What the plans found differ by."""

    people_eur: int
    """Of ``found_eur`` what is for people; the rest comes from work at other weeks, in other openings or at other crew
    sizes."""

    trades: tuple[TradeWorth, ...]
    """Per trade with work, most first."""

    nothing: tuple[str, ...]
    """Trades with work of which nobody is lent."""

    sentence: str
    """In English."""

    sentence_nl: str
    """In Dutch."""


class People(Part):
    """What plans ask of people, and what falls on whom."""

    quarters: tuple[int, ...]
    """First week of each quarter, and the end of the last."""

    asked_weeks_short: tuple[Shortage, ...]
    """Where people would be short if everything was done in the week that was asked for."""

    plans: tuple[PlanPeople, ...]
    """The baseline, once for all questions, and the bundled plan of each."""

    bills: tuple[PlanBills, ...]
    """Per solved plan of a question with a baseline."""

    sharing: tuple[SharingWorth, ...]
    """Per question and pair of which the second also lets people be lent."""
