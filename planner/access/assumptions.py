"""What the meter assumes of firms, each figure with its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from wijkplan.planner.record import Assumption
from wijkplan.planner.reference.data_files import text


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Turnover per head and year lies between two figures, each value equally likely; ``reference_reach_percent`` of
    it is the largest comparable work that a firm has done. Outside the programme ``outside_firms`` of
    ``outside_heads`` work in each sector and region, each able to do a lot of which the trades of its sector do
    ``outside_own_percent`` of the hours. A lot suits small firms up to ``small_firm_percent`` of the median firm's
    turnover; fewer able bidders than ``least_bidders`` are a warning."""

    turnover_per_head_low_eur: int
    turnover_per_head_high_eur: int
    reference_reach_percent: int
    small_firm_percent: int
    least_bidders: int
    outside_firms: int = 0
    outside_heads: int = 0
    outside_own_percent: int = 100

    def chance(self, heads: float, turnover_eur: float) -> float:
        """How likely a firm of so many heads has this turnover a year."""
        if turnover_eur <= 0:
            return 1.0
        if heads <= 0:
            return 0.0
        low, high = self.turnover_per_head_low_eur, self.turnover_per_head_high_eur
        return min(1.0, max(0.0, (high - turnover_eur / heads) / (high - low)))

    def middle_turnover_eur(self, heads: float) -> float:
        """Turnover a year in the middle of the range."""
        return heads * (self.turnover_per_head_low_eur + self.turnover_per_head_high_eur) / 2


@cache
def stated() -> Mapping[str, Assumption]:
    """The figures with source, date and trust mark. Raises ``ValueError`` where the data file does not fit."""
    return TypeAdapter(dict[str, Assumption]).validate_python(tomllib.loads(text("access.toml")))


@cache
def assumptions() -> Assumptions:
    """The figures. Raises ``ValueError`` where the data file does not fit."""
    return TypeAdapter(Assumptions).validate_python({name: row.value for name, row in stated().items()})
