"""Whether what the data say of the law still counts on a day."""

from __future__ import annotations

from datetime import date

from wijkplan.planner.reference.law_data import Law, Provision


def lapsed(law: Law, day: date) -> tuple[Provision, ...]:
    """Provisions of which the data say that they no longer count on a day."""
    return tuple(one for one in law.provisions.values() if one.valid_to is not None and one.valid_to < day)


def read_from(law: Law) -> date:
    """Day from which all provisions are known to read as the data state them."""
    return max(one.valid_from for one in law.provisions.values())
