"""What may be lent is at least one person: people of others come whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wijkplan.planner.findings.finding import Finding, hint
from wijkplan.planner.submission.schema import Crew
from wijkplan.planner.text import say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """Per employer, trade and region what may be lent of its crews together, after the reserve, against the least part
    of a person."""
    usable = (100 - context.reference.settings.reserve_percent) / 100
    pools: dict[tuple[str, str, str, str], list[tuple[At, Crew]]] = defaultdict(list)
    for at, employer, crew in context.crews:
        if (
            crew.lendable_percent
            and crew.consent
            and crew.legal_basis
            and crew.heads
            and crew.trade in context.reference.trades
        ):
            pools[employer.id, crew.trade, crew.region, crew.status].append((at, crew))
    for (_, trade, _, _), crews in pools.items():
        lent = sum(crew.heads * crew.lendable_percent / 100 for _, crew in crews) * usable
        least = context.reference.grain(trade) / 100
        if lent + 1e-9 < least:
            at, first = crews[0]
            what = say(
                "People are lent whole: of these heads {lent:.2f} may be lent after the reserve, and the least is "
                "{least:g}. Nobody can be lent.",
                lent=lent,
                least=least,
            )
            remedy = say("Let more of them be lent, report them with crews of the same trade nearby, or leave it so.")
            yield hint("no-whole-person", *at.down("lendable_percent").place, first.lendable_percent, what, remedy)
