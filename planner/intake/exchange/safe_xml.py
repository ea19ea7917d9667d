"""XML of others, parsed without trusting it: no definitions of its own, no entities, nothing fetched."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from wijkplan.planner.intake.workbook.open_workbook import Unreadable
from wijkplan.planner.text import say

if TYPE_CHECKING:
    from lxml.etree import _Element

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T|$)")
_DURATION = re.compile(
    r"(-?)P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)


def parse(raw: bytes) -> _Element:
    """The root of an XML file. Raises :class:`Unreadable`."""
    from lxml import etree  # late: most programmes have no plans of other programs

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        what = say("It is not valid XML: {problem}.", problem=str(problem)[:120])
        raise Unreadable(what, say("Export it again from the planning program.")) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable(
            say("It holds definitions (DTD), which plans do not have."),
            say("Export it again from the planning program."),
        )
    return root


def day_of(text: str | None) -> date | None:
    """The day of a date and time; ``None`` where it is none."""
    match = _DAY.match(text or "")
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def hours_of(text: str | None) -> float | None:
    """The hours of an XML duration such as ``PT16H30M0S``; ``None`` where it is none."""
    match = _DURATION.fullmatch(text or "")
    if match is None or not any(match.groups()[1:]):
        return None
    days, hours, minutes, seconds = (float(part or 0) for part in match.groups()[1:])
    return (-1 if match[1] else 1) * (24 * days + hours + minutes / 60 + seconds / 3600)
