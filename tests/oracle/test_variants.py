"""The whole comparison of tiny random programmes against brute force: every variant, all questions, every interval and
every word, and a forced combination where there is one to force.

``WIJKPLAN_ORACLE_SEEDS`` says how many programmes, 100 where it says nothing: ``WIJKPLAN_ORACLE_SEEDS=1000 pytest
tests/oracle/test_variants.py``."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache

import pytest

from tests.support.chunks import chunks
from tests.support.oracle import brute_force
from tests.support.random_problem import random_problem
from wijkplan.models.improve import repair
from wijkplan.models.outcome import Event, Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.experiment.compare import Compared, Run, compare
from wijkplan.planner.experiment.comparison_types import Dissolution, Forced
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.forced_groups import difference
from wijkplan.planner.experiment.race_loop import Goal, race
from wijkplan.planner.experiment.savings import NEGLIGIBLE_PERMILLE, Dissolved, Moved, savings
from wijkplan.planner.plan.variants import BASELINE, QUESTIONS, SOLVED, STORED, VARIANTS, Question, without_partners

SEEDS = int(os.environ.get("WIJKPLAN_ORACLE_SEEDS", "100"))
CHUNK = 25
SAYING = 50  # first seeds, of which is also counted what they say
WORK = 200
REPAIR_ROUNDS = 1_000


class Unwatched:
    """Nobody looks on."""

    def begin(self, question: str, variant: str) -> None:
        """Nothing to do."""

    def event(self, event: Event) -> None:
        """Nothing to do."""

    def done(self, run: Run) -> None:
        """Nothing to do."""


@pytest.fixture(autouse=True)
def short_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four activities need no 40,000 rounds."""
    monkeypatch.setattr(repair, "ROUNDS", REPAIR_ROUNDS)


def compared(seed: int) -> Compared:
    """The comparison of the problem of a seed; every plan and bound in it was judged on the way (else it raises). Of
    every fourth problem combined tenders are dearer than they would be."""
    problem = random_problem(seed)
    if seed % 4 == 3:
        problem = replace(
            problem,
            tenders=tuple(replace(t, procurement=3 * t.procurement + 5) if t.combined else t for t in problem.tenders),
        )
    return compare(
        problem,
        willing(problem),
        real_engine(),
        Settings(seed=1, work=WORK),
        Unwatched(),
        lambda: False,
        groups(problem),
    )


def willing(problem: Problem) -> list[int]:
    """Weeks that each sender is willing to move its work: few of some, more than there are of others."""
    return [(2, 5, problem.horizon)[i % 3] for i in range(len(problem.activities))]


def groups(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """The first combination that could be forced."""
    return tuple(tender.projects for tender in problem.tenders if tender.combined)[:1]


@cache
def least(problem: Problem) -> int | None:
    """Brute-force optimum."""
    return brute_force(problem)[0]


def faults(found: Compared) -> list[str]:
    """What brute force contradicts in a comparison."""
    rows = [f"{run.question} {run.variant}: {text}" for run in found.all_runs if (text := run_fault(run))]
    for question in QUESTIONS:
        runs = {run.variant: run for run in found.runs if run.question == question}
        rows += [
            f"{question} {text}"
            for text in saving_faults(question, runs, moved(found, question), dissolved(found, question))
        ]
        rows += [f"{question} {text}" for text in order_faults(runs)]
    for question in dict.fromkeys(run.question for run in found.sooner):
        rows += [
            f"{question} {text}"
            for text in order_faults({run.variant: run for run in found.sooner if run.question == question})
        ]
    rows += [f"{one.question} forced: {text}" for one in found.forced for text in forced_faults(one)]
    rows += [f"{d.question} {text}" for d in found.dissolutions if (text := dissolution_fault(found, d))]
    return rows


def moved(found: Compared, question: str) -> list[Moved]:
    """The transfers of a question."""
    return [Moved(t.source, t.to, t.euros) for t in found.transfers if t.question == question]


def dissolved(found: Compared, question: str) -> list[Dissolved]:
    """The dissolutions of a question that partner crews are counted in."""
    return [
        Dissolved(d.source, d.to, d.euros) for d in found.dissolutions if d.question == question and d.partner_crews
    ]


def dissolution_fault(found: Compared, known: Dissolution) -> str | None:
    """What is wrong with what combining saves at most, with partner crews or without."""
    wide = found.run(known.question, known.to).problem
    separate = least(found.run(known.question, known.source).problem)
    together = least(wide if known.partner_crews else without_partners(wide))
    if together is None or (separate is not None and separate - together <= known.euros):
        return None
    return f"{known.source} costs {separate}, {known.to} {together}: more than {known.euros} apart"


def run_fault(run: Run) -> str | None:
    """What is wrong with the plan, bound or status of one run."""
    best = least(run.problem)
    if run.cost is None:
        return None if run.reason else "no plan, and no reason"
    if best is None:
        return f"a plan of {run.cost}, but there is none"
    if run.status == "infeasible":
        return f"infeasible, but there is a plan of {best}"
    if run.cost < best:
        return f"a plan of {run.cost} below the optimum of {best}"
    if run.status == "optimal" and run.cost != best:
        return f"called optimal at {run.cost}, the optimum is {best}"
    if run.bound is not None and run.bound > best:
        return f"a bound of {run.bound} above the optimum of {best}"
    return None if run.bound is None or run.certified else "a bound without a certificate"


def truth(run: Run) -> int | None:
    """What the variant costs: the stored plan is a fact, of the others the optimum counts."""
    return run.cost if run.status == "stored" else least(run.problem)


def saving_faults(question: Question, runs: dict[str, Run], moves: list[Moved], apart: list[Dissolved]) -> list[str]:
    """Intervals that do not contain the true saving, and words that it contradicts."""
    rows = []
    for saving in savings(question, {name: run.figure for name, run in runs.items()}, moves, apart):
        a, b = truth(runs[saving.source]), truth(runs[saving.to])
        if a is None or b is None:  # a variant without any plan costs more than anything
            if saving.high is not None or saving.word == "negligible" or (b is None and saving.low > 0):
                rows.append(f"{saving} between plans that do not exist")
            continue
        true, decidable = a - b, runs[saving.source].figure.decidable
        small = true == 0 or (decidable is not None and 1000 * true < NEGLIGIBLE_PERMILLE * decidable)
        fits = {
            "proven": true > 0 and saving.low > 0,
            "indicated": saving.low > 0,
            "negligible": small and saving.low <= 0,
            "undecided": saving.low <= 0,
            "proven dearer": true < 0 and saving.high is not None and saving.high < 0,
        }
        if not saving.low <= true or (saving.high is not None and true > saving.high) or not fits[saving.word]:
            rows.append(f"{saving}, the true saving is {true}")
    return rows


def forced_faults(one: Forced) -> list[str]:
    """Bounds, plans, swaps, interval and word of a forced combination that brute force contradicts."""
    rows = [text for run in (one.together, one.apart) if (text := run_fault(run))]
    best, separate = least(one.together.problem), least(one.apart.problem)
    if best is None or separate is None:
        return rows
    true, (first, second) = separate - best, (None if swap is None else swap.euros for swap in one.swaps)
    found = difference(one.together.figure, one.apart.figure, (first, second))
    decidable = one.apart.figure.decidable or 0
    fits = {
        "proven cheaper": true > 0,
        "proven dearer": true < 0,
        "negligible": true == 0 or 1000 * abs(true) < NEGLIGIBLE_PERMILLE * decidable,
        "undecided": True,
    }
    if (first is not None and first > true) or (second is not None and second > -true):
        rows.append(f"swaps {first} and {second}")
    if (
        (found.low is not None and found.low > true)
        or (found.high is not None and found.high < true)
        or not fits[found.word]
    ):
        rows.append(f"{found}")
    return [f"{row}, the true difference is {true}" for row in rows]


def order_faults(runs: dict[str, Run]) -> list[str]:
    """Wider variants that are dearer than narrower ones, in their plans or in truth."""
    rows = []
    for variant in (*STORED, *SOLVED):
        for name in variant.contained_in:
            narrow, wide = runs[variant.id], runs[name]
            if narrow.status == "stored" and (not narrow.holds or wide.status == "stored"):
                continue  # a fact, which need not deliver what is asked
            pairs = [(narrow.cost, wide.cost)]
            if narrow.status != "stored":
                pairs.append((least(narrow.problem), least(wide.problem)))
            rows += [f"{name} costs {b}, {variant.id} {a}" for a, b in pairs if a is not None and (b is None or b > a)]
            if not variant.allowed.within(VARIANTS[name].allowed):
                rows.append(f"{variant.id} is not within {name}")
    return rows


@pytest.mark.parametrize("first", [first for first in chunks(SEEDS, CHUNK, SEEDS) if first.values[0] >= SAYING])
def test_brute_force_confirms_the_comparison(first: int) -> None:
    assert {seed: rows for seed in range(first, first + CHUNK) if (rows := faults(compared(seed)))} == {}
    least.cache_clear()


@pytest.mark.parametrize(
    "seed", [pytest.param(seed, marks=pytest.mark.slow if seed < 3 else pytest.mark.nightly) for seed in range(8)]
)
def test_brute_force_confirms_the_race(seed: int) -> None:
    problem = random_problem(seed)
    asked = Settings(seconds=6.0, seed=1)
    found = race(
        problem,
        willing(problem),
        real_engine(),
        asked,
        Unwatched(),
        lambda: False,
        groups(problem),
        goal=Goal(width=50),
    )
    assert faults(found) == []
    assert found.race is not None and found.race.seconds < 60
    least.cache_clear()


def test_brute_force_confirms_the_first_comparisons_and_they_say_something() -> None:
    """Of 50 programmes nearly all are solved to their optimum, most with proof; every word but ``indicated`` occurs
    (all bounds are certified)."""
    optima = proofs = total = sooner = asked = 0
    settled = 0.0
    words = set()
    for seed in range(SAYING):
        found = compared(seed)
        assert faults(found) == [], seed
        for question in QUESTIONS:
            runs = {run.variant: run for run in found.runs if run.question == question}
            figures = {name: run.figure for name, run in runs.items()}
            words |= {
                saving.word for saving in savings(question, figures, moved(found, question), dissolved(found, question))
            }
            if question == "equal_delivery" and runs[BASELINE].plan is None:
                continue  # nothing to be equal to
            solved = [run for variant in SOLVED if least((run := runs[variant.id]).problem) is not None]
            total += len(solved)
            optima += sum(run.cost == least(run.problem) for run in solved)
            proofs += sum(run.status == "optimal" for run in solved)
        waited = [run for run in found.sooner if run.status != "stored" and run.plan is not None]
        sooner += sum((run.cost or 0) < (found.run(run.question, BASELINE).cost or 0) for run in waited)
        settled += sum(run.cost == least(run.problem) for run in waited) / max(1, len(waited))
        asked += bool(waited)
    assert sooner > 16
    assert settled > 0.95 * asked
    assert total > 125
    assert optima > 0.95 * total
    assert proofs > 0.6 * total
    assert words >= {"proven", "negligible", "undecided"}
