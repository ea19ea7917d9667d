"""Streets: their digs in order, what joining neighbours takes, rest and burden."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from wijkplan.models.problem import Joint, Street
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import StreetRecord

from .rounding import euros_nearest
from .work_breakdown import Work

Joinable = Mapping[tuple[int, int], bool]
"""Per pair of neighbouring digs of a street whether they can share an opening in some variant."""


def streets(
    programme: Programme,
    orders: Mapping[str, Sequence[int]],
    works: Sequence[Work],
    districts: Mapping[str, int],
    named: Sequence[int | None],
) -> list[Street]:
    """The streets that are dug, in the order of ``orders``; ``named`` is per project its employer, ``None`` for work
    still to be won."""
    records = {record.id: record for record in programme.settings.streets}
    return [_street(programme, records[street], digs, works, districts, named) for street, digs in orders.items()]


def _street(
    programme: Programme,
    record: StreetRecord,
    digs: Sequence[int],
    works: Sequence[Work],
    districts: Mapping[str, int],
    named: Sequence[int | None],
) -> Street:
    prices, settings = programme.reference.prices, programme.reference.settings
    joints = []
    for a, b in pairwise(digs):
        agreement = agree(programme, works[a], works[b])
        joints.append(
            Joint(
                gap=settings.joint_gap_weeks,
                agreement=agreement,
                interface=euros_nearest(prices.interface),
                own=_own(named, works[a], works[b]),
                new=agreement and not agree(programme, works[a], works[b], today=True),
            )
        )
    return Street(
        district=districts[record.district],
        digs=tuple(digs),
        joints=tuple(joints),
        rest=settings.rest_weeks if record.rest_weeks is None else record.rest_weeks,
        rest_price=None if record.reopening_forbidden else euros_nearest(prices.rest_broken),
        closed=None
        if record.last_closed is None or works[digs[0]].id in programme.begun
        else min(0, programme.week_of(record.last_closed) + 1),
        burden=euros_nearest(record.homes * prices.burden_per_home_week + record.shops * prices.burden_per_shop_week),
    )


def agree(programme: Programme, one: Work, other: Work, *, today: bool = False) -> bool:
    """Whether the clients of two digs of a district agreed to share openings, or would; ``today``: have such an
    agreement now. A client agrees with itself."""
    clients = {one.task.client, other.task.client}
    return len(clients) == 1 or any(
        clients <= set(agreement.clients)
        and (not agreement.districts or one.task.asked.district in agreement.districts)
        and not (today and agreement.new)
        for agreement in programme.settings.agreements
    )


def _own(named: Sequence[int | None], one: Work, other: Work) -> bool:
    """Whether one employer has both works in hand: it needs nobody's agreement to dig once. Who wins what is still to
    be tendered is not known."""
    employer = named[one.task.index]
    return employer is not None and employer == named[other.task.index]


def joinable(
    programme: Programme,
    orders: Mapping[str, Sequence[int]],
    works: Sequence[Work],
    one_lot: Collection[tuple[int, int]],
    named: Sequence[int | None],
) -> Joinable:
    """Whether neighbours can ever share an opening: one project, one lot of some candidate tender, one employer's own
    work, or a street agreement."""
    return {
        (a, b): works[a].task is works[b].task
        or (works[a].task.index, works[b].task.index) in one_lot
        or _own(named, works[a], works[b])
        or agree(programme, works[a], works[b])
        for digs in orders.values()
        for a, b in pairwise(digs)
    }


def positions_possible(orders: Mapping[str, Sequence[int]], joints: Joinable) -> dict[int, tuple[bool, bool]]:
    """Per dig whether it can be joined with the one before and with the one after it."""
    found = {dig: (False, False) for digs in orders.values() for dig in digs}
    for (a, b), possible in joints.items():
        found[a] = (found[a][0], possible)
        found[b] = (possible, found[b][1])
    return found
