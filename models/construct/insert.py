"""Best insertion of one activity into a state: the serial schedule-generation step, with cost instead of earliest
start.

For every mode and every week of its window the cheapest staffing that fits is taken; the cheapest week wins. Kolisch
and Hartmann (1999) describe the serial scheme; here each insertion looks at all weeks, because crews, moves and
openings have prices."""

from __future__ import annotations

import numpy as np

from .arrays import Arrays, Floats, Ints
from .columns import (
    BURDEN,
    CALENDAR,
    CLOSED_AT,
    DELAY,
    DEMANDS,
    EMPLOYER,
    END,
    END_ROW,
    FOLLOWING,
    HEADS,
    HOMES,
    JOINED,
    LONGER,
    LOT,
    LOT_MEMBERS,
    MEMBERS,
    MODE,
    MODE_CASH,
    MODE_COST,
    MODES,
    MOST_BROKEN,
    MOST_BURDEN,
    MOST_CASH,
    MOST_CHANGES,
    MOST_HEADS,
    MOST_HIRED,
    MOVED,
    NUMBER,
    PARTNER,
    PATTERN,
    PATTERN_CASH,
    PATTERN_COST,
    PATTERN_HIRED,
    POSITION,
    PREVIOUS,
    PROJECT,
    RELIEVED,
    RESOURCE,
    REST,
    REST_PRICE,
    START,
    STREET,
    STREET_DISTRICT,
    SUBMITTED,
    TAIL,
    TARGET,
    UNITS,
)
from .jit import inner, kernel
from .price import done, weight_in
from .rows import copy_row
from .start_bounds import affordable, bounds
from .state import State, place, rise

NOWHERE = 1e15  # euros: more than any place costs
THRIFT = 0.3  # share of the insertions with blinks that leave out own people in normal hours where overtime does it


@inner
def in_lot(x: Arrays, lot: int, employer: int) -> bool:
    """Whether an employer has a project in a lot."""
    found = False
    for i in range(x.lots[lot, LOT_MEMBERS], x.lots[lot + 1, LOT_MEMBERS]):
        found = found or x.projects[x.lot_members[i], EMPLOYER] == employer
    return found


@inner
def _weighed(x: Arrays, z: State, weights: Floats, q: int, c: int, s: int, e: int) -> float:
    """What a pattern takes of ceilings in weeks [s, e), in euros: below zero where it evens out its pool's heads at
    work."""
    euros = weights[MOST_CASH] * x.patterns[q, PATTERN_CASH]
    if weights[MOST_HIRED] > 0.0 and x.patterns[q, PATTERN_HIRED] > 0:
        euros += weights[MOST_HIRED] * x.patterns[q, PATTERN_HIRED] * (x.open_before[c, e] - x.open_before[c, s])
    for j in range(2):
        r = x.patterns[q, RESOURCE + j]
        if 0 <= r < z.averages.shape[0]:
            weight = weights[MOST_CHANGES]
            if x.owner[r] >= 0:
                weight += weights[x.owner[r]]
            if weight > 0.0:
                euros += weight * rise(x, z, r, c, s, e, x.patterns[q, HEADS + j], False)
    return float(euros)


@inner
def fits(x: Arrays, z: State, q: int, c: int, s: int, e: int, k: int, chosen: Ints) -> bool:
    """Whether everybody of a pattern is there in the open weeks of calendar ``c`` in [s, e), beside the first ``k``
    patterns of ``chosen``, those of other trades of the same activity."""
    for j in range(3):
        r = x.patterns[q, RESOURCE + j]
        if r >= 0:
            heads = x.patterns[q, HEADS + j]
            for i in range(k):
                for other in range(3):
                    if x.patterns[chosen[i], RESOURCE + other] == r:
                        heads += x.patterns[chosen[i], HEADS + other]
            for t in range(s, e):
                if z.residual[r, t] < heads and x.closed[c, t] == 0:
                    return False
    return True


@inner
def cheapest_staffing(
    x: Arrays,
    z: State,
    a: int,
    m: int,
    s: int,
    e: int,
    weights: Floats,
    weighing: bool,
    thrifty: bool,
    chosen: Ints,
    limit: float,
) -> float:
    """Cheapest staffing of weeks [s, e): fills ``chosen``, returns its cost, or NOWHERE when none fits or it certainly
    costs ``limit`` or more.

    ``weighing``: what patterns take of ceilings has weights, so that the cheapest one need not be the first that fits.
    ``thrifty``: own people do it in overtime where they may, which leaves some of them for other work.
    """
    cost = 0.0
    lot = z.bought[x.activities[a, PROJECT], LOT]
    c = x.activities[a, CALENDAR]
    for k in range(x.modes[m + 1, DEMANDS] - x.modes[m, DEMANDS]):
        d = x.modes[m, DEMANDS] + k
        found, least = -1, NOWHERE
        for q in range(x.demands[d], x.demands[d + 1]):
            if not weighing and cost + x.patterns[q, PATTERN_COST] >= limit:
                return NOWHERE
            if thrifty and x.patterns[q, RELIEVED] == 1:
                continue
            if x.patterns[q, PARTNER] >= 0 and (lot < 0 or not in_lot(x, lot, x.patterns[q, PARTNER])):
                continue
            euros = float(x.patterns[q, PATTERN_COST])
            if weighing:
                euros += _weighed(x, z, weights, q, c, s, e)
            if euros >= least:
                continue
            if fits(x, z, q, c, s, e, k, chosen):
                found, least = q, euros
                if not weighing:
                    break
        if found < 0:
            return NOWHERE
        chosen[k] = found
        cost += least
    return cost


@inner
def _most_relief(x: Arrays, weights: Floats, m: int) -> float:
    """Euros per week by which the heads of a mode can relieve ceilings on changes at most: each may end one rise and
    one fall."""
    weight = weights[MOST_CHANGES]
    for k in range(MOST_CHANGES + 1, len(x.ceilings)):
        weight = max(weight, weights[MOST_CHANGES] + weights[k])
    if weight == 0.0:
        return 0.0
    units = 0
    for q in range(x.quarters.shape[0]):
        units = max(units, x.quarters[q, UNITS])
    return float(2.0 * weight * x.modes[m, MOST_HEADS] * units)


@inner
def street_cost(x: Arrays, z: State, a: int, s: int, e: int, weights: Floats) -> float:
    """Burden and broken rests (both weighed) that this place of a dig adds; NOWHERE where the district has too many
    streets open."""
    street = x.activities[a, STREET]
    first, last = s, e
    rests = 0
    b = x.activities[a, PREVIOUS]
    if b >= 0 and z.places[b, MODE] >= 0:
        if z.places[b, JOINED] == 1:
            first = z.places[b, END]
        elif s - z.places[b, END] < x.streets[street, REST]:
            rests += 1
    elif b < 0 and s - x.streets[street, CLOSED_AT] < x.streets[street, REST]:
        rests += 1
    b = x.activities[a, FOLLOWING]
    if b >= 0 and z.places[b, MODE] >= 0:
        if z.places[a, JOINED] == 1:
            last = z.places[b, START]
        elif z.places[b, START] - e < x.streets[street, REST]:
            rests += 1
    d = x.streets[street, STREET_DISTRICT]
    most = x.max_open[d]
    if most >= 0:
        for t in range(first, last):
            if z.open_streets[d, t] >= most:
                return NOWHERE
    burden = int(weight_in(x, weights, d, MOST_BURDEN) * x.streets[street, BURDEN] * (last - first))
    return float(rests * (x.streets[street, REST_PRICE] + weight_in(x, weights, d, MOST_BROKEN)) + burden)


@inner
def wanted_position(x: Arrays, z: State, a: int) -> int:
    """Position in its opening that the joints of a dig ask for; 0 for anything else."""
    before = x.activities[a, PREVIOUS] >= 0 and z.places[x.activities[a, PREVIOUS], JOINED] == 1
    after = x.activities[a, FOLLOWING] >= 0 and z.places[a, JOINED] == 1
    if before:
        return 2 if after else 3
    return 1 if after else 0


@inner
def home_weeks(x: Arrays, z: State, a: int) -> bool:
    """Fill ``later`` with the home-weeks that an end of the activity in each week adds to those of what is placed;
    whether there are any."""
    first, last = x.activities[a, HOMES], x.activities[a + 1, HOMES]
    if first == last:
        return False
    for t in range(len(z.later)):
        z.later[t] = 0
    for j in range(first, last):
        h = x.waiting[j, 0]
        since = max(0, done(x, z, h) - x.waiting[j, 1])
        if since < x.horizon:
            z.later[since + 1] += x.homes[h, NUMBER]
    slope, total = 0, 0
    for t in range(len(z.later)):
        slope += z.later[t]
        total += slope
        z.later[t] = total
    return True


@inner
def last_other_end(x: Arrays, z: State, a: int) -> int:
    """The week by whose end the rest of a project is done, or its target where that is later; an activity that ends
    after it makes the project so much later."""
    p = x.activities[a, PROJECT]
    finish = x.projects[p, TARGET]
    if x.projects[p, DELAY] > 0:
        for j in range(x.projects[p, MEMBERS], x.projects[p + 1, MEMBERS]):
            b = x.members[j]
            if z.places[b, MODE] >= 0 and z.places[b, END] > finish:
                finish = z.places[b, END]
    return int(finish)


@inner
def week_cost(x: Arrays, z: State, a: int, s: int, e: int, finish: int, awaited: bool) -> int:
    """What weeks [s, e) cost for an activity, whoever does it: being moved, the delay of its project, and what homes
    wait (``awaited``: as :func:`home_weeks` filled in)."""
    cost = x.projects[x.activities[a, PROJECT], DELAY] * max(0, e + x.activities[a, TAIL] - finish)
    if x.activities[a, SUBMITTED] >= 0:
        cost += x.activities[a, MOVED] * abs(s - x.activities[a, SUBMITTED])
    if awaited:
        cost += z.later[e]
    return int(cost)


@inner
def weighs_patterns(x: Arrays, weights: Floats) -> bool:
    """Whether what patterns take of ceilings has weights."""
    weighing = False
    for k in range(MOST_CASH, len(x.ceilings)):
        weighing = weighing or weights[k] > 0.0
    return weighing


@kernel
def insert(x: Arrays, z: State, a: int, weights: Floats, forward: bool, blink: float, scratch: Ints) -> bool:
    """Place an activity where it costs least; among equals the earliest (or latest) week. False when it fits nowhere.

    ``weights``: euros for each unit that it takes of what has a ceiling, whether that is reached or not.

    ``blink`` is the chance that a week is passed over, four times that for a mode (diversification, Christiaens and
    Vanden Berghe 2020); then own people sometimes work overtime although it costs more: each work for itself would
    never begin to, and two that do may leave room for a third."""
    box = scratch[0]
    bounds(x, z, a, box)
    lo_s, hi_s, lo_e, hi_e, longest = box[0], box[1], box[2], box[3], box[4]
    if lo_s > hi_s or lo_e > hi_e:
        return False
    finish = last_other_end(x, z, a)
    awaited = home_weeks(x, z, a)
    position = wanted_position(x, z, a)
    chosen, best_chosen = scratch[1], scratch[2]
    best, best_s, best_e, best_m = NOWHERE, -1, -1, -1
    weighing, toll = weighs_patterns(x, weights), x.toll[0]
    thrifty = blink > 0.0 and x.activities[a, LONGER] == 1 and np.random.random() < THRIFT
    for m in range(x.activities[a, MODES], x.activities[a + 1, MODES]):
        if x.modes[m, POSITION] != position:
            continue
        content = x.modes[m, MODE_COST] + weights[MOST_CASH] * x.modes[m, MODE_CASH]
        relief = _most_relief(x, weights, m) if weighing else 0.0
        if relief == 0.0 and content >= best:
            continue
        if blink > 0.0 and np.random.random() < 4.0 * blink:
            continue
        row = x.modes[m, END_ROW]
        last = min(hi_s, hi_e)
        for i in range(last - lo_s + 1):
            s = lo_s + i if forward else last - i
            e = x.ends[row, s]
            if e < 0 or e < lo_e or e > hi_e:
                if e > hi_e and forward:
                    break
                continue
            if e - s > longest or (blink > 0.0 and np.random.random() < blink) or not affordable(x, z, a, s):
                continue
            cost = float(content) + week_cost(x, z, a, s, e, finish, awaited)
            if toll > 0.0:
                cost += toll * x.tolls[m, s]
            aim = best + relief * (e - s)
            if cost >= aim:
                continue
            if x.activities[a, STREET] >= 0:
                extra = street_cost(x, z, a, s, e, weights)
                if extra >= NOWHERE:
                    continue
                cost += extra
            if cost >= aim:
                continue
            staff = cheapest_staffing(x, z, a, m, s, e, weights, weighing, thrifty, chosen, best - cost)
            if cost + staff < best:
                best, best_s, best_e, best_m = cost + staff, s, e, m
                copy_row(chosen, best_chosen)
    if best_s < 0:
        return False
    for k in range(x.modes[best_m + 1, DEMANDS] - x.modes[best_m, DEMANDS]):
        z.places[a, PATTERN + k] = best_chosen[k]
    place(x, z, a, best_s, best_e, best_m)
    return True
