"""Certified low ends of what combining tenders saves, from tenders that can be formed whatever the separate plan is.

Take any plan of the narrow problem, which buys every project separately, and a set of disjoint combined tenders. Where
each can be published so early that no work of its members can start before it may, where its lots last at least as
long as their work can take, and where the desks of its clients have room for it beside every procedure that stays, the
separate procedures can be replaced by the combined ones without moving any work. The plan that results is one of the
wide problem. So the narrow optimum exceeds the wide one by at least what the replaced procedures and mobilisations
cost more than those that replace them, whatever both optima are. Nothing else can become dearer: sharing a contract
makes joints need fewer agreements, and all crews stay as they are.

Keys of a certificate: ``kind`` = "transfer"; ``tenders``: {candidate: week of publication}.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..problem import Lot, Problem, Tender
from .publications import euros, in_time, stated
from .refused import Refused
from .window import weeks_left


def transferred(
    narrow: Problem, wide: Problem, certificate: Mapping[str, Any], left: list[tuple[int, int]] | None = None
) -> int:
    """Euros that the optimum of ``narrow`` is at least above that of ``wide``: the same problem, but one variant
    allows what the other does and more. ``left`` is :func:`~wijkplan.models.check.window.weeks_left` of ``narrow``,
    where that is known already.

    Raises :class:`~wijkplan.models.check.refused.Refused` where a tender could be in the way of some plan.
    """
    if (
        replace(narrow, allowed=wide.allowed) != wide
        or not narrow.allowed.within(wide.allowed)
        or narrow.allowed.combined
    ):
        raise Refused("a transfer is from a variant with separate tenders to the same problem in a wider variant")
    weeks = stated(wide, certificate, "transfer")
    for t in weeks:
        if not wide.tenders[t].combined:
            raise Refused(f"tender {t} combines nothing")
    left = weeks_left(narrow) if left is None else left
    if left is None:
        raise Refused("an activity has no week in which it could be done: there is no separate plan")
    singles = _singles(narrow)
    saved = 0
    for t, week in weeks.items():
        tender = wide.tenders[t]
        in_time(wide, t, week, left)
        for lot in tender.lots:
            _long_enough(wide, t, lot, singles, left)
        saved += sum(min(euros(wide, one) for one in singles[q]) for q in tender.projects) - euros(wide, tender)
    _desks(wide, weeks, singles)
    return saved


def _singles(narrow: Problem) -> dict[int, list[Tender]]:
    """Per tendered project the tenders that a separate plan can buy it in."""
    found: dict[int, list[Tender]] = {q: [] for q, project in enumerate(narrow.projects) if project.tendered}
    for tender in narrow.tenders:
        if narrow.may_choose(tender):
            found[tender.projects[0]].append(tender)
    if not all(found.values()):
        raise Refused("a project has no tender of its own: there is no separate plan")
    return found


def _long_enough(p: Problem, t: int, lot: Lot, singles: dict[int, list[Tender]], left: list[tuple[int, int]]) -> None:
    """A lot of one project needs the period of its own tender, another one the weeks from the first start to the last
    end that could be."""
    if len(lot.projects) == 1:
        needed = max(own.period for one in singles[lot.projects[0]] for own in one.lots)
    else:
        work = [left[a] for q in lot.projects for a in p.members[q]]
        needed = max((late for _, late in work), default=0) - min((early for early, _ in work), default=0)
    if lot.period < needed:
        raise Refused(f"tender {t}: work of a lot could take {needed} weeks, its contract is of {lot.period}")


def _desks(p: Problem, weeks: Mapping[int, int], singles: dict[int, list[Tender]]) -> None:
    """Procedures that stay could be in preparation at any time, so each of them keeps a desk place of its clients."""
    bought = {q for t in weeks for q in p.tenders[t].projects}
    for c in {c for t in weeks for c in p.tenders[t].clients}:
        staying = sum(any(c in one.clients for one in tenders) for q, tenders in singles.items() if q not in bought)
        mine = [(week - p.tenders[t].preparation, week) for t, week in weeks.items() if c in p.tenders[t].clients]
        for begin, end in mine:
            busy = staying + sum(other <= begin < until for other, until in mine)
            if begin < end and busy > p.clients[c].least:
                raise Refused(
                    f"client {c}: {busy} procedures could be in preparation in week {begin}, with {p.clients[c].least} "
                    "desk places"
                )
