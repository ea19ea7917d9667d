"""A week that was refused is not planned again: the line goes to another week, later where that can be, else sooner.

Its owner asked for no week, so either side will do; later it is nearer to what all others expect. Who wants a side
answers with other weeks. Where neither side can be with all that was agreed, the line may keep its week: then it is
proposed again, and its owner may refuse it again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from wijkplan.planner.programme import Programme, monday_of
from wijkplan.planner.submission.agreed import Agreed, AgreedLine

from .hold import as_it_stands
from .solving import Solving

WEEK = timedelta(weeks=1)


def refused_weeks(
    programme: Programme,
    refused: Collection[str],
    last: Mapping[str, Any],
    solving: Solving,
) -> Agreed:
    """What stands (``programme.agreed``), with lines that were refused kept from the week in which they stood; ``last``
    is the plan file of the round before. Where what stands can hold in no plan nothing changes: what is asked again
    comes first."""
    agreed = programme.agreed
    assert agreed is not None
    asked = [line for line in agreed.lines if line.activity in refused and line.state == "window"]

    def holds(tried: Agreed) -> bool:
        return as_it_stands(replace(programme, agreed=tried), last, solving) is not None

    if not asked or not holds(agreed):  # then nothing can be said of single lines
        return agreed

    together = agreed
    for line in asked:
        together = _with(together, next(_sides(line)))
    if holds(together):
        return together
    for line in asked:
        agreed = next((one for side in _sides(line) if holds(one := _with(agreed, side))), agreed)
    return agreed


def _sides(line: AgreedLine) -> Iterator[AgreedLine]:
    """The line a week later or more, and a week sooner or more; sooner only if there is such a week at all."""
    week = monday_of(line.start)
    first = week + WEEK if line.earliest is None else max(week + WEEK, line.earliest)
    yield line.model_copy(update={"earliest": first})
    if line.earliest is None or line.earliest < week:
        yield line.model_copy(update={"latest": week - WEEK})


def _with(agreed: Agreed, line: AgreedLine) -> Agreed:
    return agreed.model_copy(
        update={"lines": tuple(line if one.activity == line.activity else one for one in agreed.lines)}
    )
