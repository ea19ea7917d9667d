"""Lending that is offered and not lawful, and appointments by clients that do not exist."""

from __future__ import annotations

from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, hint
from wijkplan.planner.text import say

from .context import Context
from .own_work import known


def check(context: Context) -> Iterator[Finding]:
    """Crews that their employer would lend and that may not be lent; network operators that appointed them."""
    for at, employer, crew in context.crews:
        for i, client in enumerate(crew.appointed_by):
            place = at.down(f"appointed_by[{i}]")
            yield from known(place, "client", say("client"), client, context.clients)
        if not crew.lendable_percent:
            continue
        if employer.lends_as == "not-admitted":
            what = say("Nobody is lent by a lender that is not admitted (Wtta, from 1 January 2027).")
        elif crew.workers == "disagree":
            what = say("Nobody is lent who does not agree.")
        else:
            continue
        remedy = say("Leave it so, or state otherwise once that has changed.")
        yield hint("not-lawful", *at.down("lendable_percent").place, crew.lendable_percent, what, remedy)
