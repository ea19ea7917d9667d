"""``wijkplan verify``: judge anyone's plan."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .common import JSON, PATHS, QUESTION_IDS, QUIET, VARIANT_IDS, Refused, console, read


@click.command()
@PATHS
@click.argument("plan", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--variant", type=click.Choice(VARIANT_IDS), help="What the plan may use.  [default: what the plan says, or bundled]")
@click.option("--question", type=click.Choice(QUESTION_IDS), help="What it is judged on.  [default: what the plan says, or all-in]")
@JSON
@QUIET
def verify(programme: tuple[Path, ...], plan: Path, variant: str | None, question: str | None, as_json: bool, quiet: bool) -> None:
    """Judge a plan file, also one typed by hand: every broken rule, and what it costs. Exit code 1 where a rule is broken."""
    from planner.findings import has_errors, render
    from planner.judge import NoDelivery, judge_file
    from planner.reasons import named

    _, compiled = read(programme)
    try:
        judged = judge_file(compiled, plan, variant, question)
    except NoDelivery as error:
        raise Refused(f"equal delivery cannot be judged: {named(str(error), compiled.names)}") from error
    if as_json:
        click.echo(json.dumps(judged.as_json(), indent=1, ensure_ascii=False))
    elif not quiet:
        out = console(stderr=False)
        if judged.findings:
            render(judged.findings, out)
        for conflict in judged.conflicts:
            out.print(f"{conflict.rule}: {conflict.sentence_en}", markup=False, soft_wrap=True)
        if judged.verdict is not None:
            for term, euros in judged.verdict.terms.items():
                if euros and term in judged.problem.priced:
                    out.print(f"  {term:<14} {euros:>14,}".replace(",", " "))
            cost = "cannot be costed" if judged.verdict.objective is None else f"costs {judged.verdict.objective:,} euros".replace(",", " ")
            state = "holds" if judged.verdict.feasible else f"breaks rules in {len(judged.verdict.violations)} places"
            out.print(f"The plan {state} ({judged.variant}, {judged.question}) and {cost}.", soft_wrap=True)
    if has_errors(judged.findings) or judged.verdict is None or not judged.verdict.feasible:
        raise click.exceptions.Exit(1)
