"""Tiny random problems in which projects may be bought apart or together, and either may decide the outcome."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random

from tests.support.oracle import LIMIT, count_plans
from tests.support.random_draft import Draft
from wijkplan.models.problem import Market, Problem, Tender

ALWAYS = frozenset({"tender"})
SOMETIMES = (
    "lead",
    "lead",
    "contract",
    "consortium",
    "hire",
    "street",
    "agreement",
    "capacity",
    "delivery",
    "delay",
    "window",
    "precedence",
)


@cache
def combining_problem(seed: int) -> Problem:
    """The problem of a seed: at least one combined tender, everything allowed; small enough for brute force.

    Half have one client only. Most combined tenders take as long as the longest of the separate ones or as all
    together, and half of the markets are ample, so that taking a tender apart is sometimes possible in every plan and
    sometimes not."""
    random = Random(seed)
    while True:
        families = ALWAYS | set(random.sample(SOMETIMES, random.randint(1, 4)))
        problem = _eased(random, Draft(random, families | ({"street"} if "agreement" in families else set())).problem())
        if any(tender.combined for tender in problem.tenders) and count_plans(problem) <= LIMIT:
            return problem


def _eased(random: Random, problem: Problem) -> Problem:
    if random.random() < 0.5:  # one client for all: its desk is asked for more
        problem = replace(
            problem,
            projects=tuple(replace(project, client=0) for project in problem.projects),
            tenders=tuple(replace(tender, clients=(0,)) for tender in problem.tenders),
        )
    alone = {tender.projects[0]: tender for tender in problem.tenders if not tender.combined}
    return replace(
        problem,
        tenders=tuple(_longer(random, tender, alone) for tender in problem.tenders),
        markets=tuple(_ample(market) if random.random() < 0.5 else market for market in problem.markets),
        allowed=replace(problem.allowed, combined=True, consortium=True),
    )


def _longer(random: Random, tender: Tender, alone: dict[int, Tender]) -> Tender:
    """Preparation of all together or of the longest, and the longest lead, unless the tender is left as it was
    drawn."""
    own = [alone[q] for q in tender.projects if q in alone]
    if not tender.combined or not own or random.random() < 0.3:
        return tender
    each = [one.preparation for one in own]
    return replace(tender, preparation=random.choice((sum(each), max(each))), lead=max(one.lead for one in own))


def _ample(market: Market) -> Market:
    return replace(market, heads=tuple(900 for _ in market.heads))
