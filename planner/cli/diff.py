"""``wijkplan diff``: what differs between two plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import (
    JSON,
    LANGUAGE,
    QUESTION_IDS,
    QUIET,
    WrongUsage,
    console,
    question_option,
    read,
    show_sheet,
    to_folder,
    variant_option,
    write_to,
)

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.rounds.difference import Difference
    from wijkplan.planner.rounds.plan_side import Side
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan diff out out-gate
  wijkplan diff out plan.json --programme instances/pilot --audience employer:netploeg --to published --language nl""",
)
@click.argument("before", metavar="A", type=click.Path(path_type=Path, exists=True))
@click.argument("after", metavar="B", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--programme",
    multiple=True,
    type=click.Path(path_type=Path),
    help="The programme of both, where it is not known; may be repeated.",
)
@variant_option("Which plan of a folder.")
@question_option(QUESTION_IDS, "Which plan of a folder.")
@click.option(
    "--audience",
    "reader",
    metavar="WHO",
    help="employer:ID or client:ID: only what is its own.  [default: everything]",
)
@to_folder("Write it there: JSON, a workbook and a page.")
@LANGUAGE
@JSON
@QUIET
def diff(
    before: Path,
    after: Path,
    programme: tuple[Path, ...],
    variant: str,
    question: str,
    reader: str | None,
    target: Path | None,
    language: Language,
    as_json: bool,
    quiet: bool,
) -> None:
    """Show which works, people, tenders, openings and euros per client differ between plan A and plan B.

    A and B are plan files or folders that wijkplan compare wrote. What is shown is for the neutral party, unless
    --audience narrows it down to what one employer or client may see."""
    from wijkplan.planner.folder.stored_comparison import Stale
    from wijkplan.planner.rounds.difference import difference
    from wijkplan.planner.rounds.plan_side import NoSuchPlan, side

    known: dict[tuple[Path, ...], Compiled] = {}

    def reading(paths: Sequence[Path]) -> Compiled:
        key = tuple(paths)
        if key not in known:
            known[key] = read(key, language)[1]
        return known[key]

    try:
        sides = [side(path, programme, variant, question, reading) for path in (before, after)]
    except (NoSuchPlan, Stale) as error:
        raise WrongUsage(message_of(error)) from error
    euros = None if sides[0].euros is None or sides[1].euros is None else (sides[0].euros, sides[1].euros)
    found = difference(sides[0].values, sides[1].values, euros)
    if reader is not None:
        found = _narrowed(found, sides, reader)
    if target is not None:
        write_to(target, _files(found, sides[1], reader, language))
    if as_json:
        click.echo(found.model_dump_json(indent=1))
    elif not quiet:
        _show(found, sides[1], language)


def _narrowed(found: Difference, sides: list[Side], reader: str) -> Difference:
    from wijkplan.planner.rounds.difference import narrowed
    from wijkplan.planner.rounds.plan_side import own_part
    from wijkplan.planner.share.audience import UnknownAudience

    try:
        parts = [own_part(one, reader) for one in sides]
    except UnknownAudience as error:
        raise WrongUsage(message_of(error)) from error
    works = parts[0].works | parts[1].works
    return narrowed(found, works.__contains__, parts[0].tenders | parts[1].tenders, parts[1].client)


def _show(found: Difference, side: Side, language: Language) -> None:
    from wijkplan.planner.rounds.difference_sheets import counted, sheets
    from wijkplan.planner.text import translated

    out = console(stderr=False)
    out.print(translated(counted(found), language), markup=False, soft_wrap=True)
    for sheet in sheets(found, side.week_label, side.names, language):
        if not sheet.rows:
            continue
        show_sheet(out, sheet, language)
    if found.not_compared and not found.empty:
        out.print(translated(sheets(found, side.week_label, side.names, language)[4].note, language), markup=False)


def _files(found: Difference, side: Side, reader: str | None, language: Language) -> dict[str, bytes]:
    from datetime import UTC, datetime

    from wijkplan.planner.rounds.difference_sheets import counted, sheets
    from wijkplan.planner.share.party_page import tables_page
    from wijkplan.planner.share.xlsx_writer import workbook

    listed = sheets(found, side.week_label, side.names, language)
    name = "difference" if reader is None else f"difference-{reader.replace(':', '-')}"
    page = tables_page(say("What differs between two plans"), counted(found), listed, language)
    return {
        f"{name}.json": (found.model_dump_json(indent=1) + "\n").encode(),
        f"{name}.xlsx": workbook(listed, language, datetime.now(UTC).replace(tzinfo=None)),
        f"{name}.html": page.encode(),
    }
