"""Combinations that the core team asks for, held against the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wijkplan.planner.reference.law_data import Law
from wijkplan.planner.submission.schema import Combination, Combinations

from .lawful_filter import Breach, group_breaches, lot_breaches
from .tender_member import Member


def wish_breaches(
    law: Law, wish: Combination, group: Sequence[Member], ceilings: Mapping[str, float]
) -> Iterator[Breach]:
    """Hard rules that the combination breaks; ``group`` are its projects."""
    yield from group_breaches(law, group, ceilings)
    if wish.form == "undivided":
        yield from lot_breaches(law, [group])


def fits(wishes: Combinations, projects: Sequence[str]) -> bool:
    """Whether a combined tender of these projects respects what is forced and forbidden."""
    members = frozenset(projects)
    if any(members.issuperset(row.projects) for row in wishes.forbid):
        return False
    return all(
        members == forced or members.isdisjoint(forced) for forced in (frozenset(row.projects) for row in wishes.force)
    )
