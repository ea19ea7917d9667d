"""What asking for newcomers costs the search: ``python -m wijkplan.benchmarks.newcomers PROGRAMME OUT``.

OUT is a folder that ``wijkplan compare`` made of that programme. Everything together is solved twice from its stored
baseline, for as long each: without newcomers, and with them free to start. Printed are cost, bound, gap and when the
first plan better than the baseline was there, and the two targets: the gap with them at most 2 points above that
without, the first plan at most 1.5 times later."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from wijkplan.models.outcome import Settings
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.comparison_types import Run, Silent
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.experiment.solve_variant import bound_of, solved
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.variants import BUNDLED, Question

POINTS, TIMES = 2.0, 1.5
"""The targets."""

QUESTIONS: dict[str, Question] = {
    "equal-delivery": "equal_delivery",
    "sooner": "sooner",
    "sooner-free": "sooner_free",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two solves; the gap in percent of what can be decided, ``first_better`` in seconds."""

    cost: int | None
    bound: int | None
    gap_percent: float | None
    first_better: float | None
    seconds: float
    newcomers: int


def side(run: Run, baseline: int) -> Side:
    """The figures of a solve that began from a plan of so many euros, or home-weeks."""
    better = (event.seconds for event in run.events if event.objective is not None and event.objective < baseline)
    return Side(
        run.cost,
        run.bound,
        None if run.gap is None else 100 * run.gap,
        next(better, None),
        run.seconds,
        0 if run.plan is None else sum(run.plan.intake),
    )


def faults(without: Side, beside: Side) -> list[str]:
    """The targets that are missed."""
    found = []
    if without.gap_percent is not None and (beside.gap_percent or 100.0) > without.gap_percent + POINTS:
        found.append(f"gap {beside.gap_percent} % with newcomers, {without.gap_percent:.2f} % without")
    if without.first_better is not None and (beside.first_better or 1e9) > TIMES * without.first_better:
        found.append(f"first plan after {beside.first_better} s with newcomers, {without.first_better:.1f} s without")
    return found


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("programme", type=click.Path(exists=True, path_type=Path))
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--question", type=click.Choice(list(QUESTIONS)), default="equal-delivery", show_default=True)
@click.option("--time-limit", default=60.0, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--handed-down", is_flag=True, help="With newcomers goes on from what without them found, as compare does."
)
def main(
    programme: Path, out: Path, question: str, time_limit: float, workers: int, seed: int, handed_down: bool
) -> None:
    """Everything together without newcomers and with them."""
    read, _ = load([programme])
    if read is None:
        raise click.ClickException("the programme has errors; run: wijkplan check")
    compiled, engine, asked = compile(read), real_engine(), QUESTIONS[question]
    folder = read_folder(out, compiled, [programme])
    alone, recruits = folder.asked(compiled)[asked], compiled.recruits
    baseline = folder.plans[asked, folder.comparison.baseline]
    if recruits is None:
        raise click.ClickException("the programme has no newcomers")
    cost = engine.judge(alone, baseline).objective
    assert cost is not None
    settings = Settings(time_limit, workers, seed)
    runs: list[Run] = []

    def run(problem: Problem, before: Run | None) -> Run:
        plans = [baseline] + ([before.plan] if before is not None and before.plan is not None else [])
        judged = sorted(((engine.judge(problem, plan), plan) for plan in plans), key=lambda one: one[0].objective or 0)
        bound = None if before is None else bound_of(engine, problem, before)
        return solved(asked, BUNDLED, problem, engine, settings, judged, Silent(), lambda: False, bound)

    for problem in (alone, recruits.into(alone)):
        runs.append(run(problem, runs[0] if runs and handed_down else None))
    sides = [side(one, cost) for one in runs]
    wrong = faults(*sides)
    told = {
        "question": asked,
        "baseline": cost,
        "without": asdict(sides[0]),
        "beside": asdict(sides[1]),
        "missed": wrong,
    }
    click.echo(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
