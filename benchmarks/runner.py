"""Runs: one case, one solver, one seed; judged by the checker, and written as one record whatever happens."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from wijkplan.benchmarks.generate.networks import network
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.outcome import Outcome, Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.text import message_of, say

from . import schedules
from .best import PUBLIC, fingerprint, known, stored
from .cases import Case, Unavailable
from .library import build
from .machine import machine, peak_mib, versions
from .records import Run
from .registry import load
from .solvers import SOLVERS, NotForThis, NotInstalled

WARM = Case("tiny", "bundled", "street-opened-once")


@dataclass(frozen=True, slots=True)
class Job:
    """One run that is asked for."""

    case: Case
    solver: str
    settings: Settings
    library: Path | None = None

    def record(self) -> Run:
        """The fields of its record that say what was asked."""
        case, s = self.case, self.settings
        return {
            "problem": case.problem,
            "set": case.set,
            "instance": case.instance,
            "best_known": case.best_known,
            "solver": self.solver,
            "seed": s.seed,
            "workers": s.workers,
            "time_limit": s.seconds if s.work is None else None,
            "work": s.work,
        }


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run that could not be made, and why; it leaves no record. ``usual``: the solver is not meant for such a
    case."""

    job: Job
    reason: str
    usual: bool


def run_all(jobs: Sequence[Job], parallel: int = 1, apart: bool = False) -> Iterator[tuple[Job, Run | Skipped]]:
    """Run jobs, ``parallel`` at a time, and yield each when it is done. ``apart``: each in a process of its own."""
    if parallel == 1 and not apart:
        for job in jobs:
            yield job, run(job)
        return
    # Spawned, because forked copies of a process with OR-Tools' and numba's threads can hang.
    with ProcessPoolExecutor(
        parallel, mp_context=get_context("spawn"), max_tasks_per_child=1 if apart else None
    ) as pool:
        futures = {pool.submit(run, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future.result()


def run(job: Job) -> Run | Skipped:
    """Make the problem, solve it, judge the plan. An error of a solver is a record too, so that it is counted."""
    began = time.perf_counter()
    peer = SOLVERS[job.solver]
    try:
        solve = peer.load()
        loaded = load(job.case, job.library)
    except (Unavailable, NotInstalled) as error:
        return Skipped(job, message_of(error), usual=False)
    if job.settings.work is not None and not peer.works:
        return Skipped(job, say("{solver} knows no amount of work, only seconds", solver=job.solver), usual=True)
    own = job.case.problem not in PUBLIC
    record = job.record()
    record |= {
        "activities": len(loaded.problem.activities),
        "weeks": loaded.problem.horizon,
        "load_seconds": _seconds(began),
    }
    record["fingerprint"] = fingerprint(loaded.problem) if own else None
    record["best_known"] = known(job.case, record["fingerprint"], stored())
    try:
        _warm(job.solver, loaded.problem.priced != {"delay"})
        gc.freeze()  # as the command line does once the input is read
        began = time.perf_counter()
        outcome = solve(loaded.problem, job.settings, loaded.start)
    except NotForThis as error:
        return Skipped(job, message_of(error), usual=True)
    except Exception as error:  # a solver's failure is a result
        record |= {
            "status": "error",
            "reason": f"{type(error).__name__}: {error}"[:500],
            "objective": None,
            "bound": None,
            "checked": False,
        }
    else:
        record |= judged(loaded.problem, outcome, record["best_known"])
        if outcome.plan is not None and schedules.better(record):
            record[schedules.FIELD] = schedules.rows(job.case, job.library, outcome.plan)
    record.setdefault("seconds", _seconds(began))
    return record | {
        "peak_mib": peak_mib(),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": versions(peer.packages),
        "machine": machine(),
    }


def judged(problem: Problem, outcome: Outcome, best_known: int | None) -> Run:
    """The fields that say what came out, with the checker's figures."""
    began = time.perf_counter()
    verdict = None if outcome.plan is None else judge(problem, outcome.plan)
    check_seconds = _seconds(began)
    claims = (outcome.bound, outcome.claim, outcome.objective if outcome.status == "optimal" else None)
    bound = max((x for x in claims if x is not None), default=None)
    fault = None
    if verdict is not None and verdict.violations:
        fault = f"the checker finds {len(verdict.violations)} violations, first: {verdict.violations[0]}"
    elif verdict is not None and verdict.objective != outcome.objective:
        fault = f"the solver counts {outcome.objective}, the checker {verdict.objective}"
    elif verdict is not None and bound is not None and bound > (verdict.objective or 0):
        fault = f"the bound {bound} is above the objective {verdict.objective}"
    proof, weak = _certificate(problem, outcome)
    fault = fault or weak
    objective = verdict.objective if verdict is not None and fault is None else None
    return {
        "objective": objective,
        "bound": bound if fault is None else None,
        "status": outcome.status if fault is None else "refused",
        "seconds": round(outcome.seconds, 3),
        "gap_percent": None
        if objective is None or not best_known
        else round(100 * (objective - best_known) / best_known, 4),
        "decidable_gap_percent": _decidable_gap(objective, bound, 0 if verdict is None else verdict.fixed),
        "first_plan_seconds": None if outcome.first_plan_seconds is None else round(outcome.first_plan_seconds, 3),
        "checked": objective is not None,
        "bound_certified": (proof if outcome.bound == bound else False)
        if fault is None and proof is not None
        else None,
        "reason": fault or _doubt(bound, best_known) or (None if outcome.reason is None else str(outcome.reason)),
        "check_seconds": check_seconds,
        "trace": [[round(e.seconds, 3), e.objective, e.bound, e.source] for e in outcome.events],
    }


def _doubt(bound: int | None, best_known: int | None) -> str | None:
    """A bound above the best known value: a word of warning, because the fault may lie with either."""
    if bound is None or best_known is None or bound <= best_known:
        return None
    return f"the bound {bound} is above the best known value {best_known}: one of them is wrong"


def _decidable_gap(objective: int | None, bound: int | None, fixed: int) -> float | None:
    """Objective above bound, in percent of the part of the objective that decisions can change."""
    return (
        None if objective is None or bound is None else round(100 * (objective - bound) / max(1, objective - fixed), 4)
    )


def _certificate(problem: Problem, outcome: Outcome) -> tuple[bool | None, str | None]:
    """Whether the bound follows from its certificate (``None`` without one), and what is wrong where it does not."""
    if outcome.bound is None or outcome.certificate is None:
        return None, None
    try:
        follows = certified(problem, outcome.certificate)
    except ValueError as error:
        return False, f"the certificate of the bound does not hold: {error}"
    return (
        (True, None)
        if follows >= outcome.bound
        else (False, f"the bound is {outcome.bound}, its certificate gives {follows}")
    )


@cache
def _warm(solver: str, districts: bool) -> None:
    """Solve something small of the same kind first, so that compiling kernels and loading libraries is not counted in
    a process's first run.

    By an amount of work where the solver knows one: none of its kernels is left out then because the optimum is found
    early."""
    peer = SOLVERS[solver]
    shapes = () if districts else ((1, 1), (1, 3), (2, 1))
    problems = [build(network(projects, 8, modes, 1)) for projects, modes in shapes]
    for problem in problems or [load(WARM, None).problem]:
        peer.load()(problem, Settings(1.0, 1, 1, 10 if peer.works else None), None)


def _seconds(began: float) -> float:
    return round(time.perf_counter() - began, 3)
