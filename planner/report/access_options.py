"""Saving against able bidders: for each group of projects that a plan combined, every form in which it could be
bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from wijkplan.planner.record import Form, FormChoice

from .locale import Tongue

State = Literal["chosen", "front", "beaten"]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One form in which a group of projects could be bought; groups count from 1."""

    group: int
    projects: tuple[str, ...]
    form: str
    lots: int
    saving: int
    fewest: float
    state: State
    on_front: bool


def option_rows(choices: Sequence[FormChoice], tongue: Tongue) -> list[OptionRow]:
    """The options of all groups: the table behind the chart."""
    forms = tongue.words.FORMS | {"single": tongue.say("separate")}
    return [
        OptionRow(
            i,
            choice.projects,
            forms[option.form],
            option.lots,
            option.saving_eur,
            option.fewest,
            _state(option),
            option.on_front,
        )
        for i, choice in enumerate(choices, 1)
        for option in choice.options
    ]


def _state(option: Form) -> State:
    if option.chosen:
        return "chosen"
    return "front" if option.on_front else "beaten"
