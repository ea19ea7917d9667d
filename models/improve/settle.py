"""Rounds that bring work nearer to the weeks that were asked for, in a plan that may cost a little more than the
cheapest one found.

Ruin-and-recreate as in :mod:`.ruin`, with another aim: what is minimised are weeks moved and changes of own heads,
then how often others do the work than before; euros only have a ceiling. Work is put back where euros and weeks
together are least, at so many euros a week as the driver (:mod:`.nearest`) finds to lead to the ceiling: the price of
a Lagrangian relaxation, found while searching."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    DEMANDS,
    END,
    LEAD,
    MODE,
    MOST_CHANGES,
    PATTERN,
    PROJECT,
    RESOURCE,
    START,
    STREET,
    SUBMITTED,
    TENDER,
)
from ..construct.insert import insert
from ..construct.jit import inner, kernel
from ..construct.price import PENALTY, penalty, price
from ..construct.record import record
from ..construct.rows import copy_row
from ..construct.state import State, drop
from .ceilings import unsteady
from .delta_cost import lowest, part
from .iteration import NONE, Memory, changed, in_sequence, keep, redraw_joints, take_out, undo, with_joined
from .moves import add, misplaced, publish, relatives, rivals, street, users

KINK = 3.0  # a euro above the ceiling costs so many more than one below it
LOOKS = 8  # works that a move compares
STEADY = 0.15  # share of the rounds that also look at changes when they put work back: they take ten times as long


@record
class Aim(NamedTuple):
    """What is minimised: a week that one work is moved counts ``week``, a unit of changes ``change``, both times
    ``scale``; a demand that is staffed by others than before counts 1. ``ceiling``: euros that the plan may cost."""

    ceiling: int
    week: int
    change: int
    scale: int
    strange: Ints  # per pattern 1 where others supply the trade of that activity than before


@inner
def away(x: Arrays, z: State, works: Ints, count: int) -> int:
    """Weeks by which the first works are moved from the week asked for, all together."""
    weeks = NONE
    for i in range(count):
        a = works[i]
        if z.places[a, MODE] >= 0 and x.activities[a, SUBMITTED] >= 0:
            weeks += abs(z.places[a, START] - x.activities[a, SUBMITTED])
    return int(weeks)


@inner
def strangers(x: Arrays, z: State, aim: Aim, works: Ints, count: int) -> int:
    """Demands of the first works that others staff than before."""
    found = NONE
    for i in range(count):
        m = z.places[works[i], MODE]
        if m >= 0:
            for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
                found += aim.strange[z.places[works[i], PATTERN + k]]
    return int(found)


@inner
def score(aim: Aim, weeks: int, changes: int, strange: int) -> int:
    """What is minimised, as one number."""
    return (weeks * aim.week + changes * aim.change) * aim.scale + strange


@inner
def _far(x: Arrays, z: State, works: Ints) -> int:
    """One of the works, likelier one that is far from its week; -1 where none of those that were drawn is moved."""
    found, most = -1, 0.0
    for _ in range(LOOKS):
        a = works[np.random.randint(0, len(works))]
        if x.activities[a, SUBMITTED] >= 0 and z.places[a, MODE] >= 0:
            weight = abs(z.places[a, START] - x.activities[a, SUBMITTED]) * np.random.random()
            if weight > most:
                found, most = a, weight
    return int(found)


@inner
def _at_home(x: Arrays, z: State, a: int, gone: Ints, mark: Ints, count: int, most: int, reach: int) -> int:
    """A work and others that use one of its resources about the week that was asked for."""
    count = add(a, gone, mark, count)
    m = z.places[a, MODE]
    demands = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]
    if demands == 0:
        return count
    d = x.modes[m, DEMANDS] + np.random.randint(0, demands)
    if x.demands[d + 1] == x.demands[d]:
        return count
    wanted = x.patterns[x.demands[d], RESOURCE]
    asked = x.activities[a, SUBMITTED]
    last = asked + z.places[a, END] - z.places[a, START] + reach
    return users(x, z, wanted, asked - reach, last, gone, mark, count, most)


@inner
def _republish(x: Arrays, z: State, a: int, mem: Memory) -> bool:
    """Publish the tender of a work as late as the week asked for allows, where it is published later now; whether it
    was."""
    t = z.bought[x.activities[a, PROJECT], TENDER]
    if t < 0 or z.week[t] + x.tenders[t, LEAD] <= x.activities[a, SUBMITTED]:
        return False
    mem.dropped[0, 0], mem.dropped[0, 1] = t, z.week[t]
    drop(x, z, t)
    if not publish(x, z, t, x.activities[a, SUBMITTED] - x.tenders[t, LEAD]):
        return False
    mem.chosen[0, 0], mem.chosen[0, 1] = t, z.week[t]
    return True


@inner
def _by_wish(x: Arrays, mem: Memory, count: int, first: int, noise: int) -> None:
    """Sort what is gone by the week asked for plus noise, one of it first."""
    for i in range(count):
        a = mem.gone[i]
        since = x.activities[a, SUBMITTED] if x.activities[a, SUBMITTED] >= 0 else mem.saved[a, START]
        mem.key[a] = -1 if a == first else 1000 * (since + (np.random.randint(-noise, noise + 1) if noise > 0 else 0))
    in_sequence(x, mem, count)


@kernel
def settle(
    x: Arrays,
    z: State,
    best: State,
    mem: Memory,
    aim: Aim,
    rounds: int,
    worth: int,
    hot: float,
    cold: float,
    weights: Floats,
    best_score: int,
) -> int:
    """Run ``rounds`` rounds from ``z`` while the temperature falls from ``hot`` to ``cold`` euros; returns the score
    of ``best``.

    ``worth``: euros for a week that a work is moved, which column ``MOVED`` of ``x`` has too, above its own price.
    ``best`` is the best state met that is a plan and costs no more than the ceiling; ``mem.out[0]`` tells what ``z``
    uses. All work must be placed in ``z``."""
    totals, tried = mem.out[0], mem.out[1]
    plain = price(x, z, weights, 1.0, totals)
    fines = totals[PENALTY]
    plain -= fines
    weeks, strange = away(x, z, mem.works, len(mem.works)), strangers(x, z, aim, mem.works, len(mem.works))
    steady = worth * aim.change / aim.week
    calm, prices = mem.calm, mem.prices
    for k in range(len(weights)):
        calm[k] = weights[k] if k < MOST_CHANGES or k >= len(x.ceilings) else 0.0
        prices[k] = weights[k] + (steady if k == MOST_CHANGES else 0.0)
    value = plain + fines + steady * z.changes[0] + KINK * max(0, plain - worth * weeks - aim.ceiling)
    gone, mark = mem.gone, mem.mark
    for r in range(rounds):
        temperature = hot * (cold / hot) ** (r / rounds)
        count, exchanged, redraw = NONE, NONE, False
        most = 2 + np.random.randint(0, 12)
        move = np.random.random()
        a = _far(x, z, mem.works)
        if a < 0 or (move < 0.1 and z.averages.shape[0] > 0):
            if z.averages.shape[0] == 0:
                continue
            count = unsteady(x, z, mem, MOST_CHANGES, count, most)
        elif move < 0.2 and z.bought[x.activities[a, PROJECT], TENDER] >= 0:
            t = z.bought[x.activities[a, PROJECT], TENDER]
            if not _republish(x, z, a, mem):
                if z.week[t] < 0:  # desks leave no week at all
                    undo(x, z, mem, NONE, 1, NONE)
                continue
            exchanged += 1
            count = misplaced(x, z, t, gone, mark, count)
            count = add(a, gone, mark, count)
        elif move < 0.5:
            count = _at_home(x, z, a, gone, mark, count, most, np.random.randint(0, 6))
        elif move < 0.7 and x.activities[a, STREET] >= 0:
            count = street(x, x.activities[a, STREET], gone, mark, count)
            redraw = np.random.random() < 0.5
        elif move < 0.85:
            count = add(a, gone, mark, count)
            count = relatives(x, gone, mark, count, most, 0.5)
        else:
            count = rivals(x, z, a, gone, mark, count, most, np.random.randint(2, 30))
        if redraw:
            count = with_joined(x, z, gone, mark, count)
        copy_row(totals, tried)
        more = part(x, z, mem, count, -1, tried)
        nearer, known = away(x, z, gone, count), strangers(x, z, aim, gone, count)
        take_out(x, z, mem, count)
        if redraw:
            redraw_joints(x, z, mem, count, 0.5 + 0.5 * np.random.random())
        _by_wish(x, mem, count, a if np.random.random() < 0.6 else -1, 0 if np.random.random() < 0.5 else 6)
        forward = np.random.random() < 0.5
        blink = 0.0 if np.random.random() < 0.6 else 0.05
        for i in range(count):
            insert(x, z, gone[i], prices if r % 20 < 20 * STEADY else calm, forward, blink, mem.scratch)
        more += part(x, z, mem, count, 1, tried)
        nearer, known = away(x, z, gone, count) - nearer, strangers(x, z, aim, gone, count) - known
        euros = penalty(x, z, weights, 1.0, tried)
        over = max(0, plain + more - worth * (weeks + nearer) - aim.ceiling)
        then = plain + more + euros + steady * z.changes[0] + KINK * over
        if lowest(x, z, mem, count) == 0 and then <= value - temperature * math.log(max(1e-12, np.random.random())):
            plain, weeks, strange, value = plain + more, weeks + nearer, strange + known, then
            copy_row(tried, totals)
            changed(mem, count, exchanged)
            found = score(aim, weeks, z.changes[0], strange)
            if euros == 0 and over == 0 and found < best_score:
                best_score = found
                keep(z, best, mem)
        else:
            undo(x, z, mem, count, exchanged, exchanged)
        for i in range(count):
            mark[gone[i]] = 0
    return best_score
