"""Free text of others without the names of employers: what leaves the neutral party names no firm, whoever typed it
where."""

from __future__ import annotations

import re
from collections.abc import Callable

from wijkplan.planner.programme import Programme

SHORTEST = 4  # shorter names would be found inside ordinary words and abbreviations
INSTEAD = "[onderneming]"


def unnamed(programme: Programme) -> Callable[[str], str]:
    """A function that replaces ids and names of employers, as whole words in any case, by a neutral word."""
    names = sorted(
        {text for e in programme.employers for text in (e.id, e.name) if len(text) >= SHORTEST}, key=len, reverse=True
    )
    if not names:
        return str
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)
    return lambda text: pattern.sub(INSTEAD, text)
