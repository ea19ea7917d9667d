"""``least-change.json`` of a round: what of the last plan changes, what is asked of whom, and what it would save."""

from __future__ import annotations

from datetime import date
from typing import Literal

from .round_types import RoundFile


class AskedAgain(RoundFile):
    """A line that was agreed to and cannot keep its week, whatever the threshold."""

    activity: str
    """The work."""

    party: str
    """Whose it is."""

    agreed: date
    """Monday of the week that was agreed."""

    proven: bool
    """Whether no plan keeps it, all other lines free; else none was found that keeps the others."""


class Request(RoundFile):
    """A line that could stay, and whose owner is asked to move it because that pays more than the threshold. It stays
    until the owner pins it in the week that is asked for."""

    activity: str
    """The work."""

    party: str
    """Whose it is."""

    agreed: date
    """Monday of the week that was agreed."""

    asked: date
    """Monday of the week that is asked for."""

    with_others_eur: int | None
    """Euros that this move saves at least once all other requests are granted; ``null`` where it has to come together
    with others."""

    alone_eur: int | None
    """Euros that it saves at least with all else where it stands, exactly; ``null`` where a rule is in the way of that,
    or it saves nothing."""


class Budget(RoundFile):
    """A line of ``budgets.jsonl``: how many changes a party is to see at most."""

    party: str
    """Whose lines."""

    changes: int
    """At most so many of them in another week than in the last plan."""

    before: date
    """Counted are lines whose old or new week lies before this day."""

    reason: str | None = None
    """Why."""


class BudgetKept(RoundFile):
    """What a plan makes of a budget."""

    party: str
    """Whose lines."""

    changes: int
    """How many may change."""

    before: date
    """Until when it is counted."""

    changed: int
    """How many do."""

    forced: int
    """How many of them cannot keep their week."""


class LeastChange(RoundFile):
    """All of it. ``changed`` counts the lines of the last plan that have not begun and stand in another week."""

    format_version: Literal[1] = 1
    """Of this file."""

    lines: int = 0
    """Lines of the last plan that have not begun."""

    changed: int = 0
    """How many of them stand in another week."""

    at_least: int = 0
    """How many do in any plan, proven."""

    agreed_lines: int = 0
    """How many of the lines were agreed to."""

    agreed_changed: int = 0
    """How many of these stand in another week: those of ``asked_again``, or fewer."""

    agreed_at_least: int = 0
    """How many do in any plan, proven."""

    asked_again: tuple[AskedAgain, ...] = ()
    """What was agreed and cannot hold."""

    threshold_eur: int | None = None
    """What a move has to pay before it is asked for; ``null``: nothing is."""

    requests: tuple[Request, ...] = ()
    """What is asked because it pays."""

    requests_save_eur: int | None = None
    """Euros saved if all requests are granted, between plans found; ``null`` where nothing is asked."""

    budgets: tuple[BudgetKept, ...] = ()
    """What became of change budgets."""
