"""Certified differences between two ways of buying the same projects, from tenders that can take the place of others
whatever the plan is.

Both problems are the same but for the tenders that are barred. Take any plan of ``source`` and buy a group of projects
in the tenders of the certificate instead. Where each of those can be published, in a week that is not closed, so early
that no work of its members can start before it may, where its lots last as long as their work can take, where desks
have room for it beside every procedure that stays, and where crews and shared openings need no contract that falls
away, the result is a plan of ``to``, and no work has moved. So the optimum of ``source`` exceeds that of ``to`` by at
least what the group costs in the cheapest tenders of ``source``, less what it costs in those of the certificate and in
interfaces of openings that are then shared by agreement. That may be negative: then it says by how much ``to`` is
dearer at most.

Keys of a certificate: ``kind`` = "swap"; ``tenders``: {candidate: week of publication}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any

from ..problem import Lot, Problem, Source, Tender
from .publications import euros as euros_of
from .publications import in_time, stated
from .refused import Refused
from .window import weeks_left

MOST = 12  # projects: their cheapest tenders are found by trying all


def swapped(source: Problem, to: Problem, certificate: Mapping[str, Any]) -> int:
    """Euros that the optimum of ``source`` is at least above that of ``to``. Raises
    :class:`~wijkplan.models.check.refused.Refused`."""
    if replace(source, tenders=to.tenders) != to or [_free(t) for t in source.tenders] != [
        _free(t) for t in to.tenders
    ]:
        raise Refused("a swap is between two problems that differ in nothing but the tenders that are barred")
    weeks = stated(to, certificate, "swap")
    group = frozenset(q for t in weeks for q in to.tenders[t].projects)
    if not 0 < len(group) <= MOST:
        raise Refused(f"a swap is of one to {MOST} projects")
    old = [t for t in source.tenders if source.may_choose(t) and not group.isdisjoint(t.projects)]
    if any(not group.issuperset(t.projects) for t in old):
        raise Refused("a project of the group can be bought together with one outside it")
    others = [pair for pair in zip(source.tenders, to.tenders, strict=True) if group.isdisjoint(pair[0].projects)]
    if any(source.may_choose(before) and not to.may_choose(after) for before, after in others):
        raise Refused("a tender outside the group falls away")
    left = weeks_left(source)
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no plan to start from")
    new = [to.tenders[t] for t in weeks]
    for t, week in weeks.items():
        in_time(to, t, week, left)
        for lot in to.tenders[t].lots:
            _long_enough(to, lot, old, left)
    _crews(to, group, old, new)
    _desks(to, weeks, group)
    return _cheapest(source, group, old) - sum(euros_of(to, t) for t in new) - _interfaces(to, group, old, new)


def _free(tender: Tender) -> Tender:
    return replace(tender, barred=False)


def _cheapest(p: Problem, group: frozenset[int], old: Sequence[Tender]) -> int:
    """What the group costs at least: its cheapest exact cover by tenders."""

    @cache
    def least(left: frozenset[int]) -> int | None:
        if not left:
            return 0
        first, found = min(left), []
        for tender in old:
            if first in tender.projects and left.issuperset(tender.projects):
                rest = least(left - set(tender.projects))
                if rest is not None:
                    found.append(rest + euros_of(p, tender))
        return min(found, default=None)

    euros = least(group)
    if euros is None:
        raise Refused("the group cannot be bought at all: there is no plan to start from")
    return euros


def _long_enough(p: Problem, lot: Lot, old: Sequence[Tender], left: Sequence[tuple[int, int]]) -> None:
    """Work that always was in one lot keeps within that lot's period; other work within the weeks from its first start
    to its last end."""
    holding = [[one for one in tender.lots if not set(lot.projects).isdisjoint(one.projects)] for tender in old]
    lots = [one for row in holding for one in row]
    if all(set(lot.projects) <= set(one.projects) for one in lots):
        needed = max((one.period for one in lots), default=0)
    else:
        work = [left[a] for q in lot.projects for a in p.members[q]]
        needed = max((late for _, late in work), default=0) - min((early for early, _ in work), default=0)
    if lot.period < needed:
        raise Refused(f"projects {lot.projects}: their work could take {needed} weeks, the contract is of {lot.period}")


def _partners(tenders: Sequence[Tender], q: int) -> set[int]:
    """Projects that share a lot with ``q`` in one of the tenders."""
    return {
        other for tender in tenders for lot in tender.lots if q in lot.projects for other in lot.projects if other != q
    }


def _crews(p: Problem, group: frozenset[int], old: Sequence[Tender], new: Sequence[Tender]) -> None:
    """No crew may lean on a consortium that falls away."""
    if not p.allowed.consortium:
        return
    for q in group:
        before, after = ({p.projects[other].employer for other in _partners(tenders, q)} for tenders in (old, new))
        for a in p.members[q]:
            for pattern in (
                pattern for mode in p.activities[a].modes for demand in mode.demands for pattern in demand.patterns
            ):
                if (
                    pattern.source is Source.CONSORTIUM
                    and pattern.other is not None
                    and p.pools[pattern.other].employer in before - after
                ):
                    raise Refused(f"activity {a} could be done with a consortium partner of its old lot")


def _interfaces(p: Problem, group: frozenset[int], old: Sequence[Tender], new: Sequence[Tender]) -> int:
    """Most euros of agreements for openings that one lot made free before."""
    total = 0
    for street in p.streets:
        for (a, b), joint in zip(pairwise(street.digs), street.joints, strict=True):
            one, other = p.activities[a].project, p.activities[b].project
            if (
                one not in group
                or other == one
                or joint.own
                or other not in _partners(old, one)
                or other in _partners(new, one)
            ):
                continue
            if not p.allowed.agreed(joint):
                raise Refused(
                    f"activities {a} and {b} could share an opening in their old lot, and there is no agreement for it"
                )
            total += joint.interface if "interface" in p.priced else 0
    return total


def _desks(p: Problem, weeks: Mapping[int, int], group: frozenset[int]) -> None:
    """Procedures that stay could be in preparation at any time: a project outside keeps a place of every client it can
    be bought with."""
    outside: dict[int, set[int]] = {}
    for tender in p.tenders:
        if p.may_choose(tender):
            for q in set(tender.projects) - group:
                outside.setdefault(q, set()).update(tender.clients)
    for c in {c for t in weeks for c in p.tenders[t].clients}:
        staying = sum(c in clients for clients in outside.values())
        mine = [(week - p.tenders[t].preparation, week) for t, week in weeks.items() if c in p.tenders[t].clients]
        for begin, end in mine:
            busy = staying + sum(other <= begin < until for other, until in mine)
            if begin < end and busy > p.clients[c].least:
                raise Refused(
                    f"client {c}: {busy} procedures could be in preparation in week {begin}, with {p.clients[c].least} "
                    "desk places"
                )
