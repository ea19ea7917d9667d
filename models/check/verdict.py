"""What the checker says about a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One place where a plan breaks one rule.

    ``kind`` and ``index`` name the place: an index into the problem's tuple of that kind (``activity``, ``pool``,
    ``market``, ``project``, ``tender``, ``client``, ``precedence``, ``street``, ``district``, ``grid``, ``delivery``,
    ``resource``), the label of an ``employer``, or ``programme`` without an index. ``week`` is the week it happens in,
    ``None`` where no week is meant. ``amount`` is how much is too much or too little, in ``unit``; heads are in the
    problem's unit (hundredths of a person)."""

    rule: str
    kind: str
    index: int | None
    week: int | None
    amount: int
    unit: str

    @property
    def where(self) -> str:
        """The place in words, such as ``activity 12``."""
        return self.kind if self.index is None else f"{self.kind} {self.index}"

    def __str__(self) -> str:
        week = "" if self.week is None else f", week {self.week}"
        return f"{self.rule}: {self.where}{week}: {self.amount} {self.unit}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Every violation of every rule, and what the plan costs.

    ``terms`` are the euros of all terms, priced or not; empty when the plan is too broken to cost (work without a
    valid placement, indices that do not exist). ``objective`` is the sum of the priced terms, or where these are asked
    for ``home_weeks``; ``None`` when it cannot be costed. ``fixed`` is the part of the objective that is the same in
    every plan of every variant. ``home_weeks`` are homes x weeks until they are done."""

    violations: tuple[Violation, ...]
    terms: dict[str, int]
    objective: int | None
    fixed: int
    home_weeks: int | None = None

    @property
    def feasible(self) -> bool:
        """Whether no rule is broken."""
        return not self.violations

    @property
    def decidable(self) -> int | None:
        """Decidable cost: the objective without its fixed part."""
        return None if self.objective is None else self.objective - self.fixed
