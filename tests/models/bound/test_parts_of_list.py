"""What parts of the list of combined tenders are worth by themselves, against brute force and against the checks of
transfers and dissolutions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest

from tests.support.chunks import chunks
from tests.support.combining import combining_problem
from tests.support.oracle import brute_force
from wijkplan.models.bound.parts_of_list import PartsOfList
from wijkplan.models.check.dissolution import dissolved
from wijkplan.models.check.transfer import transferred
from wijkplan.models.problem import Problem

CHUNK = 50


def sides(problem: Problem) -> tuple[Problem, Problem]:
    return replace(problem, allowed=replace(problem.allowed, combined=False, consortium=False)), problem


def only(problem: Problem, tenders: tuple[int, ...]) -> Problem:
    """The problem in which these combined tenders may be chosen, and no others."""
    rows = (replace(t, barred=t.combined and i not in tenders) for i, t in enumerate(problem.tenders))
    return replace(problem, tenders=tuple(rows))


@pytest.mark.parametrize("start", chunks(200, CHUNK, 100))
def test_every_part_lies_between_its_ends(start: int) -> None:
    for seed in range(start, start + CHUNK):
        problem, random = combining_problem(seed), Random(seed)
        narrow, wide = sides(problem)
        combined = [t for t, tender in enumerate(problem.tenders) if tender.combined]
        parts = PartsOfList(narrow, wide)
        for part in random.sample(
            [c for size in (1, 2) for c in combinations(combined, size)], k=min(2, len(combined))
        ):
            few, alone = only(wide, part), only(narrow, part)
            apart, together = brute_force(alone)[0], brute_force(few)[0]
            low, proof = parts.least(part)
            known = parts.most(part)
            if apart is not None and together is not None:
                assert low == 0 or transferred(alone, few, proof) == low, seed
                assert known is None or dissolved(alone, few, known[1]) == known[0], seed
                assert low <= apart - together, seed
                assert known is None or apart - together <= known[0], seed


def test_the_norms_take_the_best_disjoint_tenders() -> None:
    problem = combining_problem(1)
    narrow, wide = sides(problem)
    combined = [t for t, tender in enumerate(problem.tenders) if tender.combined]
    single = {
        t.projects[0]: t.procurement + t.mobilisation
        for t in problem.tenders
        if len(t.projects) == 1 and not t.combined
    }
    best = 0
    for size in range(1, len(combined) + 1):
        for some in combinations(combined, size):
            bought = [q for t in some for q in problem.tenders[t].projects]
            if len(set(bought)) == len(bought):
                cost = sum(problem.tenders[t].procurement + problem.tenders[t].mobilisation for t in some)
                best = max(best, sum(single[q] for q in bought) - cost)
    assert PartsOfList(narrow, wide).procedures(combined) == best
