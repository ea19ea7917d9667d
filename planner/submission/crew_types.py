"""Crews: who an employer has, where, when, and for what they may be asked."""

from __future__ import annotations

from typing import Literal

from .base_types import Amount, Day, DistrictId, Id, Percent, Record

LIVE_PEOPLE = 2
"""People who do live work together, at least."""


class Leave(Record):
    """Heads of a crew that are away from the day ``start`` up to and including the day ``end``; each working day takes
    a fifth of its week."""

    start: Day
    end: Day
    heads: Amount


class Crew(Record):
    """Heads of one trade in one region. ``committed`` crews work for this employer's own contracts; ``free`` ones are
    not yet committed and count, with other employers' free crews, towards anonymous firms for work still to be
    tendered. ``workers``: whether they agree to be lent; left out, it is not known and ``consent`` stands for it.
    ``appointed_by``: network operators, as clients, that appointed its people in writing to work on their network; left
    out, it is not known. ``base``: the district from which they leave in the morning; left out, the middle of their
    region. ``overtime_percent``: how much longer than a normal week its people may work, at work of their own employer;
    0: they work no overtime.

    What is not stated of these is not so: ``refrigerant_certified``: the firm (BRL 100) and all its people (BRL 200)
    may open a refrigerant circuit; ``live_work_qualified``: all its people may work on low voltage that stays on, as
    the second person too; ``person_in_charge``: somebody is in charge of their electrical work
    (*werkverantwoordelijke*)."""

    id: Id
    trade: Id
    region: Id
    heads: Amount
    base: DistrictId | None = None
    start: Day | None = None
    end: Day | None = None
    leave: tuple[Leave, ...] = ()
    status: Literal["committed", "free"] = "committed"
    lendable_percent: Percent = 0
    overtime_percent: Percent = 0
    reachable_regions: tuple[Id, ...] = ()
    consent: bool = False
    legal_basis: str | None = None
    workers: Literal["agree", "disagree"] | None = None
    appointed_by: tuple[Id, ...] = ()
    refrigerant_certified: bool = False
    live_work_qualified: bool = False
    person_in_charge: bool = False
