"""A sub-solve: from a task and its part to an outcome, by nothing else than what these files say.

``python -m wijkplan.planner.cluster.sub_solve FOLDER ROUND KEY`` is what every back end starts, one process for each,
which a limit on memory or a signal can end without harm."""

from __future__ import annotations

import os
import platform
import resource
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.check.refused import Refused
from wijkplan.models.outcome import Settings
from wijkplan.models.parts.ascent import bounded
from wijkplan.models.parts.beside import beside
from wijkplan.models.parts.part import Part, joined, part, without
from wijkplan.models.parts.split import parts
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.solve import solve
from wijkplan.models.windows import NoWindow
from wijkplan.planner.folder.atomic_output import CannotWrite

from .task_files import OtherVersion, OutcomeFile, Shared, Task, plan_json, plan_of

DONE, FAILED, OTHER_VERSION, CANNOT_WRITE = 0, 1, 3, 4
"""How the process ends."""


def outcome_of(task: Task, of: Part, halved: bool = False) -> OutcomeFile:
    """The outcome of a task; the same for the same task, but for what it took."""
    began, cpu = time.perf_counter(), time.process_time()
    found = _bound(task, of.problem) if task.kind == "bound" else _plan(task, of.problem, halved)
    return found.model_copy(
        update={
            "seconds": round(time.perf_counter() - began, 3),
            "cpu_seconds": round(time.process_time() - cpu, 3),
            "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
    )


def _blank(task: Task) -> OutcomeFile:
    return OutcomeFile(
        key=task.key,
        status="no_bound" if task.kind == "bound" else "no_plan",
        seconds=0.0,
        cpu_seconds=0.0,
        peak_mib=0,
        host=platform.node(),
        seed=task.seed,
        work=task.work,
    )


def _bound(task: Task, problem: Problem) -> OutcomeFile:
    blank = _blank(task)
    try:
        found = bounded(problem, task.shared, task.common, task.work, task.certificate, task.others)
    except NoWindow as error:
        return blank.model_copy(update={"status": "infeasible", "reason": str(error.reason)})
    if found is None:
        return blank
    return blank.model_copy(
        update={
            "status": "done",
            "bound": found.value,
            "certificate": found.certificate,
            "use": {r: tuple(row) for r, row in found.use.items()},
            "asks": {r: tuple(row) for r, row in found.asks.items()},
            "ceilings": found.ceilings,
        }
    )


def _plan(task: Task, problem: Problem, halved: bool) -> OutcomeFile:
    blank = _blank(task)
    start = None if task.start is None else plan_of(task.start)
    plan, reason, status = _in_halves(task, problem, start) if halved else _whole(task, problem, start)
    if plan is None:
        return blank.model_copy(update={"status": status, "reason": reason, "halved": halved})
    verdict = judge(problem, plan)
    if verdict.violations:
        return blank.model_copy(update={"status": "no_plan", "reason": str(verdict.violations[0]), "halved": halved})
    return blank.model_copy(
        update={"status": "done", "plan": plan_json(plan), "cost": verdict.objective, "halved": halved}
    )


def _whole(task: Task, problem: Problem, start: Plan | None) -> tuple[Plan | None, str | None, str]:
    settings, held = Settings(seed=task.seed, work=task.work, focus="plan"), [] if start is None else [start]
    outcome = solve(problem, settings, held, bound=_steering(task, problem))
    status = "infeasible" if outcome.status == "infeasible" else "no_plan"
    return outcome.plan, None if outcome.reason is None else str(outcome.reason), status


def _steering(task: Task, problem: Problem) -> tuple[int, dict[str, Any]] | None:
    """The task's prices, by which a search puts scarce people where they are worth most, with what they prove of this
    problem: neighbours stand in it that the prices were not made for."""
    if task.certificate is None:
        return None
    try:
        return certified(problem, task.certificate), task.certificate
    except Refused:
        return None


def _in_halves(task: Task, problem: Problem, start: Plan | None) -> tuple[Plan | None, str | None, str]:
    """One half of the work after the other, each against what the other half has: takes half the memory.

    Work that is tied (a project, a street, a tender) stays together, so some parts have no halves."""
    # A region of its own for every district: what then still is one part is tied.
    apart = replace(
        problem,
        districts=tuple(replace(district, region=i) for i, district in enumerate(problem.districts)),
    )
    halves: tuple[list[int], list[int]] = ([], [])
    for group in parts(apart):
        min(halves, key=len).extend(group)
    if not halves[1]:
        return None, "memory does not suffice, and its work cannot be halved", "no_plan"
    plan = start or Plan(())
    for half in halves:
        of = beside(problem, part(problem, half), plan)
        held = [of.restricted(plan)] if start is not None else []
        outcome = solve(of.problem, Settings(seed=task.seed, work=max(1, task.work // 2)), held)
        if outcome.plan is None:
            return None, None if outcome.reason is None else str(outcome.reason), "no_plan"
        plan = joined([without(plan, of), of.placements(outcome.plan)])
    return plan, None, "done"


def _die_with_parent() -> None:
    """End when the process that started this one is gone: nobody would look at the memory any more."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(FAILED)

    threading.Thread(target=watch, daemon=True).start()


def main(arguments: list[str]) -> int:
    """The process; what went wrong is one line on stderr."""
    folder, round_, key, *rest = arguments
    _die_with_parent()
    shared = Shared(Path(folder))
    if shared.outcome(round_, key) is not None:
        return DONE
    try:
        task = shared.task(round_, key)
        made = outcome_of(task, shared.part(task.part), halved="--halved" in rest)
        whole = round(time.process_time(), 3)  # with what starting and reading took
        shared.put_outcome(round_, made.model_copy(update={"cpu_seconds": whole}))
    except OtherVersion as error:
        print(error, file=sys.stderr)
        return OTHER_VERSION
    except CannotWrite as error:
        print(error, file=sys.stderr)
        return CANNOT_WRITE
    except ValueError as error:
        print(f"{key[:12]}: {error}", file=sys.stderr)
        return FAILED
    return DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
