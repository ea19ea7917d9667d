"""What a round of ruin-and-recreate takes out of a plan: activities, joints and tenders, as compiled moves.

Each move appends activities to ``gone`` (marking them in ``mark``) and returns their number; nothing is unplaced here.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from ..construct.arrays import Arrays, Ints
from ..construct.state import State, choose, desk_free, drop


@njit(cache=True, nogil=True)
def add(a: int, gone: Ints, mark: Ints, count: int) -> int:
    """Append an activity once."""
    if mark[a] == 0 and count < len(gone):
        mark[a] = 1
        gone[count] = a
        count += 1
    return count


@njit(cache=True, nogil=True)
def some_project(x: Arrays, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """A run of activities of one project."""
    p = np.random.randint(0, len(x.target))
    first, size = x.member_ptr[p], x.member_ptr[p + 1] - x.member_ptr[p]
    if size == 0:
        return count
    offset = np.random.randint(0, size)
    for i in range(min(size, most)):
        count = add(x.members[first + (offset + i) % size], gone, mark, count)
    return count


@njit(cache=True, nogil=True)
def rivals(x: Arrays, z: State, seed: int, gone: Ints, mark: Ints, count: int, most: int, reach: int) -> int:
    """An activity and others that use one of its resources at about the same time."""
    count = add(seed, gone, mark, count)
    m = z.mode[seed]
    if m < 0:
        return count
    demands = x.demand_ptr[m + 1] - x.demand_ptr[m]
    if demands == 0:
        return count
    d = x.demand_ptr[m] + np.random.randint(0, demands)
    if x.pattern_ptr[d + 1] == x.pattern_ptr[d]:
        return count
    # Its cheapest pattern's resources are those it would rather have.
    wanted = x.use_resource[x.pattern_ptr[d], np.random.randint(0, 2)]
    if wanted < 0:
        wanted = x.use_resource[x.pattern_ptr[d], 0]
    n = len(x.project)
    offset = np.random.randint(0, n)
    for i in range(n):
        b = (i + offset) % n
        mb = z.mode[b]
        if mb < 0 or mark[b] == 1 or z.start[b] > z.end[seed] + reach or z.end[b] < z.start[seed] - reach:
            continue
        for k in range(x.demand_ptr[mb + 1] - x.demand_ptr[mb]):
            q = z.pattern[b, k]
            if x.use_resource[q, 0] == wanted or x.use_resource[q, 1] == wanted:
                count = add(b, gone, mark, count)
                break
        if count >= most:
            break
    return count


@njit(cache=True, nogil=True)
def costly(x: Arrays, z: State) -> int:
    """A random activity, preferably one whose staffing costs extra."""
    n = len(x.project)
    a = np.random.randint(0, n)
    for _ in range(30):
        m = z.mode[a]
        if m >= 0:
            for k in range(x.demand_ptr[m + 1] - x.demand_ptr[m]):
                if x.pattern_cost[z.pattern[a, k]] > 0:
                    return a
        a = np.random.randint(0, n)
    return a


@njit(cache=True, nogil=True)
def chain(x: Arrays, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """An activity and what hangs on it by precedence, both ways."""
    count = add(np.random.randint(0, len(x.project)), gone, mark, count)
    i = count - 1
    while i < count and count < most:
        a = gone[i]
        for j in range(x.after_ptr[a], x.after_ptr[a + 1]):
            if count < most:
                count = add(x.after[j, 0], gone, mark, count)
        if np.random.random() < 0.5:
            for j in range(x.before_ptr[a], x.before_ptr[a + 1]):
                if count < most:
                    count = add(x.before[j, 0], gone, mark, count)
        i += 1
    return count


@njit(cache=True, nogil=True)
def street(x: Arrays, s: int, gone: Ints, mark: Ints, count: int) -> int:
    """All digs of a street."""
    for i in range(x.dig_ptr[s], x.dig_ptr[s + 1]):
        count = add(x.digs[i], gone, mark, count)
    return count


@njit(cache=True, nogil=True)
def publish(x: Arrays, z: State, tender: int, latest: int) -> bool:
    """Choose a tender, published as late as ``latest`` allows and desks are free, otherwise as soon as they are."""
    for week in range(min(latest, x.horizon - 1), x.preparation[tender] - 1, -1):
        if desk_free(x, z, tender, week):
            choose(x, z, tender, week)
            return True
    for week in range(max(latest + 1, x.preparation[tender]), x.horizon):
        if desk_free(x, z, tender, week):
            choose(x, z, tender, week)
            return True
    return False


@njit(cache=True, nogil=True)
def swap_tenders(x: Arrays, z: State, tender: int, dropped: Ints, dropped_week: Ints, chosen: Ints) -> tuple[int, int]:
    """Choose ``tender`` in place of those that now hold its projects; what these held besides goes to single tenders.

    Fills ``dropped``/``dropped_week`` and ``chosen``; returns their lengths, or (n, -1) where desks leave no week (caller takes all back).
    """
    num_dropped, num_chosen = 0, 0
    for lot in range(x.lot_ptr[tender], x.lot_ptr[tender + 1]):
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            old = z.tender[x.lot_members[i]]
            if old >= 0:
                dropped[num_dropped], dropped_week[num_dropped] = old, z.week[old]
                num_dropped += 1
                drop(x, z, old)
    if not _publish_for(x, z, tender):
        return num_dropped, -1
    chosen[num_chosen] = tender
    num_chosen += 1
    for i in range(num_dropped):
        old = dropped[i]
        for lot in range(x.lot_ptr[old], x.lot_ptr[old + 1]):
            for j in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
                p = x.lot_members[j]
                if z.tender[p] < 0:
                    if not _publish_for(x, z, x.single[p]):
                        for k in range(num_chosen):
                            drop(x, z, chosen[k])
                        return num_dropped, -1
                    chosen[num_chosen] = x.single[p]
                    num_chosen += 1
    return num_dropped, num_chosen


@njit(cache=True, nogil=True)
def _publish_for(x: Arrays, z: State, tender: int) -> bool:
    """Publish in time for the work that stands, or (one time in four) as early as possible, so that work can come forward."""
    first = x.horizon
    for lot in range(x.lot_ptr[tender], x.lot_ptr[tender + 1]):
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            p = x.lot_members[i]
            for j in range(x.member_ptr[p], x.member_ptr[p + 1]):
                a = x.members[j]
                if z.mode[a] >= 0:
                    first = min(first, z.start[a])
    latest = first - x.lead[tender]
    if first == x.horizon or np.random.random() < 0.25:
        latest = x.preparation[tender]
    return publish(x, z, tender, latest)


@njit(cache=True, nogil=True)
def misplaced(x: Arrays, z: State, tender: int, gone: Ints, mark: Ints, count: int) -> int:
    """Activities of a newly chosen tender that start too early, last too long, lean on a partner outside their lot, or lie in its streets."""
    earliest = z.week[tender] + x.lead[tender]
    for lot in range(x.lot_ptr[tender], x.lot_ptr[tender + 1]):
        first, last = x.horizon, 0
        for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
            p = x.lot_members[i]
            for j in range(x.member_ptr[p], x.member_ptr[p + 1]):
                a = x.members[j]
                if z.mode[a] < 0:
                    continue
                if z.start[a] < earliest:
                    count = add(a, gone, mark, count)
                else:
                    first, last = min(first, z.start[a]), max(last, z.end[a])
                m = z.mode[a]
                for k in range(x.demand_ptr[m + 1] - x.demand_ptr[m]):
                    partner = x.partner[z.pattern[a, k]]
                    if partner >= 0 and x.lot_employer[lot, partner] == 0:
                        count = add(a, gone, mark, count)
                if x.street[a] >= 0:
                    b = x.following[a]
                    if b >= 0 and (z.joined[a] == 1 or z.lot[p] == z.lot[x.project[b]]) and x.free_join[a] != 1:
                        count = add(a, gone, mark, count)
                        count = add(b, gone, mark, count)
                    b = x.previous[a]
                    if b >= 0 and (z.joined[b] == 1 or z.lot[p] == z.lot[x.project[b]]) and x.free_join[b] != 1:
                        count = add(a, gone, mark, count)
                        count = add(b, gone, mark, count)
        if last - first > x.period[lot]:
            for i in range(x.lot_member_ptr[lot], x.lot_member_ptr[lot + 1]):
                p = x.lot_members[i]
                for j in range(x.member_ptr[p], x.member_ptr[p + 1]):
                    count = add(x.members[j], gone, mark, count)
    return count
