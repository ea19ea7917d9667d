"""The guarantee that nobody is worse off, and its price."""

from __future__ import annotations

from typing import Literal

from wijkplan.planner.plan.variants import Question

from .part import Part
from .side import SolvedSide

GuaranteeWord = Literal["nothing", "proven", "negligible", "undecided"]
"""``nothing``: it costs nothing; ``proven``: something, at least ``low``; ``negligible``: at most 0.5 % of the
decidable cost; else ``undecided``."""


class GuaranteeFigures(Part):
    """What it costs that no employer's own people rise and fall more from quarter to quarter than in the baseline
    (``--nobody-worse``), in the plan with everything together."""

    question: Question
    """Which question asks it."""

    without: SolvedSide
    """Everything together without the guarantee."""

    low: int
    """Euros that the guarantee costs at least."""

    high: int | None
    """Euros that it costs at most; ``null`` where that is not known."""

    found_eur: int | None
    """What the plans found with and without it differ by; ``null`` where one is missing."""

    word: GuaranteeWord
    """What that allows to be said."""

    worse_without: tuple[str, ...]
    """Employers whose own people change more than in the baseline in the plan without it."""


class Guarantee(GuaranteeFigures):
    """The guarantee and its price, and what that comes to in words."""

    sentence: str
    """In English."""

    sentence_nl: str
    """In Dutch."""
