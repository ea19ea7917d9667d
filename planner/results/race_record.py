"""What is kept of a race in ``comparison.json``, and what a stored one says is decided."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.experiment.decisive_moves import decided
from wijkplan.planner.experiment.race_types import Race
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import BlockedPair, Comparison, DecidedPair, RaceFigures, RaceRecord, Word
from wijkplan.planner.text import translated

from .sentences import race_sentence


def race_record(race: Race) -> RaceRecord:
    """The key ``race`` of ``comparison.json``; times are rounded to tenths of seconds."""
    found = RaceFigures(
        limit=race.limit,
        seconds=round(race.seconds, 1),
        stopped=race.stopped,
        width_percent=race.width,
        slices=tuple(s.model_copy(update={"at": round(s.at, 1), "seconds": round(s.seconds, 1)}) for s in race.slices),
        decided=tuple(
            DecidedPair(question=d.asked.question, source=d.asked.source, to=d.asked.to, word=d.word, at=round(d.at, 1))
            for d in race.decided
        ),
        blocked_by=tuple(
            BlockedPair(question=b.asked.question, source=b.asked.source, to=b.asked.to, moves=b.moves)
            for b in race.blocked_by
        ),
    )
    sentence = race_sentence(found)
    return RaceRecord(**dict(found), sentence=str(sentence), sentence_nl=translated(sentence, "nl"))


Asked = tuple[Question, str, str]
"""Question and two variants."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a race decided, with the word, and what it left open."""

    decided: tuple[tuple[Asked, Word], ...]
    open: tuple[Asked, ...]


def stated(race: RaceFigures) -> Outcome:
    """What a race says itself."""
    return Outcome(
        tuple(((d.question, d.source, d.to), d.word) for d in race.decided),
        tuple((b.question, b.source, b.to) for b in race.blocked_by),
    )


def derived(race: RaceFigures, comparison: Comparison) -> Outcome:
    """What the savings of a comparison say of the pairs of a race."""
    closed: list[tuple[Asked, Word]] = []
    still_open: list[Asked] = []
    for pair in (*race.decided, *race.blocked_by):
        asked, saving = (pair.question, pair.source, pair.to), comparison.saving(pair.question, pair.source, pair.to)
        if saving is not None and decided(saving, race.width_percent):
            closed.append((asked, saving.word))
        else:
            still_open.append(asked)
    return Outcome(tuple(closed), tuple(still_open))
