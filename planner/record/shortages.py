"""``shortages`` of ``newcomers.json``: until when people are missing, who would end that, and who would have to start
for which year."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.plan.plan_file_types import CohortInPlan

from .part import Part


class ShortQuarter(Part):
    """A quarter in which the plan without newcomers hires people of a trade in a region."""

    quarter: str
    """Year and quarter."""

    hired_head_weeks: float
    """Hired people at work, who are missing."""

    most_head_weeks: float
    """What newcomers can add at most in that quarter, whoever is taken on: certified."""

    certificate: dict[str, Any]
    """The numbers that prove it."""


class ChanceByQuarter(Part):
    """Of a hundred draws of who leaves on the way, in how many nobody is missing from a quarter on."""

    quarter: str
    """Year and quarter."""

    of_100: int
    """Draws."""


class Recruitment(Part):
    """Newcomers who would end a shortage, with the work where it stands in the plan without them."""

    by: str
    """The quarter from which on, by expectation, they do on average all that is hired."""

    newcomers: int
    """How many start."""

    training_eur: int
    """What they cost."""

    cohorts: tuple[CohortInPlan, ...]
    """Who starts where, when and in which track."""

    chance: tuple[ChanceByQuarter, ...]
    """With drop-out drawn instead of expected."""


class YearIntake(Part):
    """Newcomers who take over what is hired in a year, as far as can be."""

    newcomers: int
    """How many start."""

    training_eur: int
    """What they cost until the end of the programme."""

    of_100: int
    """In how many of a hundred draws of who leaves on the way they do all that is to be taken over in that year."""

    cohorts: tuple[CohortInPlan, ...]
    """Who starts where, when and in which track: counted back from that year over ramp-up and duration."""


class YearShort(Part):
    """A year in which people of a trade are missing in a region, by itself: who starts for one year is there in the
    next too. Seats and candidates are shared with the other shortages of that year, the largest first."""

    year: int
    """Calendar year; a quarter counts for that in which it begins."""

    hired_head_weeks: float
    """Hired people at work in the plan without newcomers."""

    most_head_weeks: float
    """What of that newcomers can take over at most, whoever is taken on: certified, quarter by quarter."""

    taken_over_head_weeks: float
    """What of it the newcomers found take over by expectation."""

    expected: YearIntake | None
    """The newcomers found who take over most, and of those the cheapest; ``null`` where nobody can."""

    sure: YearIntake | None
    """Those of whom it is so in as many of a hundred draws as ``target_percent`` asks; ``null`` where none were
    found."""


class Shortage(Part):
    """Until when people of a trade are missing in a region, and who would end that."""

    trade: str
    """Id of the trade."""

    region: str
    """Id of the region."""

    quarters: tuple[ShortQuarter, ...]
    """Where somebody is missing."""

    not_before: str | None
    """No intake ends it before this quarter, with the work where it stands: ramp-up, seats, candidates and who can
    guide (newcomers who have learnt included) do not allow it; certified. ``null``: not within the programme."""

    soonest: Recruitment | None
    """The cheapest newcomers found who end it as soon as was found; ``null`` where none were found."""

    target_by: str | None
    """By when it is asked to have ended; without a target that of ``soonest``."""

    target_percent: int
    """In how many of a hundred draws."""

    sure: Recruitment | None
    """The newcomers found of whom that is so; ``null`` where none were found."""

    years: tuple[YearShort, ...]
    """Year by year who would have to start, and when."""
