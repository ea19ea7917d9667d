"""What ``wijkplan bench run`` does: runs by suite, solver and seed, told line by line, and steps timed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.cli.shared import Refused, said, spoken
from wijkplan.planner.text import Text, message_of, say

if TYPE_CHECKING:
    from .cases import Case
    from .registry import Suite
    from .runner import Job

STATUS = {
    "optimal": say("optimal"),
    "feasible": say("feasible"),
    "infeasible": say("infeasible"),
    "unknown": say("unknown"),
    "error": say("error"),
    "refused": say("refused"),
}
"""What the statuses of runs are called."""


def listed_suite(only: Path | None, objective: str) -> Suite:
    """An unnamed suite of what a list says."""
    from wijkplan.benchmarks.families.public import listed

    from .registry import Suite

    def cases(library: Path | None) -> tuple[Case, ...]:
        del library
        assert only is not None  # either a suite or a list is given
        return listed(only, "delay" if objective == "delay" else "makespan")

    return Suite("list", "", cases)


def jobs_of(
    cases: tuple[Case, ...],
    suite: Suite,
    solvers: tuple[str, ...],
    seconds: float | None,
    work: int | None,
    workers: int,
    seeds: tuple[int, ...],
    library: Path | None,
) -> list[Job]:
    """Seed by seed, so that what is there after half the time is one whole seed."""
    from wijkplan.models.outcome import Settings

    from .runner import Job

    fixed = work if seconds is not None or work is not None else suite.work
    return [
        Job(case, solver, Settings(seconds or suite.seconds, workers, seed, fixed), library)
        for seed in dict.fromkeys(seeds)
        for case in dict.fromkeys(cases)
        for solver in dict.fromkeys(solvers)
    ]


def run_jobs(jobs: list[Job], parallel: int, apart: bool, out: Path, quiet: bool) -> None:
    """Run what the folder does not have yet, a line for each, and a table at the end."""
    from . import records, schedules
    from .runner import Skipped, run_all
    from .summary import HEADS, shown, summary

    there = records.done(records.read(out))
    todo = [job for job in jobs if records.key(job.record()) not in there]
    if len(todo) < len(jobs) and not quiet:
        click.echo(
            said(
                say("{there} of {all} runs are in {out} already.", there=len(jobs) - len(todo), all=len(jobs), out=out)
            ),
            err=True,
        )
    bad = 0
    try:
        for i, (job, result) in enumerate(run_all(todo, parallel, apart), start=1):
            if isinstance(result, Skipped):
                bad += not result.usual
                line = say("skipped: {reason}", reason=result.reason)
            else:
                schedules.store(out, result)
                records.append(out, result)
                bad += result["status"] in ("error", "refused")
                line = _line(result)
            if not quiet:
                where = say("{case} {solver} seed {seed}", case=job.case, solver=job.solver, seed=job.settings.seed)
                click.echo(f"[{i}/{len(todo)}] {said(where)}: {said(line)}", err=True)
    except KeyboardInterrupt as stopped:
        raise Refused(
            say("stopped; finished runs are in {out}, and the same command goes on with the rest", out=out)
        ) from stopped
    asked = {records.key(job.record()) for job in jobs}
    rows = summary(run for run in records.read(out) if records.key(run) in asked)
    if len(rows) and not quiet:
        click.echo(shown(rows, HEADS, {"seconds": 1}, spoken()))
    if bad:
        raise Refused(say("{bad} of {all} runs could not be made or do not hold", bad=bad, all=len(todo)))


def _line(run: dict[str, object]) -> Text:
    """A run in a line."""
    status, seconds = STATUS.get(str(run["status"]), run["status"]), run["seconds"]
    if run["objective"] is None:
        why = run["reason"] or say("no reason given")
        return say("{status}, {why}, {seconds} s", status=status, why=why, seconds=seconds)
    gap: Text | str = ""
    if run["gap_percent"] is not None:
        gap = say(" ({gap:+.2f} % of {best})", gap=run["gap_percent"], best=run["best_known"])
    return say(
        "{objective}{gap}, bound {bound}, {status}, {seconds} s",
        objective=run["objective"],
        gap=gap,
        bound=run["bound"],
        status=status,
        seconds=seconds,
    )


def run_micro(cases: tuple[Case, ...], seeds: tuple[int, ...], library: Path | None, out: Path, quiet: bool) -> None:
    """Time each step of the cases."""
    from . import records
    from .cases import Unavailable
    from .micro import MICRO, micro

    for seed in dict.fromkeys(seeds):
        try:
            rows = list(micro(cases, seed, library))
        except Unavailable as error:
            raise Refused(message_of(error)) from error
        for row in rows:
            records.append(out, row, MICRO)
            if not quiet:
                case = "/".join(row[name] for name in ("problem", "set", "instance"))
                times = (1000 * row["seconds"], row["relative"])
                shown = say("{ms:>9.2f} ms  {relative:>9.3f} x calibration", ms=times[0], relative=times[1])
                click.echo(f"{case} {row['step']:<9} {said(shown)}")
