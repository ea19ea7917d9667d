"""Where a saving comes from: per step and cause what the plans found differ by, in both orders, and what is certified
of it.

A cause is a group of terms, so that causes add up to a step and steps to the whole, to the euro. They tell two plans
apart; best plans that were not found may differ in other ways. Certified is only what transfers and dissolutions say
of a step that combines tenders, partner crews left aside: what procedures, mobilisation and joined openings save
together between the best plans.

When to modify: a new term belongs to exactly one cause; a test checks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wijkplan.planner.experiment.savings import ORDERS
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Attribution, Cause, Dissolution, Ends, Range, Result, Step, StepRange, Transfer

CAUSES: dict[Cause, tuple[str, ...]] = {
    "procedures": ("procurement",),
    "mobilisation": ("mobilisation",),
    "openings": ("opening", "interface", "burden", "rest"),
    "crews": ("labour", "standby", "hire", "turnover", "travel", "lending", "overtime", "training"),
    "timing": ("delay", "moved"),
}
"""Terms per cause. ``crews``: whose people and how many at a time; ``openings``: how often streets open and for how
long, the labour that joined digs save included."""

STEPS: dict[str, dict[str, tuple[str, str]]] = {
    "streets": dict.fromkeys(ORDERS, ("own", "streets")),
    "districts": dict.fromkeys(ORDERS, ("streets", "districts")),
    "aligning": dict.fromkeys(ORDERS, ("districts", "aligned")),
    "sharing": {"sharing_first": ("aligned", "shared"), "combining_first": ("combined", "bundled")},
    "combining": {"sharing_first": ("shared", "bundled"), "combining_first": ("aligned", "combined")},
}
"""What a step adds, and which pair of variants that is in either order."""


def attribution(
    question: Question, results: Iterable[Result], transfers: Iterable[Transfer], dissolutions: Iterable[Dissolution]
) -> Attribution:
    """The split of one question. Unknown is ``None``: a step without both plans, a cause without a priced term."""
    rows = {row.variant: row for row in results if row.question == question}
    low = {(t.source, t.to): t.euros for t in transfers if t.question == question}
    high = {(d.source, d.to): d.euros for d in dissolutions if d.question == question}

    def certified(pair: tuple[str, str]) -> Range | None:
        known = pair in STEPS["combining"].values() and (pair in low or pair in high)
        return Range(low=low.get(pair, 0), high=high.get(pair)) if known else None

    steps = {
        pair: _step(pair, rows.get(pair[0]), rows.get(pair[1]), certified(pair))
        for order in ORDERS.values()
        for pair in order
    }
    orders = {name: tuple(steps[pair] for pair in order) for name, order in ORDERS.items()}
    return Attribution(
        question=question,
        sharing_first=orders["sharing_first"],
        combining_first=orders["combining_first"],
        range={name: _range([steps[pair] for pair in pairs.values()]) for name, pairs in STEPS.items()},
    )


def _step(pair: tuple[str, str], before: Result | None, after: Result | None, certified: Range | None) -> Step:
    euros: int | None = None
    causes: dict[Cause, int | None] = dict.fromkeys(CAUSES)
    if before is not None and after is not None and before.cost is not None and after.cost is not None:
        one, other = before.terms, after.terms
        euros = before.cost - after.cost
        for cause, terms in CAUSES.items():
            if any(term in one or term in other for term in terms):
                causes[cause] = sum(one.get(term, 0) - other.get(term, 0) for term in terms)
        joined = _joined(after) - _joined(before)
        if causes["openings"] is not None and causes["crews"] is not None:
            causes["openings"], causes["crews"] = causes["openings"] + joined, causes["crews"] - joined
    return Step(source=pair[0], to=pair[1], euros=euros, causes=causes, without_partner_crews=certified)


def _joined(row: Result) -> int:
    """Euros of labour that its joined digs save: they stand under ``openings``, not under ``crews``."""
    return 0 if row.measures is None else row.measures.joined_labour_eur


def _range(steps: Sequence[Step]) -> StepRange:
    """Least and most over the orders."""
    return StepRange(
        euros=_ends([step.euros for step in steps]),
        causes={cause: _ends([step.causes[cause] for step in steps]) for cause in CAUSES},
    )


def _ends(values: Sequence[int | None]) -> Ends | None:
    known = [value for value in values if value is not None]
    return (min(known), max(known)) if len(known) == len(values) else None
