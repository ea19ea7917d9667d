"""How the time of a race was spent, what it decided and what keeps the rest open."""

from __future__ import annotations

from typing import Literal

from wijkplan.models.outcome import Focus
from wijkplan.planner.plan.variants import Question

from .part import Pair, Part
from .saving import Word

Stopped = Literal["decided", "limit", "interrupted", "open"]
"""Why a race ended; ``open`` where neither plans nor bounds were left to improve."""


class Slice(Part):
    """One turn of search."""

    at: float
    """Seconds into the race at which it began."""

    question: Question
    """Which question."""

    variant: str
    """Which variant."""

    focus: Focus | None
    """Whether it went for a better plan or a better bound."""

    seconds: float
    """How long it took."""

    cost: int | None
    """Euros of the best plan after it."""

    bound: int | None
    """Euros of the best bound after it."""


class Move(Part):
    """A figure that would decide a saving if it moved, alone."""

    variant: str
    """Whose plan or bound."""

    figure: Focus
    """``plan``: its cost down; ``bound``: up."""

    euros: int | None
    """By how much, to within a hundredth of what is between cost and bound; ``null`` where there is no such plan or
    bound yet."""


class DecidedPair(Pair):
    """A saving whose word stands."""

    word: Word
    """Its word."""

    at: float
    """Seconds into the race."""


class BlockedPair(Pair):
    """A saving that is open."""

    moves: tuple[Move, ...]
    """Each of them alone would decide it, nearest first; empty where no single figure can."""


class RaceFigures(Part):
    """The figures of a race."""

    limit: float
    """Seconds that it was given."""

    seconds: float
    """Seconds that it took."""

    stopped: Stopped
    """By ``decided``, ``limit``, ``interrupted`` or ``open`` (nothing left to improve)."""

    width_percent: int | None
    """How wide an interval may be, as a percentage of its high end, where that was asked for."""

    slices: tuple[Slice, ...]
    """In order."""

    decided: tuple[DecidedPair, ...]
    """Pairs whose word stands."""

    blocked_by: tuple[BlockedPair, ...]
    """Pairs that are open, with what would decide them."""


class RaceRecord(RaceFigures):
    """A race, and what it came to in words."""

    sentence: str
    """In English."""

    sentence_nl: str
    """In Dutch."""
