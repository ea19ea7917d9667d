"""Lots by default (art. 1.5(3) Aanbestedingswet 2012): where lots cost no more than one undivided tender, a plan takes
the lots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wijkplan.models.check import Verdict
from wijkplan.models.plan import Plan, Publication
from wijkplan.models.problem import Problem

from .engine import Engine, euros


def divided(problem: Problem, plan: Plan, verdict: Verdict, engine: Engine) -> tuple[Plan, Verdict]:
    """The plan, of an accepted verdict, with each combined tender in as many lots as the checker allows at no extra
    cost. No work moves."""
    for publication in plan.tenders:
        for other in _in_more_lots(problem, publication):
            tried = replace(plan, tenders=tuple(other if p == publication else p for p in plan.tenders))
            judged = engine.judge(problem, tried)
            if judged.feasible and euros(judged) <= euros(verdict):
                plan, verdict = tried, judged
                break
    return plan, verdict


def _in_more_lots(problem: Problem, publication: Publication) -> Iterator[Publication]:
    """The same projects in the same week in more lots, most lots first."""
    tender = problem.tenders[publication.tender]
    same = [
        t
        for t, other in enumerate(problem.tenders)
        if problem.may_choose(other)
        and len(other.lots) > len(tender.lots)
        and set(other.projects) == set(tender.projects)
    ]
    for t in sorted(same, key=lambda t: -len(problem.tenders[t].lots)):
        yield replace(publication, tender=t)
