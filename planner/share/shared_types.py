"""The types of ``comparison-shared.json``: what of a comparison all may see."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from wijkplan.models.outcome import Status
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import Part, Saving


class SharedProgramme(Part):
    """What is compared, in numbers that all may see."""

    name: str
    """What the programme is called."""

    start: date
    """Monday of week 0."""

    weeks: int
    """Its length."""

    districts: int
    """Districts with work."""

    homes: int
    """Homes that some work is done in."""

    projects: int
    """Projects."""


class SharedResult(Part):
    """One variant in one question; money is ``null`` where too few employers stand behind it."""

    question: Question
    """What was asked."""

    variant: str
    """What was allowed."""

    status: Status
    """How it came out."""

    cost: int | None
    """Euros of the plan."""

    bound: int | None
    """Euros that no plan is below."""

    bound_certified: bool
    """Whether the checker derived the bound itself."""

    gap: float | None
    """``(cost - bound) / decidable_cost``."""

    decidable_cost: int | None
    """The part of ``cost`` that decisions can change, in euros."""


class SharedStep(Part):
    """What a step saves in all; by cause it would show terms."""

    source: str = Field(validation_alias="from", serialization_alias="from")
    """The variant before it, as ``from`` in JSON."""

    to: str
    """The variant after it."""

    euros: int | None
    """What the plans found differ by."""


class SharedAttribution(Part):
    """The saving of one question, split in both orders."""

    question: Question
    """Which question."""

    sharing_first: tuple[SharedStep, ...]
    """Sharing people before combining tenders."""

    combining_first: tuple[SharedStep, ...]
    """Combining tenders before sharing people."""


class SharedComparison(Part):
    """What of a comparison all may see; whatever is not here is not shared."""

    format_version: int
    """That of ``comparison.json``."""

    programme: SharedProgramme
    """What is compared."""

    baseline: str
    """The stored plan that all is measured against."""

    results: tuple[SharedResult, ...]
    """Per question and variant."""

    savings: tuple[Saving, ...] | None
    """As in ``comparison.json``; ``null`` where too few employers stand behind the money."""

    attribution: tuple[SharedAttribution, ...] | None
    """Likewise."""

    suppressed: tuple[str, ...]
    """What is not shown because it stands for too few."""

    def to_json(self) -> str:
        """The file's text."""
        return self.model_dump_json(indent=1, by_alias=True) + "\n"
