"""Checks of meaning, one module per subject. Each yields findings and relies on nothing that another has found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.checks import (
    amounts,
    awards,
    combinations,
    crews,
    cycles,
    dates,
    files,
    frameworks,
    ids,
    levels,
    norms,
    references,
    stops,
    streets,
    supply,
    time,
)
from planner.checks.context import Context
from planner.findings import Finding

CHECKS: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    files.check,
    ids.check,
    references.check,
    awards.check,
    frameworks.check,
    amounts.check,
    dates.check,
    streets.check,
    norms.check,
    stops.check,
    cycles.check,
    crews.check,
    supply.check,
    time.check,
    combinations.check,
    levels.check,
)
