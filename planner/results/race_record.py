"""What is kept of a race in ``comparison.json``, and what a stored one says is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from wijkplan.planner.experiment.decisive_moves import decided
from wijkplan.planner.experiment.race_types import Asked, Race
from wijkplan.planner.experiment.savings import Saving
from wijkplan.planner.text import translated

from .sentences import race_sentence


def to_json(race: Race) -> dict[str, Any]:
    """The key ``race`` of ``comparison.json``."""
    row = {
        "limit": race.limit,
        "seconds": round(race.seconds, 1),
        "stopped": race.stopped,
        "width_percent": race.width,
        "slices": [asdict(s) | {"at": round(s.at, 1), "seconds": round(s.seconds, 1)} for s in race.slices],
        "decided": [_pair(d.asked) | {"word": d.word, "at": round(d.at, 1)} for d in race.decided],
        "blocked_by": [_pair(b.asked) | {"moves": [asdict(move) for move in b.moves]} for b in race.blocked_by],
    }
    sentence = race_sentence(row)
    return row | {"sentence": str(sentence), "sentence_nl": translated(sentence, "nl")}


def derived(race: Mapping[str, Any], comparison: Mapping[str, Any] | None = None) -> dict[str, list[dict[str, Any]]]:
    """What a stored race says is decided (without when) and open; with a comparison, what its savings say of the same pairs."""
    keys = ("question", "from", "to")
    rows = [*race["decided"], *race["blocked_by"]]
    if comparison is None:
        return {
            "decided": [{k: row[k] for k in (*keys, "word")} for row in race["decided"]],
            "blocked_by": [{k: row[k] for k in keys} for row in race["blocked_by"]],
        }
    savings = {tuple(s[k] for k in keys): Saving(s["from"], s["to"], s["low"], s["high"], s["word"]) for s in comparison["savings"]}
    found: dict[str, list[dict[str, Any]]] = {"decided": [], "blocked_by": []}
    for row in rows:
        pair, saving = {k: row[k] for k in keys}, savings.get(tuple(row[k] for k in keys))
        if saving is not None and decided(saving, race["width_percent"]):
            found["decided"].append(pair | {"word": saving.word})
        else:
            found["blocked_by"].append(pair)
    return found


def _pair(asked: Asked) -> dict[str, str]:
    return {"question": asked.question, "from": asked.source, "to": asked.to}
