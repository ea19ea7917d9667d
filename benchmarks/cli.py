"""``wijkplan bench``: list cases, run suites or lists of instances, compare result folders.

The command line of the planner finds it by its entry point, because nothing below ``benchmarks`` imports it.
"""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.cli.shared import QUIET, SPEAKS, Refused, WrongUsage, said, spoken
from wijkplan.planner.text import message_of, say

from .compare_command import compare
from .confirm_command import confirm
from .options import LIBRARY, RESULTS
from .run_command import jobs_of, listed_suite, run_jobs, run_micro
from .schedules_command import schedules

SUITE_NAMES = ("smoke", "micro", "library", "held-out", "pilot", "planted", "growth")
SOLVER_NAMES = ("wijkplan", "pyjobshop", "cpsat", "pumpkin", "levelling")


@click.group(
    short_help="Measure the solver, beside other solvers.",
    epilog="""\b
Examples:
  wijkplan bench suites
  wijkplan bench run --help""",
)
def bench() -> None:
    """Measure the solver: on public instances and our own, beside other solvers."""


@bench.command(
    epilog="""\b
Examples:
  wijkplan bench suites"""
)
@SPEAKS
def suites() -> None:
    """List the suites."""
    from .registry import SUITES

    for suite in SUITES.values():
        click.echo(f"{suite.name:<8} {said(suite.about)}")


@bench.command(
    name="list",
    epilog="""\b
Examples:
  wijkplan bench list --suite smoke > smoke.csv""",
)
@click.option("--suite", "name", type=click.Choice(SUITE_NAMES), help="Only this suite.")
@LIBRARY
@SPEAKS
def list_cases(name: str | None, library: Path | None) -> None:
    """List the cases of a suite, or of all, as CSV that --only reads."""
    from .cases import Unavailable
    from .registry import SUITES

    click.echo("problem,set,instance,best_known,suite")
    for suite in [SUITES[name]] if name else SUITES.values():
        try:
            cases = suite.cases(library)
        except Unavailable as error:
            if name:
                raise Refused(message_of(error)) from error
            click.echo(f"{suite.name}: {said(message_of(error))}", err=True)
            continue
        for case in cases:
            known = "" if case.best_known is None else case.best_known
            click.echo(f"{case.problem},{case.set},{case.instance},{known},{suite.name}")


@bench.command(
    epilog="""\b
Examples:
  wijkplan bench run --suite smoke --seed 1 --out out-gate
  wijkplan bench run --only smoke.csv --solver wijkplan --seconds 10 --seed 1 --out runs"""
)
@click.option("--suite", "name", type=click.Choice(SUITE_NAMES), help="What to run: a suite ...")
@click.option(
    "--only",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="... or a CSV with problem, set, instance, best_known.",
)
@LIBRARY
@click.option(
    "--solver",
    "solvers",
    type=click.Choice(SOLVER_NAMES),
    multiple=True,
    default=("wijkplan",),
    show_default=True,
    help="Repeatable.",
)
@click.option(
    "--seconds", type=click.FloatRange(min=0, min_open=True), help="Wall time per run.  [default: the suite's, or 60]"
)
@click.option(
    "--work", type=click.IntRange(1), help="Rounds of improvement instead of seconds.  [default: the suite's]"
)
@click.option("--workers", type=click.IntRange(1, 256), help="Cores per run.  [default: the suite's, or 2]")
@click.option("--seed", "seeds", type=click.IntRange(0, 2**31 - 1), multiple=True, required=True, help="Repeatable.")
@click.option("--parallel", type=click.IntRange(1, 64), default=1, show_default=True, help="Runs at a time.")
@click.option(
    "--objective",
    type=click.Choice(("makespan", "delay")),
    default="makespan",
    show_default=True,
    help="Of the instances in --only.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder of results; what is there is not run again.",
)
@QUIET
@SPEAKS
def run(
    name: str | None,
    only: Path | None,
    library: Path | None,
    solvers: tuple[str, ...],
    seconds: float | None,
    work: int | None,
    workers: int | None,
    seeds: tuple[int, ...],
    parallel: int,
    objective: str,
    out: Path,
    quiet: bool,
) -> None:
    """Run a suite or a list of instances; every run adds a line to runs.jsonl in the folder of results.

    Exit code 1 where a case could not be made, a solver failed, or the checker refused what it said.
    """
    from .cases import Unavailable
    from .machine import cores
    from .registry import SUITES

    if (name is None) == (only is None):
        raise WrongUsage(say("name either --suite or --only; wijkplan bench suites lists the suites"))
    suite = SUITES[name] if name else listed_suite(only, objective)
    if seconds is not None and work is not None:
        raise WrongUsage(say("--seconds and --work exclude each other"))
    try:
        cases = suite.cases(library)
    except Unavailable as error:
        raise Refused(message_of(error)) from error
    if suite.timed:
        run_micro(cases, seeds, library, out, quiet)
        return
    workers = workers or suite.workers
    if workers * parallel > cores():
        click.echo(
            said(
                say(
                    "Warning: {workers} workers x {parallel} runs at a time on {cores} cores: times and bounds will be "
                    "worse than they need be.",
                    workers=workers,
                    parallel=parallel,
                    cores=cores(),
                )
            ),
            err=True,
        )
    jobs = jobs_of(cases, suite, solvers, seconds, work, workers, seeds, library)
    run_jobs(jobs, parallel, suite.apart, out, quiet)


@bench.command(
    epilog="""\b
Examples:
  wijkplan bench gate out-gate benchmarks/results/gate"""
)
@click.argument("now", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("before", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--factor", type=click.FloatRange(min=1), help="How many times as slow a step may be.  [default: 1.2]")
@SPEAKS
def gate(now: Path, before: Path, factor: float | None) -> None:
    """Whether results (of suites smoke and micro) are worse than stored ones: objective, bound, proof, speed. Exit
    code 1 if so."""
    from . import gate as gates
    from . import records
    from .micro import MICRO

    if not records.read(before) and not records.read(before, MICRO):
        raise WrongUsage(say("{before} has no results", before=before))
    found = [
        *gates.worse(records.read(now), records.read(before)),
        *gates.slower(records.read(now, MICRO), records.read(before, MICRO), factor or gates.FACTOR),
    ]
    for line in found:
        click.echo(said(line))
    if found:
        raise Refused(say("{number} things got worse", number=len(found)))


@bench.command(
    epilog="""\b
Examples:
  wijkplan bench best runs --into benchmarks/best.json"""
)
@RESULTS
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="File to write; what it holds already is kept where nothing is better. A new one starts from what comes with "
    "wijkplan.",
)
@SPEAKS
def best(results: Path, into: Path) -> None:
    """Take the best plans and bounds of our own instances in a folder of results into a file such as
    benchmarks/best.json."""
    from . import best as bests
    from . import records

    kept = bests.stored(into) if into.exists() else bests.stored()
    merged = bests.merged(kept, records.read(results))
    bests.write(merged, into)
    click.echo(
        said(
            say(
                "{changed} of {all} entries changed.",
                changed=sum(merged[name] != kept.get(name) for name in merged),
                all=len(merged),
            )
        )
    )


@bench.command(
    epilog="""\b
Examples:
  wijkplan bench published runs --library library
  wijkplan bench published --library library --seed 1 --out published"""
)
@click.argument("results", nargs=-1, type=click.Path(path_type=Path, exists=True, file_okay=False))
@LIBRARY
@click.option(
    "--seed",
    "seeds",
    type=click.IntRange(0),
    multiple=True,
    default=(1,),
    help="Seed of the runs to set beside them, with --out. Repeatable.",
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write them as a folder of results.")
@SPEAKS
def published(results: tuple[Path, ...], library: Path | None, seeds: tuple[int, ...], out: Path | None) -> None:
    """What is published of the public instances, from the library's best_known.csv: RESULTS beside it as a table,
    or with --out a folder of results for bench compare."""
    from wijkplan.benchmarks.families.public import listed, need

    from . import records
    from .cases import Unavailable
    from .confirm import answers
    from .headline import markdown, table
    from .published import published as rivals
    from .summary import latest

    if not results and out is None:
        raise WrongUsage(say("name folders of results for a table, or --out for a folder"))
    try:
        path = need(library) / "best_known.csv"
        ours = latest(run for folder in results for run in records.read(folder) if run["solver"] == "wijkplan")
        if results:
            asked = {key: said for folder in results for key, said in answers(folder).items()}
            click.echo(markdown(table(ours, list(rivals(path, 1)), listed(path), asked), spoken()))
        if out is not None:
            there = records.done(records.read(out))
            for run in (run for seed in dict.fromkeys(seeds) for run in rivals(path, seed)):
                if records.key(run) not in there:
                    records.append(out, run)
    except Unavailable as error:
        raise Refused(message_of(error)) from error


bench.add_command(compare)
bench.add_command(confirm, "confirm")
bench.add_command(schedules, "schedules")
