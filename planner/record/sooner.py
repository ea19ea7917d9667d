"""How much sooner homes are done with the means of the baseline: plans found, what no plan can beat, and homes per
year."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.plan.variants import Question

from .part import Part
from .saving import Word


class SoonerPlan(Part):
    """One variant: its plan beside the baseline. Weeks are means over homes."""

    variant: str
    """What was allowed."""

    mean_week: float | None
    """Week by whose end a home is done in the plan found; ``null`` without one."""

    bound_week: float | None
    """In no plan of this variant it is sooner; ``null`` where no certified bound says so."""

    weeks_sooner: float | None
    """Weeks sooner than in the baseline in the plan found; negative is later."""

    weeks_sooner_most: float | None
    """Weeks sooner at most; ``null`` where no certified bound says so."""

    word: Word
    """Whether that homes are done sooner is ``proven`` (the plan found does it), ``negligible`` (no plan can) or
    ``undecided``."""

    cash_eur: int | None
    """Euros of all cash terms."""

    hired_head_weeks: float | None
    """People hired."""

    changes: float | None
    """Heads by which own people at work rise and fall from quarter to quarter."""

    done_in_year: Mapping[str, int]
    """Per calendar year the homes whose last work ends in it."""

    most_homes_more: int | None
    """At the end of some year so many more homes are done than in the baseline: the most over all years."""

    by_year: str | None
    """That year."""

    homes_more_per_year: float | None
    """``most_homes_more`` over the years from the beginning to the end of that year."""


class Sooner(Part):
    """One question in home-weeks."""

    question: Question
    """``sooner``: within what senders are willing to; ``sooner_free``: work may come forward further than that."""

    homes: int
    """Homes that wait for work."""

    max_cash_eur: int | None
    """Cash that there is: that of the baseline; ``null`` without one."""

    max_hired_head_weeks: float | None
    """Hired head-weeks that there are: those of the baseline."""

    max_changes: float | None
    """Heads by which own people may rise and fall from quarter to quarter: as in the baseline."""

    baseline: SoonerPlan | None
    """The baseline itself."""

    plans: tuple[SoonerPlan, ...]
    """The variants that were solved, narrower ones first."""

    def of(self, variant: str) -> SoonerPlan | None:
        """One variant; ``None`` where it was not asked."""
        return next((row for row in self.plans if row.variant == variant), None)
