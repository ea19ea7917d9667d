"""Why work found no room: for one activity the rule that stands in its way, where, when and how much is missing.

A rule named here is what the search met, not a proof that no plan exists.
"""

from __future__ import annotations

from ..check import judge
from ..problem import Pattern, Position, Problem, Source
from ..reason import Reason, Resource
from .arrays import Arrays, Ints
from .columns import EARLY, END, LATE, LEAD, LOT, MODE, PERIOD, PROJECT, START, TENDER
from .mode_arrays import allowed_patterns
from .state import State, unload


def why(problem: Problem, x: Arrays, z: State, shown: int = 3) -> Reason | None:
    """The first activities that are not placed in ``z``, or else the first rules that it breaks; ``None`` for a sound
    plan."""
    missing = [a for a in range(x.num_activities) if z.places[a, MODE] < 0]
    if not missing:
        broken = judge(problem, unload(x, problem, z)).violations
        parts = tuple(
            Reason("broken", v.rule, resource=Resource(v.kind, v.index), amount=v.amount, unit=v.unit, week=v.week)
            for v in broken[:shown]
        )
        return Reason("unplaced", amount=0, total=x.num_activities, parts=parts) if parts else None
    found = tuple(_unplaced(problem, x, z, a) for a in missing[:shown])
    return Reason("unplaced", amount=len(missing), total=x.num_activities, parts=found)


def _unplaced(p: Problem, x: Arrays, z: State, a: int) -> Reason:
    alone, lacking = (_shortage(p, x, a, residual) for residual in (x.capacity, z.residual))
    span = early, late = int(x.activities[a, EARLY]), int(x.activities[a, LATE])
    if alone is not None and alone[0] > 0:
        heads, trade, week = alone
        return Reason("supply", "crew", a, Resource("trade", trade), p.region(a), heads, week=week, span=span)
    if lacking is not None and lacking[0] > 0:
        heads, trade, week = lacking
        return Reason("room", "capacity", a, Resource("trade", trade), p.region(a), heads, week=week, span=span)
    project = int(x.activities[a, PROJECT])
    tender, lot = int(z.bought[project, TENDER]), int(z.bought[project, LOT])
    if p.projects[project].tendered and tender < 0:
        return Reason("desk", "lead", a, Resource("project", project), span=span)
    if tender >= 0 and (first := int(z.week[tender] + x.tenders[tender, LEAD])) >= late:
        return Reason("lead", "lead", a, Resource("tender", tender), week=first, span=span)
    before = 0
    for kind, rule, reservoirs in (
        ("grid", "grid", p.grids),
        ("delivery", "ready", p.deliveries),
        ("budget", "budget", p.budgets),
    ):
        for g, reservoir in enumerate(reservoirs):
            amount = sum(q for b, q in reservoir.loads if b == a)
            level = int(z.level[before + g, late - 1])
            if amount > level >= 0 or (amount and level < 0):
                return Reason("stock", rule, a, Resource(kind, g), amount=amount, total=max(0, level), span=span)
        before += len(reservoirs)
    around = [Reason("placed", activity=b, span=_span(z, b)) for b in _neighbours(p, a) if z.places[b, MODE] >= 0]
    if tender >= 0 and x.lots[lot, PERIOD] < late - early:
        around.append(Reason("contract", amount=int(x.lots[lot, PERIOD])))
    return Reason("gap", "precedence", a, span=span, parts=tuple(around[:4]))


def _shortage(p: Problem, x: Arrays, a: int, residual: Ints) -> tuple[int, int, int] | None:
    """Least heads short over modes and starts: (hundredths, trade, week); ``None`` when it has no start at all."""
    best: tuple[int, int, int] | None = None
    activity = p.activities[a]
    for m, mode in enumerate(activity.modes):
        if mode.position is not Position.ALONE:
            continue
        for s in range(int(x.activities[a, EARLY]), p.horizon):
            e = p.end(a, m, s)
            if e is None or e > x.activities[a, LATE]:
                continue
            worst = (0, mode.demands[0].trade if mode.demands else 0, s)
            for demand in mode.demands:
                short = min(
                    (_missing(p, a, q, s, e, residual) for _, q in allowed_patterns(p, a, mode, demand)),
                    default=demand.heads,
                )
                worst = max(worst, (short, demand.trade, s))
            if best is None or worst[0] < best[0]:
                best = worst
            if best[0] == 0:
                return best
    return best


def _missing(p: Problem, a: int, pattern: Pattern, s: int, e: int, residual: Ints) -> int:
    pools = len(p.pools)
    uses = [] if pattern.own is None else [(pattern.own, pattern.own_heads)]
    if pattern.other is not None:
        hired = pattern.source is Source.HIRED
        uses.append((2 * pools + pattern.other if hired else pattern.other, pattern.other_heads))
        if pattern.source is Source.LENT:
            uses.append((pools + pattern.other, pattern.other_heads))
    open_weeks = [t for t in range(s, e) if p.calendars[p.activities[a].calendar].percent[t] > 0]
    return max((heads - int(residual[r, t]) for r, heads in uses for t in open_weeks), default=0)


def _neighbours(p: Problem, a: int) -> list[int]:
    linked = [q.predecessor for q in p.precedences if q.successor == a] + [
        q.successor for q in p.precedences if q.predecessor == a
    ]
    if a in p.street_of:
        digs = p.streets[p.street_of[a][0]].digs
        linked += [b for b in digs if b != a]
    return linked


def _span(z: State, b: int) -> tuple[int, int]:
    return int(z.places[b, START]), int(z.places[b, END])
