"""A file that is checked alone, as its start sheet says: what needs the programme is a hint, not a mistake of the
file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wijkplan.planner.findings.finding import NONE_NEAR, Finding
from wijkplan.planner.submission.schema import ProgrammeFile
from wijkplan.planner.text import say

from .validate import Submitted

# What others send or the core team keeps: not known from one file.
OF_OTHERS = ("unknown-street", "unknown-client", "unknown-employer", "unknown-framework")
# What a programme may define itself; a near miss of what is known, or what is known by another name, is a mistake.
OF_PROGRAMME = ("unknown-trade", "unknown-work-type", "unknown-package", "unknown-calendar")


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
    return tuple(_softened(f) if f.file in files else f for f in found)


def _softened(finding: Finding) -> Finding:
    if finding.kind in OF_OTHERS:
        remedy = say(
            "It is looked up when the files of all are checked together; check here only that it is written as it "
            "calls itself."
        )
        return replace(finding, severity="hint", remedy=remedy)
    if finding.kind in OF_PROGRAMME and getattr(finding.remedy, "template", "") == NONE_NEAR:
        remedy = say(
            "If the programme states it itself, all is well; check it together with programme.json. {otherwise}",
            otherwise=finding.remedy,
        )
        return replace(finding, severity="hint", remedy=remedy)
    return finding
