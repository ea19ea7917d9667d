"""What would flip it: by how much bids for combined tenders may rise before combining is no longer cheaper.

The low end of the saving is between best plans, which need not be the plans found. It is set against the value of
*everything that may be combined*, so the percentage holds whatever the best plan combines. The difference of the plans
found is set against the value that the wider plan combines. Percentages are rounded down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.record import BreakEven, Result, Saving


def flips(baseline: str) -> tuple[tuple[str, str], ...]:
    """The pairs: what combining adds without and with sharing, and everything together against the baseline."""
    return ("aligned", "combined"), ("shared", "bundled"), (baseline, "bundled")


def break_evens(
    compiled: Compiled,
    results: Sequence[Result],
    savings: Sequence[Saving],
    plans: Mapping[tuple[str, str], Plan],
    baseline: str,
) -> tuple[BreakEven, ...]:
    """Per question and pair. ``None`` where nothing is combined or a plan is missing."""
    cost = {(row.question, row.variant): row.cost for row in results}
    combinable = value_eur(compiled, range(len(compiled.problem.tenders)))
    found = []
    for row in savings:
        if (row.source, row.to) in flips(baseline):
            before, after = cost[row.question, row.source], cost[row.question, row.to]
            plan = plans.get((row.question, row.to))
            combined = None if plan is None else value_eur(compiled, [p.tender for p in plan.tenders])
            gain = None if before is None or after is None else before - after
            found.append(
                BreakEven(
                    question=row.question,
                    source=row.source,
                    to=row.to,
                    word=row.word,
                    combinable_eur=combinable,
                    low_percent=percent_down(row.low, combinable),
                    combined_eur=combined,
                    found_percent=None if gain is None or combined is None else percent_down(gain, combined),
                )
            )
    return tuple(found)


def value_eur(compiled: Compiled, tenders: Sequence[int]) -> int:
    """Value of the projects in the combined ones among these tenders, each project once."""
    members = {p for t in tenders if compiled.problem.tenders[t].combined for p in compiled.problem.tenders[t].projects}
    return sum(compiled.names.projects[p].value_eur for p in members)


def percent_down(part: int, whole: int) -> float | None:
    """Hundredths of a percent, rounded down; ``None`` of nothing."""
    return None if whole == 0 else 10_000 * part // whole / 100
