"""The picture of the README: ``python -m wijkplan.benchmarks.readme_figure out --district P09 --to plan.svg`` draws
when the streets of a district are open, today (the baseline) and planned together (bundled, equal delivery), from what
``wijkplan compare`` wrote to ``out``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import click

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.folder.stored_comparison import paths_of, read_folder
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.openings import Opening, openings
from wijkplan.planner.plan.variants import all_in

COLOURS = {"sewer": "#7a5c3e", "heat": "#c0392b", "cabling": "#0b5f7a", "charging": "#5d8a2f", "retrofit": "#8a6d9e"}
WIDTH, LEFT, TOP, ROW = 940, 170, 94, 34


@click.command()
@click.argument("out", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--district", default="P09", show_default=True, help="Id of the district.")
@click.option("--question", default="equal_delivery", show_default=True, help="Whose plans.")
@click.option("--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="The SVG file.")
def main(out: Path, district: str, question: str, to: Path) -> None:
    """Draw the streets of one district, in the baseline and together."""
    paths = paths_of(out)
    programme, _ = load(paths)
    if programme is None:
        raise click.ClickException(f"the programme of {out} has errors; wijkplan check shows them")
    compiled = compile(programme)
    read = read_folder(out, compiled, paths)
    plans, baseline = read.plans, read.comparison.baseline
    if district not in {one.id for one in compiled.names.districts}:
        raise click.UsageError(f"there is no district {district}")
    write_text(to, draw(compiled, plans[question, baseline], plans[question, "bundled"], district), private=False)


def draw(compiled: Compiled, today: Plan, together: Plan, district: str) -> str:
    """The SVG: per street a lane for each plan, a box around what shares one opening, each dig in the colour of its
    work."""
    problem, names = all_in(compiled.problem), compiled.names
    d = next(i for i, one in enumerate(names.districts) if one.id == district)
    streets = [s for s, street in enumerate(problem.streets) if street.district == d and street.digs]
    found = [[one for one in openings(problem, plan) if one.street in streets] for plan in (today, together)]
    kinds = {
        dig: names.projects[problem.activities[dig].project].work_type
        for lane in found
        for one in lane
        for dig in one.digs
    }
    height = TOP + ROW * len(streets) + 8
    unit = (WIDTH - LEFT - 12) / problem.horizon
    said = [f"{len(lane)} openings, {sum(one.end - one.start for one in lane)} weeks open" for lane in found]
    title = f"{names.districts[d].name}: when each street is open"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} '
        f'{height}" role="img" font-family="system-ui,DejaVu Sans,sans-serif">',
        f"<title>{escape(title)}. Baseline: {said[0]}. Together: {said[1]}.</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="10" y="22" font-size="16" font-weight="600" fill="#1d2a33">{escape(title)}</text>',
        '<text x="10" y="41" font-size="12.5" fill="#1d2a33">upper '
        f"line baseline: {said[0]}; lower line together: {said[1]}</text>",
        *_legend(sorted(set(kinds.values()))),
        *_years(compiled, problem.horizon, unit, height),
    ]
    for row, street in enumerate(streets):
        y = TOP + ROW * row
        parts.append(f'<line x1="10" x2="{WIDTH - 10}" y1="{y}" y2="{y}" stroke="#eaeff2"/>')
        parts.append(
            f'<text x="10" y="{y + 21}" font-size="12" fill="#1d2a33">{escape(names.streets[street].name)}</text>'
        )
        for lane, plan, opened in zip((0, 1), (today, together), found, strict=True):
            for one in opened:
                if one.street == street:
                    parts += _opening(plan, one, kinds, y + 4 + 14 * lane, unit)
    return "\n".join([*parts, "</svg>", ""])


def _legend(kinds: list[str]) -> Iterator[str]:
    for i, kind in enumerate(kinds):
        yield f'<rect x="{10 + 96 * i}" y="53" width="14" height="10" fill="{COLOURS[kind]}"/>'
        yield f'<text x="{29 + 96 * i}" y="62" font-size="12" fill="#1d2a33">{kind}</text>'
    yield (
        f'<rect x="{10 + 96 * len(kinds)}" y="52" width="22" '
        'height="12" fill="none" stroke="#1d2a33" stroke-width="1.4"/>'
    )
    yield (
        f'<text x="{38 + 96 * len(kinds)}" y="62" font-size="12" '
        'fill="#1d2a33">one opening shared by several works</text>'
    )


def _years(compiled: Compiled, horizon: int, unit: float, height: int) -> Iterator[str]:
    seen = 0
    for week in range(horizon):
        year = compiled.names.monday(week).year
        if year != seen:
            x, seen = LEFT + unit * week, year
            yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="76" y2="{height}" stroke="#d5dde2"/>'
            yield f'<text x="{x + 3:.1f}" y="86" font-size="11" fill="#5b6b76">{year}</text>'


def _opening(plan: Plan, one: Opening, kinds: Mapping[int, str], y: int, unit: float) -> Iterator[str]:
    placed = plan.by_activity()
    for dig in one.digs:
        start, end = placed[dig].start, placed[dig].end
        yield (
            f'<rect x="{LEFT + start * unit:.1f}" y="{y}" '
            f'width="{(end - start) * unit:.1f}" height="11" fill="{COLOURS[kinds[dig]]}"/>'
        )
    if len(one.digs) > 1:
        x, width = LEFT + one.start * unit - 1.5, (one.end - one.start) * unit + 3
        yield (
            f'<rect x="{x:.1f}" y="{y - 1.5}" width="{width:.1f}" '
            'height="14" fill="none" stroke="#1d2a33" stroke-width="1.4"/>'
        )


if __name__ == "__main__":
    main()
