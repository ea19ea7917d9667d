"""The figures of the report, by the names under which its templates show them."""

from __future__ import annotations

from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.variants import QUESTIONS
from wijkplan.planner.record import Comparison

from .access_options import option_rows
from .chart_data import Scene
from .cost_provenance import bases, by_mark
from .figures import (
    Figure,
    access_front,
    completion_front,
    cost_intervals,
    cost_terms,
    gantt,
    load,
    saving_intervals,
    trust_marks,
    waterfall,
)
from .load_choices import LoadChoices
from .locale import Tongue


def page_figures(
    compiled: Compiled, comparison: Comparison, drawn: Scene | None, choices: LoadChoices | None, tongue: Tongue
) -> dict[str, Figure]:
    """All that can be drawn of this comparison, in one language."""
    made: dict[str, Figure | None] = {}
    fixed = fixed_terms(compiled.problem)
    for question in QUESTIONS:
        rows = comparison.of(question)
        base = next((r for r in rows if r.variant == comparison.baseline and r.cost is not None), None)
        steps = [s for s in comparison.savings if s.question == question]
        split = next(a for a in comparison.attribution if a.question == question)
        made |= {
            f"{question}-cost": cost_intervals(rows, tongue),
            f"{question}-terms": cost_terms(rows, tongue, fixed),
            f"{question}-savings": saving_intervals(steps, tongue) if base else None,
            f"{question}-steps": waterfall(rows, split, tongue),
        }
    made["completion"] = completion_front(comparison.completion_front, tongue)
    made["access"] = access_front(
        option_rows(comparison.access.choices, tongue), comparison.access.assumptions["least_bidders"].value, tongue
    )
    if drawn is not None:
        made["money"] = trust_marks(by_mark(bases(drawn)), tongue)
        made["works"] = gantt(
            drawn.problem, drawn.names, drawn.after, tongue, drawn.before, lambda a: drawn.tokens([a])
        )
    if drawn is not None and choices is not None:
        made["load"] = load(drawn.problem, drawn.names, choices.cells, tongue, *choices.first, choices=True)
    return {name: figure for name, figure in made.items() if figure is not None}


def fixed_terms(problem: Problem) -> dict[str, int]:
    """The terms' fixed parts: cheapest labour, what own people then stand by, and mobilisation of contracts that exist
    already."""
    cheapest = [min(a.modes, key=lambda mode: (mode.labour + mode.standby, mode.labour)) for a in problem.activities]
    return {
        "labour": sum(mode.labour for mode in cheapest),
        "standby": sum(mode.standby for mode in cheapest),
        "mobilisation": sum(p.mobilisation for p in problem.projects if not p.tendered),
    }
