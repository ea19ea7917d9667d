"""European thresholds by period; unknown ones are not guessed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wijkplan.planner.reference.law_data import Kind, Law, Part, Threshold


def threshold(law: Law, part: Part, kind: Kind, first: date, last: date) -> Threshold:
    """The strictest known threshold for what may be published from ``first`` up to and including ``last``; where none
    of these days lies in a known period, the nearest known period counts and :func:`is_known` says no.

    Raises:
        KeyError: this part of the Act has no thresholds.
    """
    listed = [t for t in law.thresholds if (t.part, t.kind) == (part, kind)]
    if not listed:
        raise KeyError(f"no threshold for {kind} under part {part}")
    within = [t for t in listed if t.valid_from <= last and t.valid_to >= first]
    if within:
        return min(within, key=lambda t: (t.value_eur, t.valid_from))
    return min(listed, key=lambda t: min(abs((t.valid_from - last).days), abs((first - t.valid_to).days)))


def is_known(law: Law, parts: Iterable[Part], day: date) -> bool:
    """Whether the thresholds of these parts are known for what is published on a day; private clients need none."""
    bound = {part for part in parts if part != "private"}
    known = {t.part for t in law.thresholds if t.valid_from <= day <= t.valid_to}
    return bound <= known


def last_known(law: Law) -> date:
    """Last day of the last period of which all thresholds are known."""
    last: dict[tuple[Part, Kind], date] = {}
    for t in law.thresholds:
        last[t.part, t.kind] = max(t.valid_to, last.get((t.part, t.kind), t.valid_to))
    return min(last.values())
