"""``wijkplan bench schedules``, apart from what it does, which help need not wait for."""

from __future__ import annotations

from pathlib import Path

import click

from wijkplan.planner.cli.shared import SPEAKS, Refused, said
from wijkplan.planner.text import message_of, say

from .options import LIBRARY, RESULTS

HEADS = (say("set"), say("instance"), say("least published"), say("here"), say("schedule"), say("verdict"))


@click.command(
    epilog="""\b
Example:
  wijkplan bench schedules results --library library"""
)
@RESULTS
@LIBRARY
@SPEAKS
def schedules(results: Path, library: Path | None) -> None:
    """The schedules in a folder of results that are shorter than anything published, each judged again by the
    instance's file alone. Exit code 1 where one does not hold."""
    import pandas as pd

    from .cases import Unavailable
    from .markdown import markdown
    from .schedules import judged

    rows, bad = [], 0
    try:
        for case, path, makespan, faults in judged(results, library):
            shorter = makespan is not None and case.best_known is not None and makespan < case.best_known
            verdict = "; ".join(map(said, faults[:3])) or said(say("holds") if shorter else say("holds, not shorter"))
            bad += bool(faults)
            rows.append((case.set, case.instance, case.best_known, makespan, path.relative_to(results), verdict))
    except Unavailable as error:
        raise Refused(message_of(error)) from error
    if not rows:
        raise Refused(
            say("{results} has no schedules: none of its runs was shorter than what is published", results=results)
        )
    click.echo(markdown(pd.DataFrame(rows, columns=[said(head) for head in HEADS], dtype=object)))
    if bad:
        raise Refused(say("{bad} of {all} schedules do not hold", bad=bad, all=len(rows)))
