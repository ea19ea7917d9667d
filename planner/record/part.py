"""What types of the record share."""

from __future__ import annotations

from pydantic import Field

from wijkplan.planner.plan.part import Part
from wijkplan.planner.plan.variants import Question

__all__ = ["Pair", "Part"]


class Pair(Part):
    """Two variants in one question, the narrower one first."""

    question: Question
    """Which question."""

    source: str = Field(validation_alias="from", serialization_alias="from")
    """The variant that is left, as ``from`` in JSON."""

    to: str
    """The variant that is compared with it."""
