"""A race: which slice was spent where, what was decided when, and what keeps the rest open."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Move, Slice, Stopped, Word


@dataclass(frozen=True, slots=True)
class Asked:
    """A saving that is to be decided."""

    question: Question
    source: str
    to: str


@dataclass(frozen=True, slots=True)
class Decided:
    """A saving whose word stands, and since when."""

    asked: Asked
    word: Word
    at: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """A saving that is still open. Each of ``moves`` alone would decide it; empty where no single figure can."""

    asked: Asked
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Race:
    """A comparison until the outcome is decided, within ``limit`` seconds. ``width``: percentage of a saving's high
    end that its interval may be wide, where that was asked for. ``stopped`` at *open* where neither plans nor bounds
    were left to improve."""

    limit: float
    seconds: float
    stopped: Stopped
    width: int | None
    slices: tuple[Slice, ...]
    decided: tuple[Decided, ...]
    blocked_by: tuple[Blocked, ...]
