"""The registry: families of cases, and suites made of them.

When to modify: a new family is a file in ``families`` and a line in ``FAMILIES``; a new suite is a line in ``SUITES``
and a row in the README."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from wijkplan.planner.text import say

from .cases import Case, Loaded, Unavailable

FAMILIES = {
    "RCPSP": "public",
    "MMRCPSP": "public",
    "RCMPSP": "public",
    "pilot": "pilot",
    "tiny": "tiny",
    "random": "random",
    "planted": "planted",
    "growth": "growth",
}
"""Per value of :attr:`Case.problem` the module under ``wijkplan.benchmarks.families`` that makes its problems."""


class Family(Protocol):
    """What a module of a family offers."""

    def load(self, case: Case, library: Path | None) -> Loaded:
        """Make the problem of a case. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""


def load(case: Case, library: Path | None) -> Loaded:
    """The problem of any case. Raises :class:`~wijkplan.benchmarks.cases.Unavailable`."""
    if case.problem not in FAMILIES:
        raise Unavailable(
            say(
                "{case}: there is no problem {problem!r}; it is one of {known}",
                case=case,
                problem=case.problem,
                known=", ".join(FAMILIES),
            )
        )
    family: Family = import_module(f"wijkplan.benchmarks.families.{FAMILIES[case.problem]}")
    return family.load(case, library)


@dataclass(frozen=True, slots=True)
class Suite:
    """A list of cases under a name, and how they are run unless asked otherwise.

    ``work`` (rounds of improvement) instead of ``seconds`` makes one worker deterministic. ``apart`` runs each case in
    a process of its own, so that peak memory is that of the case. ``timed`` measures steps
    (:mod:`wijkplan.benchmarks.micro`) instead of solving."""

    name: str
    about: str
    cases: Callable[[Path | None], tuple[Case, ...]]
    seconds: float = 60.0
    workers: int = 2
    work: int | None = None
    apart: bool = False
    timed: bool = False


def _smoke(library: Path | None) -> tuple[Case, ...]:
    del library
    from .families import pilot, random, tiny

    bundled = tuple(case for case in tiny.cases() if case.set == "bundled")
    return (*random.cases(), *bundled, *(case for case in pilot.cases() if case.instance == "bundled"))


def _micro(library: Path | None) -> tuple[Case, ...]:
    del library
    return (Case("random", "1x60x1", "seed-1"), Case("random", "4x30x1", "seed-1"), Case("pilot", "all-in", "bundled"))


def _library(library: Path | None) -> tuple[Case, ...]:
    from .families import public

    return public.headline(library)


def _held_out(library: Path | None) -> tuple[Case, ...]:
    from .families import public

    return public.held_out(library)


def _pilot(library: Path | None) -> tuple[Case, ...]:
    del library
    from .families import pilot

    return pilot.cases()


def _planted(library: Path | None) -> tuple[Case, ...]:
    del library
    from .families import planted

    return planted.cases()


def _growth(library: Path | None) -> tuple[Case, ...]:
    del library
    from .families import growth

    return growth.cases()


SUITES = {
    suite.name: suite
    for suite in (
        Suite(
            "smoke",
            say("own small instances and the pilot, fixed work on one worker: the same every time"),
            _smoke,
            workers=1,
            work=20_000,
        ),
        Suite(
            "micro",
            say("time to load, construct, check and encode, against a calibration loop"),
            _micro,
            workers=1,
            timed=True,
        ),
        Suite(
            "library",
            say("headline instances of the public libraries (needs the folder)"),
            _library,
        ),
        Suite(
            "held-out", say("ten instances of each public set that nothing is tuned on (needs the folder)"), _held_out
        ),
        Suite(
            "pilot",
            say("the pilot in every variant, both questions"),
            _pilot,
        ),
        Suite(
            "planted", say("our own class with a known optimum and saving: nine problems, shared and apart"), _planted
        ),
        Suite(
            "growth",
            say("the pilot's size times 1 to 64: how time and memory grow"),
            _growth,
            seconds=120.0,
            apart=True,
        ),
    )
}
