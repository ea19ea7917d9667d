"""What fewer bidders and a main contractor's mark-up might cost: part of no cost and no proof."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.plan.variants import Question

from .access import Assumption
from .part import Pair, Part


class ScenarioEuros(Part):
    """The scenario for one plan, in euros, rounded down."""

    question: Question
    """Question of the plan."""

    variant: str
    """Variant of the plan."""

    market: int
    """Price effect of fewer bidders, on the value of combined lots."""

    coordination: int
    """Surcharge of a main contractor, on all but the largest project of a combined lot."""

    shared_operations: int
    """What mobilising crews once and joining openings save."""

    falls_away: int
    """What of that is not believed."""


class ScenarioSaving(Pair):
    """What combining saves between two plans, in the scenario; not proven."""

    plans_eur: int
    """The difference of the plans found."""

    left_eur: int
    """What is left of it."""


class Scenario(Part):
    """The market scenario."""

    assumptions: Mapping[str, Assumption]
    """Its percentages."""

    bundling_effect_percent: int
    """How much of all effects of combining, good and bad, comes true (``--bundling-effect``): at 0 nothing is marked
    up and what ``shared_operations`` save falls away."""

    euros: tuple[ScenarioEuros, ...]
    """Per plan."""

    savings: tuple[ScenarioSaving, ...]
    """Per question and pair of plans."""


class PeopleEuros(Part):
    """The scenario of people for one plan."""

    question: Question
    """Question of the plan."""

    variant: str
    """Variant of the plan."""

    standby_eur: int
    """Everyone who is there and does nothing, at the full rate."""

    turnover_eur: int
    """Hired people who were not there in the period before are found and inducted."""

    hired_persons_entering: int
    """How many those are, over all lines and periods."""

    lines: int
    """How many lines (who works for whom) the plan has."""


class ScenarioPeople(Part):
    """What people would cost if every line (who works for whom) had a whole number of people of its own per period:
    part of no cost and no proof."""

    period_weeks: int
    """Length of a period."""

    euros: tuple[PeopleEuros, ...]
    """Per plan."""
