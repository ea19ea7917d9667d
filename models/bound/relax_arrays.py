"""What the priced relaxation is given and works in: prices, links between activities, memory of one evaluation."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    DEMANDS,
    DIGS,
)
from ..construct.record import record


@record
class Prices(NamedTuple):
    """Prices in euros (the keys of a certificate: :mod:`wijkplan.models.check.price_certificate`); subgradients have
    the same shape."""

    heads: Floats  # resources x H, euros per hundredth of a head
    parts: Floats  # divisors x H, euros per time that a divisor goes whole into the heads of a work
    precedence: Floats
    order: Floats  # per precedence its weeks, euros for each of them by which its successor is too soon
    delay: Floats  # per activity
    lot: Floats  # per dig
    partner: Floats  # per activity
    open_streets: Floats  # districts x H
    ceilings: Floats  # burden, rest
    local: Floats  # districts x 2, likewise in each


@record
class Links(NamedTuple):
    """Precedences as rows (predecessor, successor, link, least lag), and what may join digs."""

    rows: Ints
    by_lot: Ints  # per dig, 1 where some tender puts it and the next one in one lot
    partners: NDArray[np.int8]  # activities x employers, 1 where some tender puts them in one lot
    uses: Ints  # rows (resource, calendar, heads, first week, week after the last), each of the first three once
    used: Ints  # patterns x 3: rows of uses, -1 = none
    lacking: NDArray[np.bool_]  # uses x H: open weeks in which the resource has fewer heads than that
    scarce: Ints  # uses: 1 where there is such a week
    divisors: Ints  # those of each resource, one after the other
    divisors_of: Ints  # offsets per resource
    order_weeks: Ints  # per precedence the first week of its prices, and their offset


@record
class Room(NamedTuple):
    """Working memory of one evaluation."""

    sums: Floats  # uses x (H + 1): price of the weeks before each
    priced: Ints  # uses: any price at all, or any week without enough heads
    dear: Ints  # resources: any price at all
    row: Floats  # modes x (H + 1)
    best: Floats  # H + 1
    choice: Ints  # demands of one mode
    leave: Floats  # digs x 2 x (H + 1)
    leave_from: Ints  # digs x 2 x (H + 1) x 3: start, mode, was joined
    arrive: Floats  # digs x 2 x (H + 1)
    arrive_from: Ints  # digs x 2 x (H + 1): end of the dig before
    on_start: Floats  # activities x (H + 1): what precedences charge for a start in each week
    on_end: Floats
    later: Floats  # H + 1: price of the weeks from each on, of one precedence


def room(x: Arrays, links: Links) -> Room:
    """Memory for problems of this size."""
    size, digs = x.horizon + 1, int(np.max(np.diff(x.streets[:, DIGS]), initial=1))
    n, uses = x.num_activities, len(links.uses)
    return Room(
        sums=np.zeros((uses, size)),
        priced=np.zeros(uses, np.int64),
        dear=np.zeros(len(x.capacity), np.int64),
        row=np.zeros((len(x.modes), size)),
        best=np.zeros(size),
        choice=np.zeros(int(np.max(np.diff(x.modes[:, DEMANDS]), initial=1)), np.int64),
        leave=np.zeros((digs, 2, size)),
        leave_from=np.zeros((digs, 2, size, 3), np.int64),
        arrive=np.zeros((digs, 2, size)),
        arrive_from=np.zeros((digs, 2, size), np.int64),
        on_start=np.zeros((n, size)),
        on_end=np.zeros((n, size)),
        later=np.zeros(size),
    )
