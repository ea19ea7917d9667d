"""Tiny random problems that brute force can solve: at most 4 activities, 6 weeks, 3 projects and 5 active families of
rules.

Every draw is a pure function of its seed. A draw with more plans than :data:`tests.support.oracle.LIMIT` is rejected
and drawn again from the same stream; how often is counted, so that a generator that mostly rejects is noticed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.support.oracle import LIMIT, brute_force, count_plans
from tests.support.random_draft import Draft
from tests.support.shared import once
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem

# Each family with the families that it needs to mean anything.
FAMILIES: dict[str, tuple[str, ...]] = {
    "modes": (),
    "window": (),
    "ready": (),
    "materials": (),
    "calendar": (),
    "precedence": (),
    "capacity": (),
    "crew": (),
    "hire": (),
    "lending": (),
    "overtime": (),
    "persons": ("hire",),
    "tender": (),
    "consortium": ("tender",),
    "lead": ("tender",),
    "contract": ("tender",),
    "street": (),
    "agreement": ("street",),
    "burden": ("street",),
    "rest": ("street",),
    "exclusive": ("street",),
    "grid": (),
    "frozen": (),
    "delivery": (),
    "continuity": (),
    "means": (),
    "nonrenewable": (),
    "delay": (),
    "moved": (),
}
MAX_FAMILIES = 5
ASIDE = 0.15  # of the problems have overtime too, drawn aside, so that the others stay as they are
# Families that seldom decide are drawn more often.
RARE = (
    "rest",
    "exclusive",
    "delivery",
    "continuity",
    "means",
    "lending",
    "hire",
    "persons",
    "consortium",
    "contract",
    "precedence",
    "lead",
)


@dataclass(frozen=True)
class Drawn:
    """A problem, the families that shaped it, and how many larger draws were rejected before it."""

    problem: Problem
    families: frozenset[str]
    rejected: int


@cache
def draw(seed: int) -> Drawn:
    """The problem of a seed."""
    random = Random(seed)
    rejected = 0
    while True:
        families = _families(random)
        if Random(f"overtime {seed}").random() < ASIDE:
            families |= {"overtime"}
        problem = Draft(random, families).problem()
        if count_plans(problem) <= LIMIT:
            return Drawn(problem, families, rejected)
        rejected += 1


def random_problem(seed: int) -> Problem:
    """The problem of a seed, without its history."""
    return draw(seed).problem


@cache
def cheapest(seed: int) -> tuple[int | None, Plan | None]:
    """Brute force on the problem of a seed: the least cost and a plan of that cost, or ``None`` twice."""
    return once(f"cheapest-{seed}", lambda: brute_force(random_problem(seed)))


def _families(random: Random) -> frozenset[str]:
    wanted = random.randint(2, MAX_FAMILIES)
    chosen: set[str] = set()
    tickets = [*(family for family in FAMILIES if family != "overtime"), *RARE, *RARE]
    for family in random.sample(tickets, len(tickets)):
        wider = chosen | {family, *FAMILIES[family]}
        if len(wider) <= wanted:
            chosen = wider
    return frozenset(chosen)
