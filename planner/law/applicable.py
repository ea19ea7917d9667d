"""Which provisions apply to a tender: by the part of the Act of each of its lots, by value and by procedure.

Every provision that a document cites must apply; a table test holds all dossiers against this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Part, Provision

from .procedure_route import CALL_OFF, Route


@dataclass(frozen=True, slots=True)
class Situation:
    """How part of a tender is bought. ``above_threshold`` is ``None`` for a call-off: its framework was valued, not
    the order."""

    part: Part
    above_threshold: bool | None
    procedure: str


def situations(by: Route) -> tuple[Situation, ...]:
    """One per part of the Act that a tender falls under."""
    return tuple(Situation(part, None if p.id == CALL_OFF else p.european, p.id) for part, p in by.by_part.items())


def applies(provision: Provision, bought: Iterable[Situation]) -> bool:
    """Whether a provision applies to at least one part of a tender."""
    return any(_applies(provision, one) for one in bought)


def _applies(provision: Provision, one: Situation) -> bool:
    right_value = provision.above_threshold is None or provision.above_threshold == one.above_threshold
    right_procedure = not provision.procedures or one.procedure in provision.procedures
    return one.part in provision.parts and right_value and right_procedure
