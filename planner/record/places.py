"""``places/places.json``: what each tender of a plan is to offer to learners and job seekers, and what its work can.

Counts only: weeks of learners, never people by name. A learner-week is a week in which one person learns at work."""

from __future__ import annotations

from typing import Literal

from .part import Part

FORMAT_VERSION: Literal[1] = 1

PlacesReason = Literal["no-track", "no-learning-place", "no-seats", "no-building-block", "too-little-work"]
"""Why a tender cannot offer what is agreed: nobody learns these trades; who does the work may not teach there; no
school seat or candidate left in its weeks; the region does not say what a building block counts for; all of it is
open, and the work is too small."""


class PlacesObstacle(Part):
    """What keeps a tender from offering more."""

    reason: PlacesReason
    """Which."""

    trades: tuple[str, ...]
    """Ids of the trades in which it does; empty where it is no matter of a trade."""


class TenderBlock(Part):
    """Room for learners of one track in the work of a tender."""

    track: str
    """Id of the track."""

    trade: str
    """Id of the trade."""

    region: str
    """Id of the region where they learn."""

    learner_weeks: float
    """Weeks of learners that the work has room for, with those who can guide, seats and candidates."""

    eur: int | None
    """Euros that these count for there; ``null`` where the region does not say."""


class TenderPlaces(Part):
    """One tender of the plan."""

    tender: str
    """Id of the tender."""

    agreed_eur: int
    """Euros in building blocks that its clients ask, of the contract sum."""

    agreed_learner_weeks: float
    """Weeks of learners that its clients ask, of the people at work."""

    room_eur: int
    """Euros of building blocks that the work has room for."""

    room_learner_weeks: float
    """Weeks of learners likewise."""

    short_eur: int
    """Euros agreed beyond the room."""

    short_learner_weeks: float
    """Weeks of learners agreed beyond the room."""

    reasons: tuple[PlacesObstacle, ...]
    """Why it falls short; empty where it does not."""

    blocks: tuple[TenderBlock, ...]
    """What the room is made of, the dearest building block first."""


class PlacesRecord(Part):
    """All tenders of one plan of which something is agreed."""

    format_version: Literal[1]
    """Raised when the meaning of a key changes."""

    plan: str
    """File of the plan."""

    tenders: tuple[TenderPlaces, ...]
    """In order of the candidate list."""

    def to_json(self) -> str:
        """The file's text."""
        return self.model_dump_json(indent=1) + "\n"
