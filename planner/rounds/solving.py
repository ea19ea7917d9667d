"""How plans are looked for when planning goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.engine import Engine
from wijkplan.planner.programme import Programme


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Solving:
    """By which engine, how long and with what seed, until when, and how a programme is compiled: where several follow
    that differ in what stands only, by a :class:`~wijkplan.planner.compile.Compiler`."""

    engine: Engine
    settings: Settings
    stop: Callable[[], bool] = _never
    compile: Callable[[Programme], Compiled] = compile
