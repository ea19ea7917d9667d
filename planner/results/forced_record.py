"""The key ``forced`` of ``comparison.json``, the proofs of it in ``certificates.json``, and what reads both back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.experiment.comparison_types import Forced, Run
from wijkplan.planner.experiment.forced_groups import Difference, difference
from wijkplan.planner.experiment.savings import Figure
from wijkplan.planner.plan.plan_file import plan_file
from wijkplan.planner.plan.plan_file_types import PlanFile
from wijkplan.planner.record import ForcedFigures, ForcedPair, Side, Swaps
from wijkplan.planner.record.certificates import ForcedBound, ForcedSwap, Swapped, priced
from wijkplan.planner.text import translated

from .sentences import forced_sentence
from .solved_side import solved_side

SIDES: tuple[Literal["together", "apart"], ...] = ("together", "apart")
DIRECTIONS = (("apart", "together"), ("together", "apart"))
"""Of the two swaps: the first side costs so much more than the second, at least."""

SWAPS: tuple[Literal["apart_above_together", "together_above_apart"], ...] = (
    "apart_above_together",
    "together_above_apart",
)
"""What the certificates of those are called."""


def groups(names: Names) -> tuple[tuple[int, ...], ...]:
    """The projects of each forced combination, in order of their candidates."""
    found = dict.fromkeys(name.projects for name in names.tenders if name.forced)
    return tuple(tuple(names.project_index[p] for p in projects) for projects in found)


def forced_pairs(compiled: Compiled, found: Sequence[Forced]) -> tuple[ForcedPair, ...]:
    """Per question and combination both sides, and what is known of the difference."""
    return tuple(_pair(compiled, one) for one in found)


def _pair(compiled: Compiled, one: Forced) -> ForcedPair:
    projects = tuple(compiled.names.projects[q].id for q in one.group)
    together, apart = (
        _side(compiled, one, side, run) for side, run in zip(SIDES, (one.together, one.apart), strict=True)
    )
    first, second = (None if swap is None else swap.euros for swap in one.swaps)
    swaps = Swaps(apart_above_together=first, together_above_apart=second)
    known = stated_difference(together, apart, swaps)
    figures = ForcedFigures(
        question=one.question,
        projects=projects,
        title=next((t.title for t in compiled.names.tenders if t.forced and set(t.projects) == set(projects)), None),
        together=together,
        apart=apart,
        swaps=swaps,
        low=known.low,
        high=known.high,
        word=known.word,
    )
    sentence = forced_sentence(figures)
    return ForcedPair(**dict(figures), sentence=str(sentence), sentence_nl=translated(sentence, "nl"))


def stated_difference(together: Side, apart: Side, swaps: Swaps) -> Difference:
    """Interval and word from the figures that are stated. Raises ``ValueError`` where they contradict each other."""
    a, b = (Figure(side.cost, side.decidable_cost, side.bound, side.bound_certified) for side in (together, apart))
    return difference(a, b, (swaps.apart_above_together, swaps.together_above_apart))


def _side(compiled: Compiled, one: Forced, side: str, run: Run) -> Side:
    bought = [] if run.plan is None else [p.tender for p in run.plan.tenders]
    mine = [t for t in bought if not set(one.group).isdisjoint(compiled.problem.tenders[t].projects)]
    told = solved_side(compiled.names, run, plan_file_name(compiled, one, side))
    return Side(**dict(told), tenders=tuple(compiled.names.tenders[t].id for t in mine))


def plan_file_name(compiled: Compiled, one: Forced, side: str) -> str:
    """Name of the plan's file in the output folder; combinations are numbered in order of :func:`groups`."""
    return f"plan-forced-{groups(compiled.names).index(one.group) + 1}-{side}-{one.question}.json"


def plans(compiled: Compiled, found: Sequence[Forced], seed: int) -> Iterator[tuple[str, PlanFile]]:
    """Per plan its file name and contents."""
    for one in found:
        for side, run in zip(SIDES, (one.together, one.apart), strict=True):
            if run.plan is not None:
                made = plan_file(compiled, run.plan).made_for(run.variant, run.question, seed)
                yield plan_file_name(compiled, one, side), made


def proofs(found: Sequence[Forced]) -> Iterator[ForcedBound | ForcedSwap]:
    """Certificates, by project numbers: of each side's bound, and of each swap."""
    for one in found:
        for side, run in zip(SIDES, (one.together, one.apart), strict=True):
            if run.certified and run.bound is not None:
                yield ForcedBound(
                    question=one.question,
                    projects=one.group,
                    what=side,
                    bound=run.bound,
                    certificate=priced(run.certificate),
                )
        for what, swap in zip(SWAPS, one.swaps, strict=True):
            if swap is not None:
                yield ForcedSwap(
                    question=one.question,
                    projects=one.group,
                    what=what,
                    euros=swap.euros,
                    certificate=Swapped.model_validate(swap.certificate),
                )
