"""How many heads newcomers can add in some weeks at most, whoever is taken on: re-derived from prices of seats,
candidates and guidance in exact integers. Any prices prove some number; good ones a small one.

Where that is less than what is missing in those weeks, no intake ends the shortage by then: neither ramp-up nor seats,
nor who can guide, newcomers who have learnt included, allow it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from ..problem import Problem
from .bounds import newcomers_earn
from .price_certificate import Prices

CERTIFIED = ("places", "guides", "learners")
"""What a certificate may price, beside its ``scale``."""


def most_added(problem: Problem, pools: Collection[int], weeks: range, certificate: Mapping[str, Any]) -> int:
    """Hundredths of a head x weeks that newcomers add to these pools in these weeks at most. Raises
    :class:`~.refused.Refused` for a certificate that does not fit the problem."""
    kept = {key: value for key, value in certificate.items() if key in CERTIFIED}
    scale = certificate.get("scale", 1)
    row = [scale if week in weeks else 0 for week in range(problem.horizon)]
    heads = {str(pool): row for pool in sorted(pools)}
    free = replace(problem, priced=frozenset({"delay"}))  # what newcomers cost is not asked here
    prices = Prices(free, {"kind": "prices", "scale": scale, "heads": heads, **kept})
    return newcomers_earn(free, prices) // prices.scale
