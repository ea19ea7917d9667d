"""Where a value is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wijkplan.planner.text import Text, of_data

Trust = Literal["sourced", "derived", "assumption"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a value is from: source, date of the source (ISO, may be a year only) and how far to trust it."""

    source: str
    date: str
    trust: Trust

    @property
    def said(self) -> Text:
        """The source, in both languages."""
        return of_data(self.source)
