"""The plans that are made before anything is solved: that of asked weeks, and those that variants are held against."""

from __future__ import annotations

from wijkplan.models.reason import Reason

from .part import Part


class UnservedWork(Part):
    """Work that the plan of asked weeks moves further than its sender is willing to."""

    activity: str
    """Which work."""

    sender: str
    """Who sent it."""

    weeks: int
    """Weeks later than asked for; negative is sooner."""

    flexible_weeks: int
    """Weeks that its sender is willing to move it."""

    rule: str | None
    """The rule that keeps it from the nearest week that its sender would accept; ``null`` where that plan leaves room
    there after all."""


class AskedWeeks(Part):
    """The weeks that were asked for at any price: moved as little as possible until all rules hold. A start for the
    baselines, and what the conflicts come to; nobody would plan like this."""

    plan: str | None
    """Name of the plan's file; ``null`` where there is no such plan."""

    all_in_eur: int | None
    """What it costs, every term counted."""

    cash_eur: int | None
    """What of that is paid."""

    reason: str | None
    """Why there is no plan, in English."""

    reason_nl: str | None
    """Likewise in Dutch."""

    because: Reason | None
    """Likewise typed, by indices of the problem."""

    unserved: tuple[UnservedWork, ...]
    """Work that cannot be served within what its sender is willing to, the furthest first."""


class MadeInTurns(Part):
    """How a stored plan came about: parties took turns in several orders, and the cheapest outcome counts."""

    variant: str
    """Which stored plan."""

    all_in_eur: int
    """What it costs, every term counted."""

    orders_eur: tuple[int, ...]
    """Likewise what each order came to: by first asked week, then in drawn orders."""

    passes: int
    """How often everybody took a turn, until nobody moved or the most was reached."""
