"""What keeping the week that was asked for would cost, work by work."""

from __future__ import annotations

from dataclasses import dataclass

from .plan import Plan


@dataclass(frozen=True, slots=True)
class WeekPrice:
    """What it would cost to do a moved work in the week that was asked for, all other work, tenders and joints where
    they stand, in euros of the problem's priced terms. ``euros`` without more changes of own heads than the plan has,
    ``any_euros`` with ``changes`` more (in the problem's units); ``None`` where no mode and no crew can do that."""

    activity: int
    euros: int | None
    any_euros: int | None
    changes: int


@dataclass(frozen=True, slots=True)
class Near:
    """A plan, and what each work that is moved in it would cost in its week; ``None`` where nobody looked."""

    plan: Plan
    prices: tuple[WeekPrice, ...] | None
