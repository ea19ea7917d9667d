"""Where a saving comes from, step by step and cause by cause."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from wijkplan.planner.plan.variants import Question

from .part import Part
from .saving import Range

Cause = Literal["procedures", "mobilisation", "openings", "crews", "timing"]
"""A group of cost terms, see :mod:`wijkplan.planner.results.attribution`."""

Ends = tuple[int, int]
"""Least and most, in euros."""


class Step(Part):
    """What one more freedom saves between the plans found; it is not proven."""

    source: str = Field(validation_alias="from", serialization_alias="from")
    """The variant before it, as ``from`` in JSON."""

    to: str
    """The variant after it."""

    euros: int | None
    """What the plans differ by; ``null`` where one is missing."""

    causes: Mapping[Cause, int | None]
    """Per cause the part of ``euros`` it explains; ``null`` where the question puts no price on it."""

    without_partner_crews: Range | None = None
    """Of a step that combines tenders: between which euros procedures, mobilisation and joined openings together are
    certified to save, the crews of partners in one lot left aside."""


class StepRange(Part):
    """Least and most that a step saves over both orders."""

    euros: Ends | None
    """Of the whole step."""

    causes: Mapping[Cause, Ends | None]
    """Per cause."""


class Attribution(Part):
    """The whole saving of one question, split in both orders; steps add up to it to the euro."""

    question: Question
    """Which question."""

    sharing_first: tuple[Step, ...]
    """From each for itself over streets, districts and aligning to sharing people, then combining tenders."""

    combining_first: tuple[Step, ...]
    """Likewise, but combining tenders first, then sharing people."""

    range: Mapping[str, StepRange]
    """Per step (``streets``, ``districts``, ``aligning``, ``sharing``, ``combining``) the least and most over both
    orders."""
