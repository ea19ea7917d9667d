"""What is kept of a race: which slice was spent where, what was decided when, and what keeps the rest open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from models.outcome import Focus
from planner.language import translated

from .savings import Saving
from .told import race_sentence
from .variants import Question
from .what_if import Move, decided

Stopped = Literal["decided", "limit", "interrupted", "open"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A saving that is to be decided."""

    question: Question
    source: str
    to: str


@dataclass(frozen=True, slots=True)
class Slice:
    """``seconds`` of search that began ``at`` seconds into the race, and where cost and bound stood after it."""

    at: float
    question: Question
    variant: str
    focus: Focus | None
    seconds: float
    cost: int | None
    bound: int | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A saving whose word stands, and since when."""

    asked: Asked
    word: str
    at: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """A saving that is still open. Each of ``moves`` alone would decide it; empty where no single figure can."""

    asked: Asked
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Race:
    """A comparison until the outcome is decided, within ``limit`` seconds. ``width``: percentage of a saving's high end that its interval may be
    wide, where that was asked for. ``stopped`` at *open* where neither plans nor bounds were left to improve."""

    limit: float
    seconds: float
    stopped: Stopped
    width: int | None
    slices: tuple[Slice, ...]
    decided: tuple[Decided, ...]
    blocked_by: tuple[Blocked, ...]


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
