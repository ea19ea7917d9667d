"""What the sectors of employers are called."""

from __future__ import annotations

from collections.abc import Mapping

from wijkplan.planner.text import Text, say

from .schema import Sector

SECTORS: Mapping[Sector, Text] = {
    "builder": say("building"),
    "installer": say("installation"),
    "grid": say("grid operation"),
    "civil": say("civil works"),
    "charging": say("charging"),
}
