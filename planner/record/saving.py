"""What variants save against each other: intervals, what they follow from, and by how much bids may rise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from .part import Pair, Part

Word = Literal["proven", "proven dearer", "indicated", "negligible", "undecided"]
"""What an interval allows to be said, see :mod:`wijkplan.planner.experiment.savings`."""


class Saving(Pair):
    """What ``to`` saves against ``source``: it lies between ``low`` and ``high``."""

    low: int
    """Euros saved at least; against a stored plan that asks less than the question does it can be below zero, which is
    dearer."""

    high: int | None
    """Euros saved at most; ``null`` where a plan or a bound is missing."""

    word: Word
    """Whether that is proven: ``proven``, ``proven dearer`` (than a stored plan that asks less), ``indicated`` (by
    bounds that are not certified), ``negligible`` or ``undecided``."""


class Transfer(Pair):
    """What combining saves at least, whatever the plan: work stays where it is, only tenders change."""

    euros: int
    """Euros saved at least."""

    tenders: Mapping[str, int]
    """Per combined tender that shows it the week of its publication."""


class Dissolution(Pair):
    """What combining saves at most, whatever the plan, because every combined tender can be taken apart again."""

    partner_crews: bool
    """Whether plans with the crews of partners in one lot are meant too; where they are not, no saving rests on it."""

    euros: int
    """Euros saved at most."""


class BreakEven(Pair):
    """By how much bids for combined tenders may rise before combining is no longer cheaper. Percentages are rounded
    down to hundredths."""

    word: Word
    """The word of the saving."""

    combinable_eur: int
    """Value of all projects that may be combined, each once."""

    low_percent: float | None
    """The low end of the saving over ``combinable_eur``: it holds between best plans, whatever they combine."""

    combined_eur: int | None
    """Value of the projects that the plan found combines; ``null`` without a plan."""

    found_percent: float | None
    """The difference of the plans found over ``combined_eur``."""


class Range(Part):
    """Euros between two ends."""

    low: int
    """At least."""

    high: int | None
    """At most; ``null`` where nothing is known."""
