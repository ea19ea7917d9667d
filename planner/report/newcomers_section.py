"""Newcomers in the report: whom to take on, where they learn, who guides them, and what that is worth."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.record.newcomers import NearestNewcomer, NewcomersAnswer, NewcomersRecord
from wijkplan.planner.text import say

from .locale import Tongue

SHOWN = 12  # rows of what one more head is worth
ADVICE = {
    "train": say("train"),
    "lend": say("lend"),
    "hire": say("hire"),
    "postpone": say("postpone"),
}


def newcomers_section(compiled: Compiled, record: NewcomersRecord | None, tongue: Tongue) -> dict[str, Any] | None:
    """Everything of the section; ``None`` where nobody asked, or nothing is known of newcomers."""
    if record is None or compiled.recruits is None or not record.answers:
        return None
    names = compiled.names
    dutch = tongue.language == "nl"
    return {
        "answers": [(one, sentence(one, tongue)) for one in record.answers],
        "tracks": {t.id: t.name if dutch else t.english or t.name for t in compiled.recruits.tracks},
        "trades": {trade.id: tongue.trade(trade) for trade in names.trades},
        "regions": {region.id: region.name for region in names.regions},
        "employers": {one.id: one.name for one in names.employers},
        "advice": {key: tongue.sentence(advice) for key, advice in ADVICE.items()},
        "shown": SHOWN,
    }


def sentence(one: NewcomersAnswer, tongue: Tongue) -> str:
    """What taking people on is worth, in one sentence, with what is proven and what is not."""
    weeks = one.question.startswith("sooner")

    def amount(value: int | None) -> str:
        if value is None:
            return "?"
        number = tongue.words.number(value)
        if weeks:
            return tongue.say("{number} home-weeks", number=number)
        return tongue.say("{number} euros", number=number)

    if one.word == "nobody":
        told = tongue.say(
            "The plan found takes nobody on: training can save {high} at most here, and the best choice found is "
            "nobody.",
            high=amount(one.high),
        )
        return told if one.nearest is None or weeks else f"{told} {why_nobody(one.nearest, tongue)}"
    return tongue.say(
        "{count} newcomers start; that costs {training} euros and the plan gets {found} better (surely {low}, at most "
        "{high}; {word}). Both plans were given the same time.",
        count=tongue.words.number(one.newcomers),
        training=tongue.words.number(one.training_eur),
        found=amount(one.found),
        low=amount(one.low),
        high=amount(one.high),
        word=tongue.words.WORDS[one.word],
    )


def why_nobody(one: NearestNewcomer, tongue: Tongue) -> str:
    """What the newcomer who is nearest to paying costs, beside the hire that he or she could take over."""
    number = tongue.words.number
    return tongue.say(
        "Nearest to paying is somebody who starts on {start}: that costs {cost} euros until the end of the programme, "
        "and takes over at most {weeks} head-weeks of hire, which cost {hire} euros more than own people.",
        start=str(one.start),
        cost=number(one.cost_eur),
        weeks=number(one.hired_head_weeks, 1),
        hire=number(one.hire_eur),
    )
