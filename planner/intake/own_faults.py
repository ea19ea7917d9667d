"""A mistake of ours while files are checked: told as ours, and nothing of what else was found is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from wijkplan.planner.findings.finding import Finding, error
from wijkplan.planner.text import say

T = TypeVar("T")


def own_fault(file: str, problem: Exception) -> Finding:
    """The finding that stands for a mistake of ours; the part of the code that failed tells us where to look."""
    trace, part = problem.__traceback__, "?"
    while trace is not None:
        part, trace = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}", trace.tb_next
    what = say(
        "A part of this check could not be carried out ({problem} in {part}).",
        problem=type(problem).__name__,
        part=part,
    )
    remedy = say("This is a mistake of wijkplan, not of the files: report it. What else is said here holds.")
    return error("own-fault", file, "", None, None, what, remedy)


def guarded(file: str, make: Callable[[], T], otherwise: T) -> tuple[T, list[Finding]]:
    """What ``make`` gives, or ``otherwise`` and the finding of a mistake of ours."""
    try:
        return make(), []
    except Exception as problem:  # whatever it is: no input ends the check
        return otherwise, [own_fault(file, problem)]


def all_of(file: str, findings: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """All findings that a check yields; where it fails half-way those before, and that it failed."""
    found: list[Finding] = []
    try:
        found.extend(findings())
    except Exception as problem:
        found.append(own_fault(file, problem))
    return found
