"""``wijkplan tornado``: which assumptions would change what combining is worth."""

from __future__ import annotations

import json
from pathlib import Path

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    PATHS,
    QUIET,
    SEED,
    SPEAKS,
    TIME_LIMIT,
    WORK,
    Refused,
    WrongUsage,
    interruptible,
    read,
    spoken,
    tell,
)

POINTS = "points.jsonl"


@click.command(
    epilog="""\b
Examples:
  wijkplan tornado instances/pilot --work 200 --parallel 2 --out tornado
  wijkplan tornado instances/examples/one-street --only settings. --work 20 --out tornado""",
)
@PATHS
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("tornado"), show_default=True, help="Folder for the results."
)
@click.option(
    "--only",
    multiple=True,
    help="Only figures whose id begins with this, such as settings. or packages.sewer; may be repeated.",
)
@click.option(
    "--parallel",
    type=click.IntRange(1, 256),
    default=2,
    show_default=True,
    help="Comparisons at a time, each on one core.",
)
@TIME_LIMIT
@SEED
@WORK
@SPEAKS
@JSON
@QUIET
def tornado(
    programme: tuple[Path, ...],
    out: Path,
    only: tuple[str, ...],
    parallel: int,
    time_limit: float,
    seed: int,
    work: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Compare again with every assumption low and high; write points.jsonl and tornado.html.

    Ctrl-C finishes the comparisons that run; the same command goes on where it was.
    """
    with interruptible() as stop:
        from wijkplan.models.outcome import Settings
        from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_text
        from wijkplan.planner.sensitivity import (
            Foreign,
            Setup,
            fingerprint,
            known,
            of_programme,
            page,
            run_all,
            todo,
        )
        from wijkplan.planner.sensitivity.run_log import points

        merged, _ = read(programme, spoken())
        found = tuple(one for one in of_programme(merged) if not only or one.id.startswith(only))
        if not found:
            raise WrongUsage(say("no figure begins with {listed}", listed=", ".join(only)))
        setup = Setup(programme, Settings(time_limit, 1, seed, work))
        try:
            make_folder(out)
            records = known(out / POINTS, fingerprint(setup))
        except (CannotWrite, Foreign) as error:
            raise Refused(message_of(error)) from error
        asked = points(found)
        left = todo(asked, records)
        for i, record in enumerate(run_all(setup, left, out / POINTS, parallel, stop), 1):
            records.append(record)
            if not quiet and not as_json:
                point = {"i": i, "number": len(left), "lever": record.lever, "percent": record.percent}
                tell(
                    say("{i} of {number}: {lever} at {percent} %, refused", **point)
                    if record.refused
                    else say(
                        "{i} of {number}: {lever} at {percent} %, {seconds:.1f} s", **point, seconds=record.seconds
                    )
                )
        records = [record for record in records if record.point in set(asked)]
        try:
            write_text(
                out / "tornado.html",
                page(merged.name, records, found, {"seed": seed, "work": work, "time_limit": time_limit}),
            )
        except CannotWrite as error:
            raise Refused(message_of(error)) from error
    if as_json:
        click.echo(
            json.dumps(
                [record.model_dump(mode="json", by_alias=True) for record in records], indent=1, ensure_ascii=False
            )
        )
    elif not quiet:
        tell(
            say(
                "{number} of {asked} points; chart: {path}",
                number=len(records),
                asked=len(asked),
                path=out / "tornado.html",
            )
        )
