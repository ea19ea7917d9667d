"""What a round of ruin-and-recreate takes out of a plan: activities, joints and tenders, as compiled moves.

Each move appends activities to ``gone`` (marking them in ``mark``) and returns their number; nothing is unplaced here.
"""

from __future__ import annotations

import numpy as np

from ..construct.arrays import Arrays, Ints
from ..construct.columns import (
    AFTER,
    BEFORE,
    DEMANDS,
    DIGS,
    END,
    FOLLOWING,
    FREE_JOIN,
    JOINED,
    LEAD,
    LOT,
    LOT_MEMBERS,
    LOTS,
    MEMBERS,
    MODE,
    PARTNER,
    PATTERN,
    PATTERN_CASH,
    PERIOD,
    PREPARATION,
    PREVIOUS,
    PROJECT,
    RESOURCE,
    SINGLE,
    START,
    STREET,
    TENDER,
    WORKS,
)
from ..construct.insert import in_lot
from ..construct.jit import inner, kernel
from ..construct.price import of_homes
from ..construct.state import State, choose, desk_free, drop


@inner
def add(a: int, gone: Ints, mark: Ints, count: int) -> int:
    """Append an activity once."""
    if mark[a] == 0 and count < len(gone):
        mark[a] = 1
        gone[count] = a
        count += 1
    return count


@inner
def some_project(x: Arrays, projects: Ints, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """A run of activities of one of the projects."""
    p = projects[np.random.randint(0, len(projects))]
    first, size = x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS] - x.projects[p, MEMBERS]
    if size == 0:
        return count
    offset = np.random.randint(0, size)
    for i in range(min(size, most)):
        count = add(x.members[first + (offset + i) % size], gone, mark, count)
    return count


@inner
def rivals(x: Arrays, z: State, seed: int, gone: Ints, mark: Ints, count: int, most: int, reach: int) -> int:
    """An activity and others that use one of its resources at about the same time."""
    count = add(seed, gone, mark, count)
    m = z.places[seed, MODE]
    if m < 0:
        return count
    demands = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]
    if demands == 0:
        return count
    d = x.modes[m, DEMANDS] + np.random.randint(0, demands)
    if x.demands[d + 1] == x.demands[d]:
        return count
    # Its cheapest pattern's resources are those it would rather have.
    wanted = x.patterns[x.demands[d], np.random.randint(0, RESOURCE + 2)]
    if wanted < 0:
        wanted = x.patterns[x.demands[d], RESOURCE + 0]
    return users(x, z, wanted, z.places[seed, START] - reach, z.places[seed, END] + reach, gone, mark, count, most)


@inner
def users(
    x: Arrays, z: State, wanted: int, first: int, last: int, gone: Ints, mark: Ints, count: int, most: int
) -> int:
    """Activities that use a resource between two weeks, from a random one on."""
    n = x.num_activities
    offset = np.random.randint(0, n)
    for i in range(n):
        b = (i + offset) % n
        mb = z.places[b, MODE]
        if mb < 0 or mark[b] != 0 or z.places[b, START] > last or z.places[b, END] < first:
            continue
        for k in range(x.modes[mb + 1, DEMANDS] - x.modes[mb, DEMANDS]):
            q = z.places[b, PATTERN + k]
            if x.patterns[q, RESOURCE + 0] == wanted or x.patterns[q, RESOURCE + 1] == wanted:
                count = add(b, gone, mark, count)
                break
        if count >= most:
            break
    return count


@inner
def costly(x: Arrays, z: State, works: Ints) -> int:
    """A random one of the activities, preferably one whose staffing costs extra."""
    n = len(works)
    a = works[np.random.randint(0, n)]
    for _ in range(30):
        m = z.places[a, MODE]
        if m >= 0:
            for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
                if x.patterns[z.places[a, PATTERN + k], PATTERN_CASH] > 0:
                    return int(a)
        a = works[np.random.randint(0, n)]
    return int(a)


@inner
def chain(x: Arrays, works: Ints, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """One of the activities and what hangs on it by precedence, both ways."""
    count = add(works[np.random.randint(0, len(works))], gone, mark, count)
    return relatives(x, gone, mark, count, most, 0.5)


@inner
def relatives(x: Arrays, gone: Ints, mark: Ints, count: int, most: int, backwards: float) -> int:
    """What hangs by precedence on what was taken last, nearest first: what follows, and with this chance what comes
    before."""
    i = count - 1
    while i < count and count < most:
        a = gone[i]
        for j in range(x.activities[a, AFTER], x.activities[a + 1, AFTER]):
            if count < most:
                count = add(x.after[j, 0], gone, mark, count)
        if backwards >= 1.0 or np.random.random() < backwards:
            for j in range(x.activities[a, BEFORE], x.activities[a + 1, BEFORE]):
                if count < most:
                    count = add(x.before[j, 0], gone, mark, count)
        i += 1
    return count


@inner
def street(x: Arrays, s: int, gone: Ints, mark: Ints, count: int) -> int:
    """All digs of a street."""
    for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
        count = add(x.digs[i], gone, mark, count)
    return count


@inner
def residents(x: Arrays, z: State, gone: Ints, mark: Ints, count: int, most: int) -> int:
    """All that some homes need, of two draws the ones that wait longest, and what is in the way of the last of it in
    the weeks before."""
    h = np.random.randint(0, x.homes.shape[0] - 1)
    other = np.random.randint(0, x.homes.shape[0] - 1)
    if of_homes(x, z, other) * np.random.random() > of_homes(x, z, h) * np.random.random():
        h = other
    last, end = -1, -1
    for i in range(x.homes[h, WORKS], x.homes[h + 1, WORKS]):
        a = x.home_works[i]
        if z.places[a, MODE] >= 0 and z.places[a, END] > end:
            last, end = a, z.places[a, END]
        count = add(a, gone, mark, count)
    if last >= 0 and mark[last] == 1 and np.random.random() < 0.7:
        m = z.places[last, MODE]
        demands = x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]
        if demands > 0:
            wanted = x.patterns[z.places[last, PATTERN + np.random.randint(0, demands)], RESOURCE]
            since = z.places[last, START] - np.random.randint(1, 40)
            count = users(x, z, wanted, since, z.places[last, START], gone, mark, count, count + most)
    return count


@kernel
def publish_early(x: Arrays, z: State) -> None:
    """Move every publication to the first week in which desks are free, the first first: none becomes later, and no
    work stands in its way."""
    for week in range(x.horizon):
        for t in range(x.num_tenders):
            if z.week[t] == week:
                drop(x, z, t)
                publish(x, z, t, x.tenders[t, PREPARATION])


@inner
def publish(x: Arrays, z: State, tender: int, latest: int) -> bool:
    """Choose a tender, published as late as ``latest`` allows and desks are free, otherwise as soon as they are."""
    for week in range(min(latest, x.horizon - 1), x.tenders[tender, PREPARATION] - 1, -1):
        if desk_free(x, z, tender, week):
            choose(x, z, tender, week)
            return True
    for week in range(max(latest + 1, x.tenders[tender, PREPARATION]), x.horizon):
        if desk_free(x, z, tender, week):
            choose(x, z, tender, week)
            return True
    return False


@inner
def swap_tenders(x: Arrays, z: State, tender: int, dropped: Ints, chosen: Ints) -> tuple[int, int]:
    """Choose ``tender`` in place of those that now hold its projects; what these held besides goes to single tenders.

    Fills ``dropped`` and ``chosen`` (rows of tender and week); returns their lengths, or (n, -1) where desks leave no
    week (caller takes all back)."""
    num_dropped, num_chosen = 0, 0
    for lot in range(x.tenders[tender, LOTS], x.tenders[tender + 1, LOTS]):
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            old = z.bought[x.lot_members[i], TENDER]
            if old >= 0:
                dropped[num_dropped, 0], dropped[num_dropped, 1] = old, z.week[old]
                num_dropped += 1
                drop(x, z, old)
    if not _publish_for(x, z, tender):
        return num_dropped, -1
    chosen[num_chosen, 0], chosen[num_chosen, 1] = tender, z.week[tender]
    num_chosen += 1
    for i in range(num_dropped):
        old = dropped[i, 0]
        for lot in range(x.tenders[old, LOTS], x.tenders[old + 1, LOTS]):
            for j in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
                p = x.lot_members[j]
                if z.bought[p, TENDER] < 0:
                    if x.projects[p, SINGLE] < 0 or not _publish_for(x, z, x.projects[p, SINGLE]):
                        for k in range(num_chosen):
                            drop(x, z, chosen[k, 0])
                        return num_dropped, -1
                    chosen[num_chosen, 0], chosen[num_chosen, 1] = x.projects[p, SINGLE], z.week[x.projects[p, SINGLE]]
                    num_chosen += 1
    return num_dropped, num_chosen


@inner
def _publish_for(x: Arrays, z: State, tender: int) -> bool:
    """Publish in time for the work that stands, or (one time in four, and always where homes wait) as early as
    possible, so that work can come forward."""
    first = x.horizon
    for lot in range(x.tenders[tender, LOTS], x.tenders[tender + 1, LOTS]):
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            p = x.lot_members[i]
            for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
                a = x.members[j]
                if z.places[a, MODE] >= 0:
                    first = min(first, z.places[a, START])
    latest = first - x.tenders[tender, LEAD]
    if first == x.horizon or x.homes.shape[0] > 1 or np.random.random() < 0.25:
        latest = x.tenders[tender, PREPARATION]
    return publish(x, z, tender, latest)


@inner
def _touched_joint(x: Arrays, z: State, a: int, gone: Ints, mark: Ints, count: int) -> int:
    """Dig ``a`` and the one that follows, when new tenders may have changed whether they can share an opening."""
    b = x.activities[a, FOLLOWING]
    if b < 0 or x.activities[a, FREE_JOIN] == 1:
        return count
    one_lot = z.bought[x.activities[a, PROJECT], LOT] == z.bought[x.activities[b, PROJECT], LOT]
    if one_lot or z.places[a, JOINED] == 1:
        count = add(a, gone, mark, count)
        count = add(b, gone, mark, count)
    return count


@inner
def misplaced(x: Arrays, z: State, tender: int, gone: Ints, mark: Ints, count: int) -> int:
    """Activities of a newly chosen tender that start too early, last too long, lean on a partner outside their lot, or
    lie in its streets."""
    earliest = z.week[tender] + x.tenders[tender, LEAD]
    for lot in range(x.tenders[tender, LOTS], x.tenders[tender + 1, LOTS]):
        first, last = x.horizon, 0
        for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
            p = x.lot_members[i]
            for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
                a = x.members[j]
                if z.places[a, MODE] < 0:
                    continue
                if z.places[a, START] < earliest:
                    count = add(a, gone, mark, count)
                else:
                    first, last = min(first, z.places[a, START]), max(last, z.places[a, END])
                m = z.places[a, MODE]
                for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
                    partner = x.patterns[z.places[a, PATTERN + k], PARTNER]
                    if partner >= 0 and not in_lot(x, lot, partner):
                        count = add(a, gone, mark, count)
                if x.activities[a, STREET] >= 0:
                    count = _touched_joint(x, z, a, gone, mark, count)
                    if x.activities[a, PREVIOUS] >= 0:
                        count = _touched_joint(x, z, x.activities[a, PREVIOUS], gone, mark, count)
        if last - first > x.lots[lot, PERIOD]:
            for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
                p = x.lot_members[i]
                for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
                    count = add(x.members[j], gone, mark, count)
    return count
