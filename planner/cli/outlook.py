"""``wijkplan outlook``: which districts in which year, with the people there are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import Language, Text, grouped, message_of, say, translated

from .shared import JSON, LANGUAGE, QUIET, Refused, WrongUsage

if TYPE_CHECKING:
    from wijkplan.planner.outlook.record import Outlook


@click.command(
    epilog="""\b
Examples:
  wijkplan outlook Groningen
  wijkplan outlook country --out outlook --growth 15 --goal-from 2040""",
)
@click.argument("region", metavar="REGION|country")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("outlook"),
    show_default=True,
    help="Folder for the page and the tables.",
)
@click.option("--from", "first", type=click.IntRange(2026, 2060), default=2027, show_default=True, help="First year.")
@click.option("--years", type=click.IntRange(5, 60), default=24, show_default=True, help="How many years.")
@click.option(
    "--growth", type=click.FloatRange(0, 100), help="Percent more skilled people a year.  [default: as in the data]"
)
@click.option("--goal-from", type=int, default=2035, show_default=True, help="Year from which the goal is wanted.")
@LANGUAGE
@JSON
@QUIET
def outlook(
    region: str,
    out: Path,
    first: int,
    years: int,
    growth: float | None,
    goal_from: int,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Show which districts can be gas-free in which year with the skilled people there are, and with those who are
    trained: a page in Dutch and English with a map, tables, and build-out rates for energy-system models.

    REGION is a labour-market region by name or code, or country. It uses public figures and norms only: no submission
    is read, and nothing in it is secret. What no plan can beat is marked proven, and re-derived here before it is
    written."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_text
    from wijkplan.planner.outlook.check import recheck
    from wijkplan.planner.outlook.make import UnknownRegion, Wanted
    from wijkplan.planner.outlook.make import outlook as make
    from wijkplan.planner.outlook.page import page
    from wijkplan.planner.outlook.tables import tables

    if not first <= goal_from < first + years:
        raise WrongUsage(
            say(
                "--goal-from {year} is not one of the years {first} to {last}",
                year=goal_from,
                first=first,
                last=first + years - 1,
            )
        )
    try:
        made = make(Wanted(region, first, years, growth, goal_from))
    except UnknownRegion as error:
        raise WrongUsage(message_of(error)) from error
    recheck(made)
    try:
        make_folder(out, private=False)
        for name, text in tables(made).items():
            write_text(out / name, text, private=False)
        write_text(out / "outlook.json", made.model_dump_json(indent=1) + "\n", private=False)
        write_text(out / "outlook.html", page(made), private=False)
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if as_json:
        click.echo(made.model_dump_json(indent=1))
    elif not quiet:
        click.echo(translated(_headline(made, out / "outlook.html"), language))


def _headline(made: Outlook, page: Path) -> Text:
    """What was found, in a sentence or three."""
    total = [row for row in made.by_year if row.region == made.what]
    now = next(row for row in total if row.scenario == "there")
    then = [row for row in total if row.scenario == "trained"][-1]
    homes = say(
        "{name}: about {homes} homes in {year} with the people there are; {total} by {last} with {growth:g} % more a "
        "year, at most {most} (proven).",
        name=say("The Netherlands") if made.what == "country" else made.name,
        homes=grouped(now.homes),
        year=now.year,
        total=grouped(then.total),
        last=then.year,
        growth=made.growth_percent,
        most=grouped(then.total_at_most),
    )
    if made.goal_not_before is None:
        goal = say("{goal} a year is not reached in these years (proven).", goal=grouped(made.goal))
    else:
        goal = say(
            "{goal} a year cannot be before {year} (proven).", goal=grouped(made.goal), year=made.goal_not_before
        )
    return say("{homes} {goal} Page: {page}", homes=homes, goal=goal, page=page)
