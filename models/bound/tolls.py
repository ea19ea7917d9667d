"""What the prices of a certificate say to a search: what heads are worth to other work, and where each unit would be
cheapest.

Whoever is put back where it costs least by itself takes scarce people from others who can do without them less well.
Prices of heads from the relaxation say by how much (list scheduling by a Lagrangian relaxation: Mohring, Schulz, Stork,
Uetz 2003). They steer search only: no cost, bound or checked value has them in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..construct.arrays import Arrays
from ..construct.columns import BURDEN, DIGS, POSITION, STREET, STREET_DISTRICT
from ..problem import Position
from .prices import Ascent
from .relax import BIG, evaluate

TOLL = 1.5  # of what heads are worth to others, charged at most to who takes them
SAMPLES, SPREAD = 8, 0.3  # prices near those of the certificate at which weeks are looked for, and how near


def steered(ascent: Ascent, certificate: Mapping[str, Any], seed: int) -> Arrays:
    """The arrays of the problem of ``ascent`` with what a certificate's prices say; its own prices are gone then."""
    ascent.resume(certificate)
    x, y, room = ascent.x, ascent.y, ascent.room

    def costs() -> Any:
        evaluate(x, y, ascent.links, room, ascent.g, ascent.at)
        return room.row.copy()

    aim_cost = costs()
    aim_burden = x.burden_priced + y.ceilings[0] + y.local[:, 0]
    aim_least = _least(x, aim_cost, aim_burden, ascent.at)
    random = np.random.default_rng(seed)
    kept = [values.copy() for values in y]
    aims = [ascent.at.copy()]
    for _ in range(SAMPLES - 1):
        for values, middle in zip(y, kept, strict=True):
            values[:] = middle * random.uniform(1 - SPREAD, 1 + SPREAD, middle.shape)
        costs()
        aims.append(ascent.at.copy())
    for values, middle in zip(y, kept, strict=True):
        values[:] = middle if values is y.heads or values is y.parts else 0.0
    priced = costs()
    y.heads[:], y.parts[:] = 0.0, 0.0
    free = costs()
    return x._replace(
        tolls=np.where((priced < BIG / 2) & (free < BIG / 2), np.maximum(0.0, priced - free), 0.0),
        toll=np.array([0.0, TOLL]),
        aims=np.array(aims),
        aim_cost=aim_cost,
        aim_burden=aim_burden,
        aim_least=aim_least,
    )


def _least(x: Arrays, cost: Any, of_burden: Any, at: Any) -> Any:
    """Euros of each unit where ``at`` has it, at its first dig for a street."""
    least = np.zeros(x.num_activities)
    for a in range(x.num_activities):
        start, end, mode = at[a]
        s = int(x.activities[a, STREET])
        unit = a if s < 0 else int(x.digs[x.streets[s, DIGS]])
        least[unit] += cost[mode, start]
    for s in range(x.num_streets):
        weekly, since = x.streets[s, BURDEN] * of_burden[x.streets[s, STREET_DISTRICT]], 0
        for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
            start, end, mode = at[x.digs[i]]
            joined = x.modes[mode, POSITION] >= Position.MIDDLE
            least[x.digs[x.streets[s, DIGS]]] += weekly * (end - (since if joined else start))
            since = end
    return least
