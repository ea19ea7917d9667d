"""``wijkplan region``: plan a programme in parts, on one machine or many."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wijkplan.planner.text import grouped, message_of, say, translated

from .shared import JSON, LANGUAGE, PATHS, QUIET, SEED, WORKERS, Refused, WrongUsage, console, interruptible, read

if TYPE_CHECKING:
    from wijkplan.planner.cluster.backend import Backend
    from wijkplan.planner.cluster.record import RegionRecord
    from wijkplan.planner.text import Language, Text

SOLVED_IDS = ("aligned", "shared", "combined", "bundled")
FOLDER = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))


def _count(name: str, default: int, help: str, least: int = 1, most: int | None = None) -> Callable[[Any], Any]:
    """An option that is a number of something."""
    return click.option(name, type=click.IntRange(least, most), default=default, show_default=True, help=help)


@click.group(
    epilog="""\b
Examples:
  wijkplan region plan instances/pilot parts --workers 2
  wijkplan region verify instances/pilot parts""",
)
def region() -> None:
    """Plan a programme that is too large for one search, in parts that share people.

    Parts are what shares nothing, and of that as much as one search does well. FOLDER holds all that travels between
    processes; started again with the same programme and options, it goes on where it was ended. It holds every
    employer's figures: keep it within the neutral party."""


@region.command(
    "plan",
    short_help="Plan in parts with a certified bound.",
    epilog="""\b
Examples:
  wijkplan region plan instances/pilot parts --workers 2
  wijkplan region plan submissions/ /shared/parts --backend dask --scheduler tcp://10.0.0.5:8786 --memory 3000""",
)
@PATHS
@FOLDER
@click.option(
    "--variant", type=click.Choice(SOLVED_IDS), default="bundled", show_default=True, help="What may be used."
)
@click.option(
    "--backend",
    type=click.Choice(("local", "dask", "slurm")),
    default="local",
    show_default=True,
    help="Processes of this machine, a Dask cluster, or SLURM job arrays.",
)
@WORKERS
@click.option("--scheduler", metavar="ADDRESS", help="Of Dask, such as tcp://host:8786.  [default: a cluster here]")
@click.option("--sbatch", multiple=True, metavar="OPTION", help="More options of sbatch, such as --account=x.")
@click.option("--detach", is_flag=True, help="With slurm: submit and end; each round submits the next one.")
@click.option(
    "--memory", type=click.IntRange(1), metavar="MIB", help="Most memory of one sub-solve.  [default: no limit]"
)
@_count("--price-rounds", 3, "Rounds of prices.", most=999)
@_count("--steps", 200, "Steps per part and round of prices.")
@_count("--whole-steps", 300, "Steps of prices per component as one; 0: none.", least=0)
@_count("--plan-rounds", 2, "Rounds of plans.", most=999)
@_count("--work", 10, "Iterations per activity of a part and plan.")
@_count("--whole-work", 100, "Iterations per activity of a component as one; 0: none.", least=0)
@click.option(
    "--largest",
    type=click.IntRange(1),
    default=400,
    show_default=True,
    metavar="WORKS",
    help="Activities that a part has at most, unless they are tied.",
)
@click.option(
    "--deadline",
    type=click.FloatRange(min=1),
    metavar="SECONDS",
    help="Of one round; what is missing keeps its last bound.",
)
@SEED
@LANGUAGE
@JSON
@QUIET
def plan(
    programme: tuple[Path, ...],
    folder: Path,
    variant: str,
    backend: str,
    workers: int,
    scheduler: str | None,
    sbatch: tuple[str, ...],
    detach: bool,
    memory: int | None,
    price_rounds: int,
    steps: int,
    whole_steps: int,
    plan_rounds: int,
    work: int,
    whole_work: int,
    largest: int,
    deadline: float | None,
    seed: int,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Plan PROGRAMME in parts, question all-in, with a lower bound that the checker certifies.

    Writes region.json, the plan and the certificate of the whole into FOLDER. Exit code 1 where there is no plan."""
    from wijkplan.planner.cluster.backend import Detached
    from wijkplan.planner.cluster.driver_lock import OtherDriver, only_driver
    from wijkplan.planner.cluster.region import plan_region
    from wijkplan.planner.cluster.session import Wishes
    from wijkplan.planner.folder.atomic_output import CannotWrite

    if scheduler is not None and backend != "dask":
        raise WrongUsage(say("--scheduler goes with --backend dask"))
    if (sbatch or detach) and backend != "slurm":
        raise WrongUsage(say("--sbatch and --detach go with --backend slurm"))
    _, compiled = read(programme, language)
    wishes = Wishes(seed, price_rounds, steps, whole_steps, plan_rounds, work, whole_work, largest, memory, deadline)
    out = console()

    def tell(line: str) -> None:
        if not (quiet or as_json):
            out.print(translated(line, language), markup=False, soft_wrap=True)

    try:
        with only_driver(folder), interruptible() as stop:
            chosen = _backend(backend, workers, scheduler, sbatch, detach)
            record = plan_region(compiled, variant, folder.absolute(), chosen, wishes, tell, stop)
    except Detached as submitted:
        there = say(
            "{submitted}; region.json appears in {folder} when all is done",
            submitted=message_of(submitted),
            folder=folder,
        )
        click.echo(translated(there, language), err=True)
        return
    except (OtherDriver, CannotWrite, ValueError) as error:
        raise Refused(message_of(error)) from error
    _show(record, language, as_json, quiet)
    if record.status == "no_plan":
        raise click.exceptions.Exit(1)


def _backend(name: str, workers: int, scheduler: str | None, sbatch: tuple[str, ...], detach: bool) -> Backend:
    if name == "dask":
        from wijkplan.planner.cluster.dask_backend import DaskWorkers

        return DaskWorkers(scheduler, workers)
    if name == "slurm":
        from wijkplan.planner.cluster.slurm_backend import SlurmArrays

        return SlurmArrays(sbatch, [sys.executable, "-m", "wijkplan.planner.cli", *sys.argv[1:]] if detach else None)
    from wijkplan.planner.cluster.backend import LocalProcesses

    return LocalProcesses(workers)


def _show(record: RegionRecord, language: Language, as_json: bool, quiet: bool) -> None:
    if as_json:
        click.echo(record.model_dump_json(indent=1))
        return
    if quiet:
        return
    cost = say("no plan") if record.cost is None else say("{amount} euros", amount=grouped(record.cost))
    bound = say("no bound") if record.bound is None else say("at least {bound} certified", bound=grouped(record.bound))
    gap: Text | str = ""
    if record.gap is not None:
        gap = say(", gap {gap:.1f} %", gap=100 * record.gap)
    if record.decidable_gap is not None:
        gap = say("{gap} ({share:.1f} % of decidable cost)", gap=gap, share=100 * record.decidable_gap)
    summary = say(
        "{n} parts: {cost}, {bound}{gap}; {seconds:.0f} processor seconds, at most {peak} MiB each",
        n=len(record.parts),
        cost=cost,
        bound=bound,
        gap=gap,
        seconds=record.cpu_seconds,
        peak=max([record.whole_peak_mib, *(one.peak_mib for one in record.parts)]),
    )
    click.echo(translated(summary, language))


@region.command(
    "verify",
    short_help="Derive the whole again from its parts.",
    epilog="""\b
Examples:
  wijkplan region verify instances/pilot parts
  wijkplan region verify submissions/ /shared/parts --json""",
)
@PATHS
@FOLDER
@LANGUAGE
@JSON
@QUIET
def verify(programme: tuple[Path, ...], folder: Path, language: Language, as_json: bool, quiet: bool) -> None:
    """Derive what FOLDER states of PROGRAMME: each part, the bound of each part and their sum, the bound from one
    certificate of the whole, and the plan. Nothing is solved. Exit code 1 where a figure differs."""
    from wijkplan.planner.cluster.region import NotARegion, derive_again
    from wijkplan.planner.folder.atomic_output import CannotWrite

    _, compiled = read(programme, language)
    try:
        rows = derive_again(compiled, folder)
    except (NotARegion, CannotWrite) as error:
        raise Refused(message_of(error)) from error
    wrong = [row for row in rows if not row.equal]
    if as_json:
        value = {
            "agrees": not wrong,
            "checked": [{"what": r.what, "stated": r.stated, "derived": r.derived, "agrees": r.equal} for r in rows],
        }
        click.echo(json.dumps(value, indent=1))
    else:
        for row in wrong:
            differs = say(
                "{what}: {folder} states {stated}, and it comes to {derived}",
                what=row.what,
                folder=folder,
                stated=row.stated,
                derived=row.derived,
            )
            click.echo(translated(differs, language))
        if not quiet:
            count = say("{right} of {all} figures are as stated.", right=len(rows) - len(wrong), all=len(rows))
            click.echo(translated(count, language))
    if wrong:
        raise click.exceptions.Exit(1)
