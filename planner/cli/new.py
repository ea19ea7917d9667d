"""``wijkplan new``: the folder of a new programme."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wijkplan.planner.text import message_of, say

from .shared import QUIET, Refused, WrongUsage, console, speak, tell

if TYPE_CHECKING:
    from wijkplan.planner.reference import District, Reference
    from wijkplan.planner.submission.schema import StreetRecord
    from wijkplan.planner.text import Language


@click.command(
    epilog="""\b
Examples:
  wijkplan new gouda --districts WK051302 --start 2027-01-04
  wijkplan new gouda --districts "Statensingel, Gouda" --streets streets.csv""",
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--districts",
    multiple=True,
    required=True,
    metavar="CODE|NAME",
    help="CBS codes with commas between them, or one name with its "
    'municipality such as "Statensingel, Gouda". May be repeated.',
)
@click.option(
    "--streets",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="CSV or GeoJSON of streets: street and homes, and where known shops and district. Without it streets are "
    "made up from CBS counts.",
)
@click.option("--name", help="What reports call it.  [default: the names of its districts]")
@click.option(
    "--start", type=click.DateTime(("%Y-%m-%d",)), help="Any day of its first week.  [default: first week of next year]"
)
@click.option("--weeks", type=click.IntRange(1, 520), help="Weeks that are planned.  [default: five years]")
@click.option(
    "--language",
    type=click.Choice(("nl", "en")),
    callback=speak,
    default="nl",
    show_default=True,
    help="Language of the workbooks and the page.",
)
@QUIET
def new(
    folder: Path,
    districts: tuple[str, ...],
    streets: Path | None,
    name: str | None,
    start: date | None,
    weeks: int | None,
    language: Language,
    quiet: bool,
) -> None:
    """Make FOLDER with all that a programme begins with: a workbook of the programme with its districts and streets,
    an empty workbook per sender with these to choose from, and a page that says what to do next."""
    from wijkplan.planner.folder.atomic_output import CannotWrite, write_bytes
    from wijkplan.planner.intake.new_programme import Wanted, contents
    from wijkplan.planner.reference import load
    from wijkplan.planner.reference.new_programme import beginning

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WrongUsage(say("{folder} exists and is not empty; name another folder", folder=folder))
    reference = load()
    chosen = _districts(districts, reference, language)
    first = date(start.year, start.month, start.day) if start is not None else date(date.today().year + 1, 1, 4)
    wanted = Wanted(
        name=name or ", ".join(dict.fromkeys(f"{d.name} ({d.municipality})" for d in chosen)),
        start=first - timedelta(days=first.weekday()),
        weeks=weeks or beginning().weeks,
        districts=chosen,
        streets=_streets(streets, chosen, reference, language) if streets is not None else (),
        language=language,
    )
    try:
        made = contents(wanted, reference)
        write_bytes({folder / path: content for path, content in made.items()}, private=False)
    except ValueError as problem:
        raise Refused(say("no programme can be made of this: {problem}", problem=message_of(problem))) from problem
    except CannotWrite as error:
        raise Refused(message_of(error)) from error
    if not quiet:
        page = next(path for path in made if path.endswith(".html"))
        counted = {"folder": folder, "districts": len(chosen), "templates": len(made) - 2}
        tell(
            say("New programme: {folder}, {districts} district, {templates} templates.", **counted)
            if len(chosen) == 1
            else say("New programme: {folder}, {districts} districts, {templates} templates.", **counted)
        )
        tell(say("Open {page}: it says what to do next.", page=folder / page))


def _districts(texts: tuple[str, ...], reference: Reference, language: Language) -> tuple[District, ...]:
    """The districts that the texts name, each once; one that cannot be told stops with what it may be."""
    from wijkplan.planner.intake.district_names import advice, code_of
    from wijkplan.planner.intake.workbook.lookups import lookups
    from wijkplan.planner.text import translated

    codes: dict[str, None] = {}
    listed = lookups(reference)["district"]
    for text in texts:
        whole = code_of(text, reference.districts)
        parts = [text] if whole is not None else [part.strip() for part in text.split(",") if part.strip()]
        found = [code_of(part, reference.districts) for part in parts]
        if not found or None in found:
            part = next(p for p, code in zip(parts, found, strict=True) if code is None) if any(found) else text
            told = " ".join(translated(one, language) for one in advice(part, reference) or ())
            raise Refused(told or say("There is no district {part}; use a CBS code such as WK051302.", part=part))
        # As whoever reads the programme will call it: a buurt of a listed district is that district.
        codes |= dict.fromkeys(listed.find(code) or code for code in found if code is not None)
    return tuple(reference.districts[code] for code in codes)


def _streets(
    path: Path, districts: tuple[District, ...], reference: Reference, language: Language
) -> tuple[StreetRecord, ...]:
    from wijkplan.planner.findings.finding import has_errors, render
    from wijkplan.planner.intake.new_programme import read_streets

    found, findings = read_streets(path, districts, reference)
    if findings:
        render(findings, console(), language)
    if has_errors(findings):
        raise Refused(say("{path} is not used; the findings above say why", path=path))
    return found
