"""SME access meter: how many firms of the programme are able to bid for a lot, alone, together, or with help of
others.

Counted from what firms submitted (trades, regions, heads) and from stated assumptions
(``reference/data/access.toml``); no firm is named. It weighs in no cost and no proof."""

from __future__ import annotations

from .assumptions import Assumptions, assumptions
from .meter import Meter
from .rows import access

__all__ = ["Assumptions", "Meter", "access", "assumptions"]
