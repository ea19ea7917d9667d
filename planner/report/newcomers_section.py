"""Newcomers in the report: whom to take on, where they learn, who guides them, and what that is worth."""

from __future__ import annotations

from typing import Any

from wijkplan.planner.compile import Compiled
from wijkplan.planner.record.newcomers import NewcomersAnswer, NewcomersRecord

from .locale import Tongue

SHOWN = 12  # rows of what one more head is worth
ADVICE = {
    "train": ("opleiden", "train"),
    "lend": ("uitlenen", "lend"),
    "hire": ("inhuren", "hire"),
    "postpone": ("uitstellen", "postpone"),
    "enough": ("genoeg", "enough"),
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
        "advice": {key: tongue.say(*both) for key, both in ADVICE.items()},
        "shown": SHOWN,
    }


def sentence(one: NewcomersAnswer, tongue: Tongue) -> str:
    """What taking people on is worth, in one sentence, with what is proven and what is not."""
    weeks = one.question.startswith("sooner")
    unit = tongue.say("woningweken", "home-weeks") if weeks else tongue.say("euro", "euros")
    number = tongue.words.number

    def amount(value: int | None) -> str:
        return "?" if value is None else f"{number(value)} {unit}"

    if one.word == "nobody":
        return tongue.say(
            "Het gevonden plan neemt niemand aan: opleiden kan hier hooguit {high} schelen, en de beste keuze die is "
            "gevonden is niemand.",
            "The plan found takes nobody on: training can save {high} at most here, and the best choice found is "
            "nobody.",
            high=amount(one.high),
        )
    return tongue.say(
        "{count} nieuwe mensen beginnen; dat kost {training} euro en het plan wordt {found} beter (zeker {low}, "
        "hooguit {high}; {word}). Beide plannen kregen evenveel rekentijd.",
        "{count} newcomers start; that costs {training} euros and the plan gets {found} better (surely {low}, at most "
        "{high}; {word}). Both plans were given the same time.",
        count=number(one.newcomers), training=number(one.training_eur), found=amount(one.found), low=amount(one.low),
        high=amount(one.high),
        word=tongue.say(*{"proven": ("bewezen", "proven"), "negligible": ("te verwaarlozen", "negligible")}.get(
            one.word, ("onbeslist", "undecided"))),
    )  # fmt: skip
