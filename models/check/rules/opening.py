"""Neighbouring digs are joined in one opening only within the gap, and inside one contract, one employer's own work,
or a street agreement; what is joined selects each dig's variant.

joined: 0 <= start(next) - end(previous) <= gap, and one project, one lot of a chosen tender, one named employer, or an
agreement that is allowed position of the mode: alone (joined on neither side; also work that is no dig), first (joined
with the next dig only), last (with the previous only), middle (with both)"""

from __future__ import annotations

from collections.abc import Iterator

from ...plan import Plan
from ...problem import Position, Problem
from ..facts import exists, joined_pairs, needs_agreement, placed
from ..verdict import Violation


def violations(problem: Problem, plan: Plan) -> Iterator[Violation]:
    """Yield joints that do not exist, do not fit in time or have no contract, and modes meant for another place."""
    work = placed(problem, plan)
    for s, i in sorted(plan.joined):
        if not exists(s, problem.streets) or not exists(i, problem.streets[s].joints):
            yield Violation("opening", "street", s, None, 1, "joints that do not exist")
    joined_before, joined_after = set(), set()
    for s, i, before, after in joined_pairs(problem, plan):
        joined_before.add(after)
        joined_after.add(before)
        joint = problem.streets[s].joints[i]
        if before in work and after in work:
            gap = work[after].start - work[before].end
            if wrong := max(-gap, gap - joint.gap, 0):
                yield Violation("opening", "activity", after, work[after].start, wrong, "weeks outside the gap")
        agreed = joint.agreement and (problem.allowed.agreements or (problem.allowed.existing and not joint.new))
        if not agreed and needs_agreement(problem, plan, joint, before, after):
            yield Violation("opening", "activity", after, None, 1, "joints without a contract or agreement")
    for i, placement in work.items():
        if i in joined_before:
            position = Position.MIDDLE if i in joined_after else Position.LAST
        else:
            position = Position.FIRST if i in joined_after else Position.ALONE
        if problem.activities[i].modes[placement.mode].position != position:
            yield Violation("opening", "activity", i, placement.start, 1, "modes for another place in the opening")
