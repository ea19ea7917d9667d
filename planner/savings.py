"""What a variant saves against another: intervals that follow from plans and lower bounds, and the words they allow.

For a variant with plan ``U`` and lower bound ``L`` the saving from *a* to *b* lies in ``[L_a - U_b, U_a - L_b]``. The repaired plan is
a stored fact, so for it ``L = U``. All pairs here are contained pairs, so no saving is below 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Word = Literal["proven", "indicated", "negligible", "undecided"]

NEGLIGIBLE_PERMILLE = 5
"""A saving whose high end is under this share of decidable cost is called negligible: the definition of the word, not a norm."""

PAIRS: tuple[tuple[str, str], ...] = (
    ("repaired", "aligned"),
    ("aligned", "shared"),
    ("aligned", "combined"),
    ("shared", "bundled"),
    ("combined", "bundled"),
    ("aligned", "bundled"),
    ("repaired", "bundled"),
)

ORDERS: dict[str, tuple[tuple[str, str], ...]] = {
    "sharing_first": (("repaired", "aligned"), ("aligned", "shared"), ("shared", "bundled")),
    "combining_first": (("repaired", "aligned"), ("aligned", "combined"), ("combined", "bundled")),
}
"""The two orders in which the whole saving can be split; a step's saving depends on what was allowed before it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one variant in one question, in euros: the checked plan's cost, its decidable part, and the lower bound.

    ``stored`` marks the repaired plan, whose cost is a fact instead of something to be minimised.
    """

    cost: int | None
    decidable: int | None
    bound: int | None
    certified: bool
    stored: bool = False

    @property
    def least(self) -> int | None:
        """What this side costs at least."""
        return self.cost if self.stored else self.bound


@dataclass(frozen=True, slots=True)
class Saving:
    """The saving of ``to`` against ``source`` lies in ``[low, high]`` euros; ``high`` is ``None`` where a plan or a bound is missing."""

    source: str
    to: str
    low: int
    high: int | None
    word: Word


def saving(source: str, a: Figure, to: str, b: Figure) -> Saving:
    """The interval and its word for a pair of which ``a`` is contained in ``b``."""
    low = max(0, a.least - b.cost) if a.least is not None and b.cost is not None else 0
    high = a.cost - b.bound if a.cost is not None and b.bound is not None else None
    return Saving(source, to, low, high, _word(low, high, a, b))


def _word(low: int, high: int | None, a: Figure, b: Figure) -> Word:
    if a.cost is None:
        return "undecided"  # there is no plan that would be left for it
    if low > 0:
        certified = b.bound is not None and b.certified and (a.stored or a.certified)
        return "proven" if certified else "indicated"
    if high == 0 or (high is not None and a.decidable is not None and 1000 * high < NEGLIGIBLE_PERMILLE * a.decidable):
        return "negligible"
    return "undecided"


def savings(figures: dict[str, Figure]) -> tuple[Saving, ...]:
    """All pairs of which both sides were compared."""
    return tuple(saving(a, figures[a], b, figures[b]) for a, b in PAIRS if a in figures and b in figures)
