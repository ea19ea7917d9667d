"""In sentences: what employers agreed to, and what of the saving hangs on the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wijkplan.planner.compile import Names
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.text import Text, grouped, say

from .saving_at_risk import Count, Hanging


def sentences(counts: Sequence[Count], hanging: Hanging | None, names: Names) -> Iterator[Text]:
    """One after the other, the figures in whole euros. ``hanging`` is ``None`` where every line is agreed to."""
    agreed, lines = sum(one.agreed for one in counts), sum(one.lines for one in counts)
    yield say(
        "{agreed} of {lines} lines are agreed to: accepted, or pinned in the planned week.", agreed=agreed, lines=lines
    )
    if hanging is None:
        yield say("Nothing hangs on an answer any more.")
        return
    if hanging.kept is None:
        why = named(hanging.reason, names) or ""
        yield say(
            "No plan was found that keeps the weeks of all other lines, so nobody knows what hangs on them. {why}",
            why=why,
        )
        return
    if hanging.today is not None:
        yield say(
            "The plan that was sent round costs {saving} euros less than the baseline.",
            saving=grouped(hanging.today - hanging.plan),
        )
    part = say(
        "{found} euros of that hang on the other lines: so much dearer is the cheapest plan found",
        found=grouped(hanging.found or 0),
    )
    yield say(
        "{part} in which refused and unanswered work keeps its week of the baseline and its own people, and pins "
        "their week.",
        part=part,
    )
    yield from _between(hanging)
    yield say("Accepted work may stand in other weeks there, so its employer would be asked again.")


def _between(hanging: Hanging) -> Iterator[Text]:
    if hanging.low is not None and hanging.high is not None:
        low, high = grouped(hanging.low), grouped(hanging.high)
        yield say("Between the best plans possible it is {low} to {high} euros (certified bounds).", low=low, high=high)
    else:
        yield say("That is a difference of two plans found; better ones may change it.")
