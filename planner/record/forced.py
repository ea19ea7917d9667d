"""A combination that the core team forces, against separate tenders of its projects."""

from __future__ import annotations

from typing import Literal

from wijkplan.planner.plan.variants import Question

from .part import Part
from .side import SolvedSide

ForcedWord = Literal["proven cheaper", "proven dearer", "negligible", "undecided"]
"""What the interval allows to be said of a forced combination, see
:mod:`wijkplan.planner.experiment.forced_groups`."""


class Side(SolvedSide):
    """One way to buy the projects, everything else free as in ``bundled``; keys as in a result."""

    tenders: tuple[str, ...]
    """The tenders that buy the projects."""


class Swaps(Part):
    """Certified differences between the sides, whatever the plan: euros that one is above the other at least; negative
    is below."""

    apart_above_together: int | None
    """Separate tenders above the combination."""

    together_above_apart: int | None
    """The combination above separate tenders."""


class ForcedFigures(Part):
    """The figures of a forced combination in one question."""

    question: Question
    """Which question."""

    projects: tuple[str, ...]
    """What is kept together."""

    title: str | None
    """What people call it."""

    together: Side
    """In one tender."""

    apart: Side
    """Each project in a tender of its own."""

    swaps: Swaps
    """What is known of the difference whatever the plans."""

    low: int | None
    """Euros that the combination saves at least; negative is dearer."""

    high: int | None
    """Euros that it saves at most."""

    word: ForcedWord
    """``proven cheaper``, ``proven dearer``, ``negligible`` (both ends under 0.5 % of the decidable cost apart) or
    ``undecided``."""


class ForcedPair(ForcedFigures):
    """A forced combination in one question, and what it comes to in words."""

    sentence: str
    """In English."""

    sentence_nl: str
    """In Dutch."""
