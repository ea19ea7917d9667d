"""Ceilings on what a client may ask of bidders and on how long a framework may last."""

from __future__ import annotations

from datetime import date

from wijkplan.planner.reference.law_data import Law, Part


def turnover_cap(law: Law, value_eur: int) -> int:
    """Highest turnover in euros that may be required for a contract or lot of this value, if it is weightily motivated
    (art. 2.90(3) and (5))."""
    return law.figure("turnover-cap") * value_eur


def reference_cap(law: Law, value_eur: int) -> int:
    """Highest value in euros, rounded down, of a reference that may be required (art. 2.93(3), Gids
    Proportionaliteit)."""
    return law.figure("reference-share") * value_eur // 100


def framework_years(law: Law, part: Part) -> int | None:
    """Years that a framework may last without a special motivation (art. 2.140(3), 3.80(1)); ``None`` for private
    clients and concessions."""
    return None if part in ("private", "concession") else law.figure(f"framework-length-{part}")


def lasts_too_long(start: date, end: date, years: int) -> bool:
    """Whether a framework from ``start`` up to and including ``end`` is longer than ``years``."""
    try:
        over = start.replace(year=start.year + years)
    except ValueError:  # 29 February
        over = start.replace(year=start.year + years, day=28)
    return end >= over
