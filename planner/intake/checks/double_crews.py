"""The same people are not counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wijkplan.planner.findings.finding import Finding, error, warning
from wijkplan.planner.submission.schema import Crew, Employer
from wijkplan.planner.text import say

from .context import Context


def check(context: Context) -> Iterator[Finding]:
    """Crews of one employer that look alike, and employers whose crews are all alike."""
    seen: dict[tuple[object, ...], str] = {}
    for at, sender in context.senders:
        if not isinstance(sender, Employer):
            continue
        for i, crew in enumerate(sender.crews):
            twins = (j for j in range(i) if _alike(sender.crews[j], crew))
            for j in twins:
                spot = context.spot(at.down(f"crews[{j}]"))
                what = say(
                    "Crew {id} ({spot}) has the same trade, region and heads in the same weeks.",
                    id=sender.crews[j].id,
                    spot=spot,
                )
                yield warning(
                    "crew-counted-twice",
                    *at.down(f"crews[{i}]").place,
                    crew.id,
                    what,
                    say("Remove one if they are the same people."),
                )
        key = tuple(sorted((c.id, c.trade, c.region, c.heads, c.status) for c in sender.crews))
        if key in seen and seen[key] != sender.id:
            what = say("Another employer sent exactly the same crews.")
            yield error(
                "crew-counted-twice", *at.down("crews").place, sender.id, what, say("Remove one, or correct the crews.")
            )
        seen.setdefault(key, sender.id)


def _alike(a: Crew, b: Crew) -> bool:
    same = (a.trade, a.region, a.heads) == (b.trade, b.region, b.heads)
    return same and max(a.start or date.min, b.start or date.min) <= min(a.end or date.max, b.end or date.max)
