"""``run.json``: what a comparison was made from, with and on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from wijkplan.planner.plan.variants import Question

from .part import Part

SEEDS = range(2**31)
"""What a seed may be."""


def _moment(text: str) -> str:
    if datetime.fromisoformat(text).tzinfo is None:
        raise ValueError("it has no time zone")
    return text


Moment = Annotated[str, AfterValidator(_moment)]
"""An ISO time with its zone, as it was written."""


class RunSettings(Part):
    """What was asked of the command."""

    time_limit: float
    """Seconds per variant and question; of a race those of all solves together."""

    workers: int
    """Cores."""

    seed: Annotated[int, Field(ge=0, lt=SEEDS.stop)]
    """Start of all random numbers."""

    work: int | None
    """Rounds per variant and question; ``null`` where the clock decides."""

    bundling_effect: int
    """Percentage of all effects of combining that comes true in the market scenario."""

    until_verdict: bool
    """Whether it was a race."""

    baseline: str
    """The stored plan that all is measured against."""

    questions: tuple[Question, ...]
    """What was asked; the questions in euros always are."""

    orders: Annotated[int, Field(ge=1, le=100)]
    """In how many orders parties took turns to make the stored plans."""

    nobody_worse: bool
    """Whether equal delivery asks that no employer's own people change more than in the baseline."""

    intake: bool = False
    """Whether everything together was also asked with newcomers."""


class Provenance(Part):
    """What a comparison was made from, with and on."""

    format_version: Literal[1]
    """Raised when the meaning of a key changes."""

    programme: tuple[str, ...]
    """Files and folders that were read, as they were named."""

    input_sha256: str
    """Hash of the contents of the submissions."""

    versions: Mapping[str, str]
    """Of wijkplan and of what it computes with."""

    settings: RunSettings
    """What was asked of the command."""

    machine: Mapping[str, str | int | None]
    """Cores, platform and processor."""

    started: Moment
    """When, as an ISO time with its zone."""

    seconds: float
    """How long it took."""

    interrupted: bool
    """Whether it was cut short."""

    failed_documents: Mapping[str, str]
    """Per document that could not be made the reason, in one line."""

    def to_json(self) -> str:
        """The file's text."""
        return self.model_dump_json(indent=1) + "\n"
