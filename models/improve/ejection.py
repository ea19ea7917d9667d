"""Rounds that only make room: for work that found none, take out what stands in its way and put it back elsewhere.

Ejection chains (Glover 1996): what is put out may itself find no room and is then the next to be helped, so the number
of activities without room never rises. A round weighs only what it takes out, so what it costs hardly depends on the
size of the problem."""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Arrays, Floats, Ints
from ..construct.columns import (
    CANDIDATES,
    DEMANDS,
    LOADS,
    LOT,
    LOT_MEMBERS,
    MEMBERS,
    MODE,
    MODES,
    PREPARATION,
    PROJECT,
    RESOURCE,
    STREET,
    TENDER,
)
from ..construct.insert import insert
from ..construct.jit import inner, kernel
from ..construct.start_bounds import bounds
from ..construct.state import State, drop
from .delta_cost import lowest
from .iteration import NONE, Memory, changed, exchange, order, redraw_joints, take_out, undo, with_joined
from .moves import add, misplaced, publish, relatives, street, swap_tenders, users


@inner
def _fellows(x: Arrays, z: State, a: int, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """Work of the same lot, or of the same project where there is none."""
    p = x.activities[a, PROJECT]
    lot = z.bought[p, LOT]
    first, last = (x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]) if lot >= 0 else (0, 1)
    for i in range(first, last):
        q = x.lot_members[i] if lot >= 0 else p
        for j in range(x.projects[q, MEMBERS], x.projects[q + 1, MEMBERS]):
            if count < most:
                count = add(x.members[j], gone, mark, count)
    return count


@inner
def _sharers(x: Arrays, z: State, a: int, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """Work that takes from, or gives to, a reservoir of this activity."""
    loads = x.activities[a + 1, LOADS] - x.activities[a, LOADS]
    if loads == 0:
        return count
    g = x.loads[x.activities[a, LOADS] + np.random.randint(0, loads), 0]
    offset = np.random.randint(0, x.num_activities)
    for i in range(x.num_activities):
        b = (i + offset) % x.num_activities
        for j in range(x.activities[b, LOADS], x.activities[b + 1, LOADS]):
            if x.loads[j, 0] == g and z.places[b, MODE] >= 0:
                count = add(b, gone, mark, count)
        if count >= most:
            break
    return count


@inner
def _crowd(x: Arrays, z: State, a: int, gone: Ints, mark: Ints, count: int, most: int, box: Ints) -> int:
    """Work that uses a resource which this activity could use, in some weeks of its window."""
    m = x.activities[a, MODES] + np.random.randint(0, x.activities[a + 1, MODES] - x.activities[a, MODES])
    demands = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]
    if demands == 0:
        return count
    d = x.modes[m, DEMANDS] + np.random.randint(0, demands)
    if x.demands[d + 1] == x.demands[d]:
        return count
    q = x.demands[d] + np.random.randint(0, x.demands[d + 1] - x.demands[d])
    wanted = x.patterns[q, RESOURCE + np.random.randint(0, 2)]
    if wanted < 0:
        wanted = x.patterns[q, RESOURCE]
    bounds(x, z, a, box)
    first, last = max(0, min(box[0], x.horizon - 1)), min(x.horizon, box[3])
    centre = first + np.random.randint(0, max(1, last - first))
    reach = np.random.randint(2, 20)
    return users(x, z, wanted, centre - reach, centre + reach, gone, mark, count, most)


@inner
def _in_the_way(x: Arrays, z: State, a: int, mem: Memory, count: int, most: int) -> int:
    """One of the things that may keep an activity from finding room."""
    gone, mark, draw = mem.gone, mem.mark, np.random.random()
    if draw < 0.25:
        return relatives(x, gone, mark, count, most, 1.0)
    if draw < 0.45 and x.activities[a, STREET] >= 0:
        return street(x, x.activities[a, STREET], gone, mark, count)
    if draw < 0.55:
        return _fellows(x, z, a, gone, mark, count, most)
    if draw < 0.65:
        return _sharers(x, z, a, gone, mark, count, most)
    return _crowd(x, z, a, gone, mark, count, most, mem.scratch[0])


@inner
def _buy(x: Arrays, z: State, p: int, mem: Memory) -> tuple[int, int]:
    """Publish the tender of a project anew as early as desks allow, or let another candidate take its place; lengths
    as in ``swap_tenders``."""
    tender = z.bought[p, TENDER]
    if tender >= 0 and np.random.random() < 0.5:
        mem.dropped[0, 0], mem.dropped[0, 1] = tender, z.week[tender]
        drop(x, z, tender)
        if not publish(x, z, tender, x.tenders[tender, PREPARATION]):
            return 1, -1
        mem.chosen[0, 0], mem.chosen[0, 1] = tender, z.week[tender]
        return 1, 1
    first, last = x.projects[p, CANDIDATES], x.projects[p + 1, CANDIDATES]
    return swap_tenders(x, z, x.candidates[np.random.randint(first, last)], mem.dropped, mem.chosen)


@inner
def _without_room(z: State, mem: Memory, count: int) -> int:
    missing = NONE
    for i in range(count):
        if z.places[mem.gone[i], MODE] < 0:
            missing += 1
    return missing


@kernel
def mend(x: Arrays, z: State, mem: Memory, rounds: int, weights: Floats) -> int:
    """At most so many rounds; returns how many activities are still without room."""
    gone, mark, waiting = mem.gone, mem.mark, mem.waiting
    left = NONE
    for a in range(x.num_activities):
        if z.places[a, MODE] < 0:
            waiting[left] = a
            left += 1
    for _ in range(rounds):
        if left == 0:
            break
        a = waiting[np.random.randint(0, left)]
        p = x.activities[a, PROJECT]
        num_dropped, num_chosen = NONE, NONE
        count = add(a, gone, mark, NONE)
        tendered = x.projects[p + 1, CANDIDATES] > x.projects[p, CANDIDATES]
        if tendered and (z.bought[p, TENDER] < 0 or np.random.random() < 0.12):
            num_dropped, num_chosen = _buy(x, z, p, mem)
            if num_chosen < 0:
                exchange(x, z, mem.chosen, NONE, mem.dropped, num_dropped)
                mark[a] = 0
                continue
            for i in range(num_chosen):
                count = misplaced(x, z, mem.chosen[i, 0], gone, mark, count)
        most = 2 + np.random.randint(0, 30)
        count = _in_the_way(x, z, a, mem, count, most)
        if np.random.random() < 0.4:
            count = _in_the_way(x, z, a, mem, count, most + 6)
        count = with_joined(x, z, gone, mark, count)
        before, level = _without_room(z, mem, count), lowest(x, z, mem, count)
        take_out(x, z, mem, count)
        redraw_joints(x, z, mem, count, np.random.random())
        if np.random.random() < 0.6:
            insert(x, z, a, weights, np.random.random() < 0.7, 0.0, mem.scratch)
        order(x, mem, count, np.random.randint(0, 20))
        forward = np.random.random() < 0.7
        for i in range(count):
            if z.places[gone[i], MODE] < 0:
                insert(x, z, gone[i], weights, forward, 0.0, mem.scratch)
        if _without_room(z, mem, count) <= before and lowest(x, z, mem, count) >= level:
            left = _still_waiting(z, mem, count, left)
            changed(mem, count, num_chosen)
        else:
            undo(x, z, mem, count, num_dropped, num_chosen)
        for i in range(count):
            mark[gone[i]] = 0
    return left


@inner
def _still_waiting(z: State, mem: Memory, count: int, left: int) -> int:
    """The waiting list after a round: who found room leaves it, who lost it joins."""
    kept = NONE
    for i in range(left):
        b = mem.waiting[i]
        if z.places[b, MODE] < 0 and mem.mark[b] == 0:
            mem.waiting[kept] = b
            kept += 1
    for i in range(count):
        if z.places[mem.gone[i], MODE] < 0:
            mem.waiting[kept] = mem.gone[i]
            kept += 1
    return kept
