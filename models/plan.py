"""What a solver returns: plain values, without any reference to the solver that made them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placement:
    """One activity done: weeks ``[start, end)``, its mode, and per demand of that mode the index of its staffing
    pattern."""

    activity: int
    start: int
    end: int
    mode: int
    patterns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """A chosen tender and the week in which it is published."""

    tender: int
    week: int


@dataclass(frozen=True, slots=True)
class Plan:
    """A complete statement of what is done when, by whom and in which tender.

    ``joined`` holds (street, i): dig ``i`` of that street's order and dig ``i + 1`` share an opening. ``intake`` is how
    many newcomers start in each cohort; nothing: nobody in any. A plan may be
    wrong (it can be typed by hand): only :mod:`wijkplan.models.check` says whether it is one."""

    placements: tuple[Placement, ...]
    tenders: tuple[Publication, ...] = ()
    joined: frozenset[tuple[int, int]] = frozenset()
    intake: tuple[int, ...] = ()

    def by_activity(self) -> dict[int, Placement]:
        """Placements by activity; of an activity that is placed twice, the last."""
        return {placement.activity: placement for placement in self.placements}
