"""Which part of the value is still free to decide: work that is still to be tendered, against work whose contract
exists."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.compile import Names

from .locale import Tongue

FREE, SYNCHRONISED = "to-tender", "call-off"


@dataclass(frozen=True, slots=True)
class Award:
    """Projects of one kind of award: how many, and their norm value in euros."""

    name: str
    projects: int
    value: int
    share: float | None


def awards(names: Names, tongue: Tongue) -> list[Award]:
    """All kinds that occur, in a fixed order; ``share`` is ``None`` where nothing has a value."""
    total = sum(p.value_eur for p in names.projects)
    rows = []
    for kind, label in tongue.words.AWARDS.items():
        values = [p.value_eur for p in names.projects if p.award == kind]
        if values:
            rows.append(Award(label, len(values), sum(values), sum(values) / total if total else None))
    return rows


def sentence(names: Names, tongue: Tongue) -> str:
    """The answer in one sentence."""
    total = sum(p.value_eur for p in names.projects)
    if not total:
        return tongue.say("There is no work with a value.")
    free, calls = (sum(p.value_eur for p in names.projects if p.award == kind) for kind in (FREE, SYNCHRONISED))
    return tongue.say(
        "Of {total} of work, {free} ({share}) is still free to be tendered together; {calls} ({call_share}) are "
        "call-offs, which can be "
        "synchronised within their framework; the rest is settled.",
        total=tongue.words.brief(total),
        free=tongue.words.brief(free),
        share=tongue.words.percent(free / total, 0),
        calls=tongue.words.brief(calls),
        call_share=tongue.words.percent(calls / total, 0),
    )
