"""Findings as their sender may see them: what bears on another sender is for the core team alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.validate import Submitted
from wijkplan.planner.submission.schema import ProgrammeFile
from wijkplan.planner.text import Text, say

WHAT = say("The core team has a question about this: it bears on what somebody else sent.")
REMEDY = say("Ask the core team, who sees everything.")
NAMED = ("employers", "clients", "crews", "projects", "frameworks")
"""Lists of a submission whose elements have names of their own."""


def for_sender(file: str, findings: Iterable[Finding], submitted: Sequence[Submitted]) -> list[Finding]:
    """The findings of one file without what they say of other senders: their names, files, crews and projects, and
    that there is anything alike. What the file itself says stays."""
    own = {text for one in submitted if one.file == file for text in _texts(one.record.model_dump(mode="json"))} | {
        file,
        Path(file).name,
    }
    others = {name for one in submitted if one.file != file for name in _names(one)} - own
    return [_without(finding, others) for finding in findings if finding.file == file]


def _without(finding: Finding, others: set[str]) -> Finding:
    if _mentions(finding.what, others) or finding.value in others:
        value = "" if finding.value in others else finding.value
        return replace(finding, kind="for-the-core-team", value=value, what=WHAT, remedy=REMEDY)
    return replace(finding, remedy=REMEDY) if _mentions(finding.remedy, others) else finding


def _names(one: Submitted) -> Iterator[str]:
    """What an outsider would know a sender by; the programme file is everybody's."""
    if isinstance(one.record, ProgrammeFile):
        return
    yield from (one.file, Path(one.file).name, one.record.id, one.record.name)
    for name in NAMED:
        for part in getattr(one.record, name, ()):
            yield from (text for text in (part.id, getattr(part, "title", None)) if text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _mentions(text: str, others: set[str]) -> bool:
    """Whether a sentence names one of them: in what was filled in, where it still knows that, else anywhere in it."""
    if isinstance(text, Text):
        return any(_mentions(value if isinstance(value, str) else str(value), others) for value in text.fields.values())
    return any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) for name in others)
