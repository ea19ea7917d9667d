"""Where a value is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Trust = Literal["sourced", "derived", "assumption"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from: source, date of the source (ISO, may be a year only) and how far to trust it."""

    source: str
    date: str
    trust: Trust
