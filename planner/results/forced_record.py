"""The key ``forced`` of ``comparison.json``, the proofs of it in ``certificates.json``, and what reads both back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.experiment.comparison_types import Forced, Run
from wijkplan.planner.experiment.forced_groups import difference
from wijkplan.planner.experiment.savings import Figure
from wijkplan.planner.plan.infeasibility_reasons import named
from wijkplan.planner.plan.plan_file import to_json as plan_to_json
from wijkplan.planner.text import translated

from .sentences import forced_sentence

SIDES = ("together", "apart")
DIRECTIONS = (("apart", "together"), ("together", "apart"))
"""Of the two swaps: the first side costs so much more than the second, at least."""


def groups(names: Names) -> tuple[tuple[int, ...], ...]:
    """The projects of each forced combination, in order of their candidates."""
    found = dict.fromkeys(name.projects for name in names.tenders if name.forced)
    return tuple(tuple(names.project_index[p] for p in projects) for projects in found)


def to_json(compiled: Compiled, found: Sequence[Forced]) -> list[dict[str, Any]]:
    """Per question and combination both sides, and what is known of the difference."""
    return [_row(compiled, one) for one in found]


def _row(compiled: Compiled, one: Forced) -> dict[str, Any]:
    projects = [compiled.names.projects[q].id for q in one.group]
    swaps = {f"{a}_above_{b}": None if swap is None else swap.euros for (a, b), swap in zip(DIRECTIONS, one.swaps, strict=True)}
    row: dict[str, Any] = {
        "question": one.question,
        "projects": projects,
        "title": next((t.title for t in compiled.names.tenders if t.forced and set(t.projects) == set(projects)), None),
        "together": _side(compiled, one, "together", one.together),
        "apart": _side(compiled, one, "apart", one.apart),
        "swaps": swaps,
    }
    row |= stated_difference(row)
    sentence = forced_sentence(row)
    return row | {"sentence": str(sentence), "sentence_nl": translated(sentence, "nl")}


def stated_difference(row: Mapping[str, Any]) -> dict[str, Any]:
    """Interval and word from the figures that a row states. Raises ``ValueError`` where they contradict each other."""
    a, b = (Figure(s["cost"], s["decidable_cost"], s["bound"], s["bound_certified"]) for s in (row[side] for side in SIDES))
    first, second = (row["swaps"][f"{x}_above_{y}"] for x, y in DIRECTIONS)
    found = difference(a, b, (first, second))
    return {"low": found.low, "high": found.high, "word": found.word}


def _side(compiled: Compiled, one: Forced, side: str, run: Run) -> dict[str, Any]:
    bought = [] if run.plan is None else [p.tender for p in run.plan.tenders]
    return {
        "status": run.status,
        "cost": run.cost,
        "bound": run.bound,
        "bound_certified": run.certified,
        "decidable_cost": None if run.verdict is None else run.verdict.decidable,
        "seconds": round(run.seconds, 3),
        "reason": named(run.reason, compiled.names),
        "reason_nl": named(run.reason, compiled.names, "nl"),
        "plan": None if run.plan is None else plan_file_name(compiled, one, side),
        "tenders": [compiled.names.tenders[t].id for t in bought if not set(one.group).isdisjoint(compiled.problem.tenders[t].projects)],
    }


def plan_file_name(compiled: Compiled, one: Forced, side: str) -> str:
    """Name of the plan's file in the output folder; combinations are numbered in order of :func:`groups`."""
    return f"plan-forced-{groups(compiled.names).index(one.group) + 1}-{side}-{one.question}.json"


def plans(compiled: Compiled, found: Sequence[Forced], seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Per plan its file name and contents."""
    for one in found:
        for side, run in zip(SIDES, (one.together, one.apart), strict=True):
            if run.plan is not None:
                value = plan_to_json(compiled, run.plan) | {"variant": run.variant, "question": run.question, "seed": seed}
                yield plan_file_name(compiled, one, side), value


def proofs(found: Sequence[Forced]) -> list[dict[str, Any]]:
    """Certificates, by project numbers: of each side's bound, and of each swap."""
    rows: list[dict[str, Any]] = []
    for one in found:
        key = {"question": one.question, "projects": list(one.group)}
        for side, run in zip(SIDES, (one.together, one.apart), strict=True):
            if run.certified:
                rows.append(key | {"what": side, "bound": run.bound, "certificate": run.certificate})
        for (a, b), swap in zip(DIRECTIONS, one.swaps, strict=True):
            if swap is not None:
                rows.append(key | {"what": f"{a}_above_{b}", "euros": swap.euros, "certificate": swap.certificate})
    return rows
