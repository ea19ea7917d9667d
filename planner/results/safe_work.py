"""What a programme asks of who does the work, and no price switches off."""

from __future__ import annotations

from collections import Counter

from wijkplan.planner.compile import Names
from wijkplan.planner.text import Text, say

ASKED: tuple[tuple[str, Text], ...] = (
    ("refrigerant", say("works in which a refrigerant circuit is opened: only by who is certified (BRL 200)")),
    ("live-work", say("works on live low voltage: by two qualified people at least, with somebody in charge (WV)")),
)


def safe_work(names: Names) -> list[tuple[Text, int]]:
    """Of how many works what is asked."""
    works = Counter(asked for activity in names.activities for asked in activity.asks)
    return [(told, works[asked]) for asked, told in ASKED if works[asked]]
