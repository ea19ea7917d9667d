"""Ways to buy a group of projects otherwise whatever the plan is; what is found is a certificate, see
:mod:`wijkplan.models.check.swap`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..check.refused import Refused
from ..check.swap import swapped
from ..check.window import weeks_left
from ..problem import Problem


def swap(source: Problem, to: Problem, group: Sequence[int]) -> tuple[int, dict[str, Any]] | None:
    """Euros that the optimum of ``source`` is at least above that of ``to``, which buys ``group`` in other tenders;
    ``None``: nothing can be said.

    Tried are all projects in one tender, in each of its forms, and each project in its own, published as late as their
    work allows or one after the other."""
    left, members = weeks_left(source), frozenset(group)
    if left is None:
        return None
    mine = [t for t, tender in enumerate(to.tenders) if to.may_choose(tender) and members.issuperset(tender.projects)]
    ways = [[t] for t in mine if frozenset(to.tenders[t].projects) == members]
    singles = [t for t in mine if not to.tenders[t].combined]
    ways += [singles] if len(singles) == len(members) else []
    found: list[tuple[int, dict[str, Any]]] = []
    for way in ways:
        for weeks in (_late(to, way, left), _in_turn(to, way, left)):
            certificate = {"kind": "swap", "tenders": {str(t): week for t, week in weeks.items()}}
            try:
                found.append((swapped(source, to, certificate), certificate))
            except Refused:
                continue
    return max(found, key=lambda one: one[0], default=None)


def _late(p: Problem, way: Sequence[int], left: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Each as late as its work allows."""
    first = {t: min((left[a][0] for q in p.tenders[t].projects for a in p.members[q]), default=p.horizon) for t in way}
    return {t: _open(p, t, first[t] - p.tenders[t].lead) for t in way}


def _open(p: Problem, t: int, week: int) -> int:
    """The last week up to this one that is not closed for publication."""
    while week in p.tenders[t].closed:
        week -= 1
    return week


def _in_turn(p: Problem, way: Sequence[int], left: Sequence[tuple[int, int]]) -> dict[int, int]:
    """One after the other, the last one as late as its work allows."""
    latest, free, found = _late(p, way, left), p.horizon, {}
    for t in sorted(way, key=lambda t: -latest[t]):
        found[t] = _open(p, t, min(latest[t], free))
        free = found[t] - p.tenders[t].preparation
    return found
