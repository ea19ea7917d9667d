"""Mutations (:mod:`.mutations`) of the rules of streets."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from wijkplan.models.check.facts import openings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Reservoir

from .mutant import Mutant, any_placement, with_row


def street_order(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Turn around the order of a street whose digs are not joined, with its rest at no price."""
    placed = plan.by_activity()
    found = [
        s
        for s, street in enumerate(problem.streets)
        if len(street.digs) == 2
        and (s, 0) not in plan.joined
        and placed[street.digs[1]].start < placed[street.digs[1]].end
    ]
    if not found:
        return None
    s = random.choice(found)
    first, second = problem.streets[s].digs
    turned = with_row(problem, "streets", s, digs=(second, first), rest_price=0)
    return Mutant(
        replace(turned, max_broken_rests=None), plan, f"activity {first}", placed[second].end - placed[first].start
    )


def opening(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Shrink the gap allowed inside an opening, or part its digs."""
    if not plan.joined:
        return None
    s, i = random.choice(sorted(plan.joined))
    before, after = problem.streets[s].digs[i : i + 2]
    placed = plan.by_activity()
    gap = placed[after].start - placed[before].end
    joints = list(problem.streets[s].joints)
    joints[i] = replace(joints[i], gap=gap - 1)
    return Mutant(with_row(problem, "streets", s, joints=tuple(joints)), plan, f"activity {after}", 1)


def rest(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Lengthen the rest period of a street and forbid breaking it."""
    placed = plan.by_activity()
    found = [
        (s, street.digs[i + 1], placed[street.digs[i + 1]].start - placed[street.digs[i]].end)
        for s, street in enumerate(problem.streets)
        for i in range(len(street.joints))
        if len(street.digs) == 2 and (s, i) not in plan.joined
    ]
    if not found:
        return None
    s, dig, rested = random.choice(found)
    missing = random.randint(1, 3)
    strict = with_row(problem, "streets", s, rest=rested + missing, rest_price=None, closed=None)
    return Mutant(replace(strict, max_broken_rests=None), plan, f"activity {dig}", missing)


def exclusive(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Agree on fewer openings in a district than there are at some time."""
    found = openings(problem, plan)
    if not found:
        return None
    d = problem.streets[random.choice(found).street].district
    mine = [o for o in found if problem.streets[o.street].district == d]
    most = max(sum(o.start <= week < o.end for o in mine) for week in range(problem.horizon))
    fewer = random.randint(1, most)
    return Mutant(with_row(problem, "districts", d, max_open=most - fewer), plan, f"district {d}", fewer)


def grid(problem: Problem, plan: Plan, random: Random) -> Mutant | None:
    """Connect homes to an area with too little supply."""
    w, load, short = any_placement(plan, random), random.randint(2, 5), random.randint(1, 2)
    if w.start >= problem.horizon:
        return None
    area = Reservoir((load - short,) * problem.horizon, ((w.activity, load),))
    return Mutant(replace(problem, grids=(*problem.grids, area)), plan, f"grid {len(problem.grids)}", short)
