"""A file that is checked alone, as its start sheet says: what needs the programme is a hint, not a mistake of the
file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.submission.schema import ProgrammeFile
from wijkplan.planner.text import say

from .validate import Submitted

# What others send or the core team keeps: not known from one file.
OF_OTHERS = ("unknown-street", "unknown-client", "unknown-employer", "unknown-framework")


def alone(findings: Sequence[Finding], submitted: Sequence[Submitted]) -> tuple[Finding, ...]:
    """The findings as they are, where several files or the programme file were given; else with hints for what the
    file cannot tell."""
    if len(submitted) != 1 or isinstance(submitted[0].record, ProgrammeFile):
        return tuple(findings)
    file, places = submitted[0].file, submitted[0].places
    files = {
        file,
        *(places.elsewhere if places is not None else ()),
    }  # tables and plans of the same sender are its file too
    what = say("Streets, weeks and other parties were not looked at, because there is no programme file beside it.")
    remedy = say("Ask the core team for programme.json and name it too; what is said here holds without it.")
    found = [
        replace(f, severity="hint", file=file, what=what, remedy=remedy) if f.kind == "missing-programme" else f
        for f in findings
    ]
    return tuple(replace(f, severity="hint") if f.kind in OF_OTHERS and f.file in files else f for f in found)
