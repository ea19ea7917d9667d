"""What all types of the record share: frozen, strict, no keys but those that are written down, every key with its
meaning beside it."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from wijkplan.planner.plan.variants import Question


class Part(BaseModel):
    """A part of ``comparison.json``. Euros are whole euros, weeks count from the programme's start."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", populate_by_name=True, use_attribute_docstrings=True
    )


class Pair(Part):
    """Two variants in one question, the narrower one first."""

    question: Question
    """Which question."""

    source: str = Field(validation_alias="from", serialization_alias="from")
    """The variant that is left, as ``from`` in JSON."""

    to: str
    """The variant that is compared with it."""
