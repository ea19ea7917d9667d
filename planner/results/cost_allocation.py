"""The allocation key for openings that several clients share.

The rule: the labour, paving and interface of a shared opening are paid in proportion to what each dig would cost
alone, so every client saves the same share of what it would have paid.
:func:`wijkplan.planner.submission.apportion.split` rounds it, so that it adds up to the euro. What the key asks more
or less than is booked (each dig its own labour and paving, an interface half each) is a settlement between the
clients, zero together per opening."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.plan.openings import Opening, alone_eur, interfaces, openings
from wijkplan.planner.record import DigShare, SharedOpening
from wijkplan.planner.submission.apportion import split

RULE = "opening-alone"
RULE_NL = "naar wat elk graafwerk alleen zou kosten: ieder bespaart hetzelfde deel"


def shared(problem: Problem, names: Names, plan: Plan) -> Iterator[SharedOpening]:
    """Per opening of more than one client its digs: what each would cost alone, what is booked on it, what the key
    asks, and the settlement."""
    for opening in openings(problem, plan):
        owners = [problem.projects[problem.activities[dig].project].client for dig in opening.digs]
        if len(set(owners)) > 1:
            digs = _digs(problem, names, plan, opening, owners)
            yield SharedOpening(street=names.streets[opening.street].id, week=opening.start, digs=digs)


def _digs(problem: Problem, names: Names, plan: Plan, opening: Opening, owners: list[int]) -> tuple[DigShare, ...]:
    placed = plan.by_activity()
    modes = [problem.activities[dig].modes[placed[dig].mode] for dig in opening.digs]
    booked = [mode.labour + mode.opening for mode in modes]
    for i, euros in interfaces(problem, plan, opening):
        for k, half in zip((i, i + 1), split(euros, [1, 1]), strict=True):
            booked[k] += half
    alone = [alone_eur(problem.activities[dig]) for dig in opening.digs]
    key = split(sum(booked), alone)
    return tuple(
        DigShare(
            activity=names.activities[dig].id,
            client=names.clients[owner].id,
            alone_eur=alone[i],
            booked_eur=booked[i],
            key_eur=key[i],
            settlement_eur=key[i] - booked[i],
        )
        for i, (dig, owner) in enumerate(zip(opening.digs, owners, strict=True))
    )
