"""What the OCDS export leaves out, and why: written beside it, so that nobody takes it for all there is."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme

from .releases import PREFIX, TO_FILL_IN, exported, leads, publisher


@dataclass(frozen=True, slots=True)
class Dropped:
    """``count`` is ``None`` where it is not a number of things."""

    what: str
    why: str
    count: int | None = None


def dropped(programme: Programme, compiled: Compiled, plan: Plan) -> list[dict[str, Any]]:
    """The list for this plan."""
    names, problem = compiled.names, compiled.problem
    kept = exported(compiled, plan)
    calls = sum(names.tenders[p.tender].procedure == "call-off" for p in plan.tenders)
    known = leads(programme)
    joint = [frozenset(names.tenders[p.tender].projects) for p in kept if len(problem.tenders[p.tender].clients) > 1]
    bought = sum(len(problem.tenders[p.tender].projects) for p in plan.tenders)
    rows = [
        Dropped("call-offs", "made under a framework or concession: no contracting process of their own", calls),
        Dropped("tenders of private clients", "not public procurement", len(plan.tenders) - calls - len(kept)),
        Dropped(
            "projects that are not bought any more",
            "in-house, contracted, private or started",
            len(problem.projects) - bought,
        ),
        Dropped(
            "lead client of joint tenders",
            "not known; every client is a buyer",
            sum(group not in known for group in joint),
        ),
        Dropped("mandate and cost key of joint tenders", "no field; they stand in the dossier", len(joint)),
        Dropped("registered ocid prefix", f"a publisher registers one; {PREFIX} stands for it"),
        Dropped(
            "estimated values",
            "the programme says that they are not published",
            None if not programme.settings.publish_values else 0,
        ),
        Dropped(
            "publisher",
            f"the programme names no organisation; {TO_FILL_IN} stands for it",
            None if publisher(programme) == TO_FILL_IN else 0,
        ),
        Dropped(
            "summed value of the work that a tender belongs to",
            "no field; it decides the procedure and stands in the dossier",
        ),
        Dropped(
            "procurement and mobilisation cost, savings and their intervals",
            "no field; they stand in comparison.json and the dossiers",
        ),
        Dropped(
            "activities, streets, quantities and weeks per activity",
            "no field; they stand in the plan file",
            len(problem.activities),
        ),
        Dropped("crews, employers and anonymous firms", "never published", len(names.employers)),
        Dropped("check digits of CPV codes", "the classification id has eight digits"),
        Dropped("targets, prerequisites, grid and deliveries", "no field"),
    ]
    return [asdict(row) for row in rows if row.count != 0]
