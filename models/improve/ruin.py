"""Ruin-and-recreate on compiled kernels: take some work out of the plan, put it back where it costs least, keep what
is better.

Schrimpf et al. (2000), with the acceptance of simulated annealing and the blinks of Christiaens and Vanden Berghe
(2020). A round costs well under a millisecond, so two cores make hundreds of thousands in a minute."""

from __future__ import annotations

import math

import numpy as np

from ..construct.arrays import FAR, Arrays, Floats, Ints
from ..construct.columns import (
    DIGS,
    EARLY,
    MODE,
    MOST_CHANGES,
    PREPARATION,
    PROJECT,
    SINGLE,
    START,
    STREET,
    SUBMITTED,
    TENDER,
)
from ..construct.insert import insert
from ..construct.jit import inner, kernel
from ..construct.price import MISSING, OVER, PAID, PENALTY, STANDARD, UNPLACED, penalty, price
from ..construct.rows import copy_row, least, sort_by
from ..construct.state import State, choose, desk_free
from ..construct.street_plan import plan_street, street_room
from .aimed import aimed
from .ceilings import repay
from .delta_cost import lowest, part, tender_part
from .iteration import NONE, Memory, changed, exchange, keep, order, redraw_joints, take_out, undo, with_joined
from .moves import add, chain, costly, misplaced, relatives, residents, rivals, some_project, street, swap_tenders

RESIDENTS = 0.4  # share of the rounds, where homes wait, that go for all that some of them need
WHOLE = 0.8  # share of the rounds on a street that plan all its digs at once
TOLLED = 0.5  # share of the rounds in which heads cost what they are worth to others, once that is known
AIMED = 0.15  # share of the rounds that make room for a unit where it is cheapest, once that is known
REPAY = 0.3  # share of the rounds from a state above a ceiling that go for what uses it most


@kernel
def search(
    x: Arrays, z: State, best: State, mem: Memory, rounds: int, hot: float, cold: float, weights: Floats, best_cost: int
) -> int:
    """Run ``rounds`` rounds from ``z`` while the temperature falls geometrically from ``hot`` to ``cold`` euros.

    ``weights``: euros for each unit of what has a ceiling; states above a ceiling pay for what is too much, and work
    is put back where it costs least with all that it takes. ``z`` is left at the current state, with what it uses in
    ``mem.out[0]``, and ``best`` at the best one (decisions only), which exceeds no ceiling once any such state was
    met. Takes and returns the rank of ``best``."""
    n = len(mem.works)
    totals, tried = mem.out[0], mem.out[1]
    current = price(x, z, weights, 1.0, totals)
    plain = current - totals[PENALTY]
    tendered, homely = len(mem.candidates) > 0, x.homes.shape[0] > 1
    gone, mark, room = mem.gone, mem.mark, street_room(x)
    # Steady work for everyone is looked for in some rounds only: then all weeks differ in price, and none can be
    # passed over unseen.
    calm, steady = mem.calm, False
    for k in range(len(weights)):
        calm[k] = weights[k] if k < MOST_CHANGES or k >= len(x.ceilings) else 0.0
        steady = steady or (MOST_CHANGES <= k < len(x.ceilings) and weights[k] > 0.0)
    sound = _sound(z)
    for r in range(rounds):
        temperature = hot * (cold / hot) ** (r / rounds)
        x.toll[0] = x.toll[1] * np.random.random() if np.random.random() < TOLLED else 0.0
        count, num_dropped, num_chosen = NONE, NONE, NONE
        most = min(n, 2 + np.random.randint(0, 14))
        move = np.random.random()
        redraw, whole, direct = False, False, False
        if totals[OVER] > 0 and np.random.random() < REPAY:
            count, redraw = repay(x, z, mem, weights, count, most)
            whole = redraw
        elif homely and np.random.random() < RESIDENTS:
            count = residents(x, z, gone, mark, count, most)
            redraw = True
        elif x.aims.shape[0] > 0 and np.random.random() < AIMED:
            count = aimed(x, z, mem, count)
            redraw, direct = True, True
        elif tendered and move < 0.12:
            tender = mem.candidates[np.random.randint(0, len(mem.candidates))]
            num_dropped, num_chosen = swap_tenders(x, z, tender, mem.dropped, mem.chosen)
            if num_chosen < 0:
                exchange(x, z, mem.chosen, NONE, mem.dropped, num_dropped)
                continue
            for i in range(num_chosen):
                count = misplaced(x, z, mem.chosen[i, 0], gone, mark, count)
            redraw, whole = True, True
        elif move < 0.30 and len(mem.streets) > 0:
            s = mem.streets[np.random.randint(0, len(mem.streets))]
            count = street(x, s, gone, mark, count)
            redraw = True
            whole = True
        elif move < 0.60:
            seed = costly(x, z, mem.works) if np.random.random() < 0.6 else mem.works[np.random.randint(0, n)]
            count = rivals(x, z, seed, gone, mark, count, most, np.random.randint(2, 40))
        elif move < 0.75:
            count = some_project(x, mem.projects, gone, mark, count, most)
        elif move < 0.9:
            count = chain(x, mem.works, gone, mark, count, most)
        else:
            for _ in range(most):
                count = add(mem.works[np.random.randint(0, n)], gone, mark, count)
        whole = whole and np.random.random() < WHOLE
        if whole:
            count = _whole_streets(x, gone, mark, count)
            if np.random.random() < 0.5:
                count = relatives(x, gone, mark, count, count + most, 0.0)
        whole = whole or direct
        if totals[MISSING] > 0:
            extra = 0
            for a in mem.works:
                if z.places[a, MODE] < 0 and extra < 12:
                    count = add(a, gone, mark, count)
                    extra += 1
        if redraw:
            count = with_joined(x, z, gone, mark, count)
        copy_row(totals, tried)
        cost = plain
        if num_chosen > 0:
            # What stood before is weighed with the tenders that it stood with.
            exchange(x, z, mem.chosen, num_chosen, mem.dropped, num_dropped)
            cost += part(x, z, mem, count, -1, tried)
            added, paid, missing = tender_part(x, z, mem.chosen, num_chosen)
            saved, unpaid, _ = tender_part(x, z, mem.dropped, num_dropped)
            cost += added - saved
            tried[PAID] += paid - unpaid
            tried[MISSING] -= missing
            exchange(x, z, mem.dropped, num_dropped, mem.chosen, num_chosen)
        else:
            cost += part(x, z, mem, count, -1, tried)
        take_out(x, z, mem, count)
        if redraw:
            redraw_joints(x, z, mem, count, 0.5 + 0.5 * np.random.random())
        draw = np.random.random()
        order(x, mem, count, 0 if draw < 0.4 else (4 if draw < 0.7 else 30))
        forward = np.random.random() < 0.7
        blink = 0.0 if np.random.random() < 0.5 else 0.05
        prices = weights if steady and np.random.random() < (0.3 if totals[OVER] > 0 else 0.04) else calm
        for i in range(count):
            if whole and x.activities[gone[i], STREET] >= 0 and _all_out(x, z, x.activities[gone[i], STREET]):
                plan_street(x, z, x.activities[gone[i], STREET], prices, room, mem.scratch)
        for i in range(count):
            if z.places[gone[i], MODE] < 0:
                insert(x, z, gone[i], prices, forward, blink, mem.scratch)
        cost += part(x, z, mem, count, 1, tried)
        euros = penalty(x, z, weights, 1.0, tried)
        holds = lowest(x, z, mem, count) == 0 if sound else _sound(z)
        if holds and cost + euros <= current - temperature * math.log(max(1e-12, np.random.random())):
            plain, current, sound = cost, cost + euros, True
            copy_row(tried, totals)
            changed(mem, count, num_chosen)
            ranked = current
            if euros > 0:
                ranked = FAR if best_cost < UNPLACED else plain + penalty(x, z, x.rates, STANDARD, tried) + UNPLACED
            if ranked < best_cost:
                best_cost = ranked
                keep(z, best, mem)
        else:
            undo(x, z, mem, count, num_dropped, num_chosen)
        for i in range(count):
            mark[gone[i]] = 0
    x.toll[0] = 0.0
    return best_cost


@inner
def _whole_streets(x: Arrays, gone: Ints, mark: Ints, count: int) -> int:
    """All digs of the streets of the digs that are taken out."""
    for i in range(count):
        if x.activities[gone[i], STREET] >= 0:
            count = street(x, x.activities[gone[i], STREET], gone, mark, count)
    return count


@inner
def _all_out(x: Arrays, z: State, s: int) -> bool:
    """Whether no dig of a street is placed."""
    out = True
    for i in range(x.streets[s, DIGS], x.streets[s + 1, DIGS]):
        out = out and z.places[x.digs[i], MODE] < 0
    return out


@inner
def _sound(z: State) -> bool:
    """Whether no reservoir is ever below zero."""
    low = NONE
    for g in range(z.level.shape[0]):
        low = least(z.level[g], low)
    return low >= 0


@kernel
def seed_rng(seed: int) -> None:
    """Seed this thread's random numbers."""
    np.random.seed(seed)


@kernel
def begin(x: Arrays, z: State, mem: Memory, weights: Floats) -> None:
    """From nothing: single tenders published as early as desks allow (most urgent first), then all work in order of
    its window."""
    urgency, projects, spare = (
        np.zeros(x.num_projects, np.int64),
        np.zeros(x.num_projects, np.int64),
        np.zeros(x.num_projects, np.int64),
    )
    for p in range(x.num_projects):
        urgency[p], projects[p] = x.horizon, p
    for a in range(x.num_activities):
        p = x.activities[a, PROJECT]
        wish = x.activities[a, SUBMITTED] if x.activities[a, SUBMITTED] >= 0 else x.activities[a, EARLY]
        urgency[p] = min(urgency[p], wish)
    sort_by(urgency, projects, len(projects), spare)
    for i in range(len(projects)):
        p = projects[i]
        t = x.projects[p, SINGLE]
        if t >= 0 and z.bought[p, TENDER] < 0:
            for week in range(x.tenders[t, PREPARATION], x.horizon):
                if desk_free(x, z, t, week):
                    choose(x, z, t, week)
                    break
    count = NONE
    for a in range(x.num_activities):
        if z.places[a, MODE] < 0:
            count = add(a, mem.gone, mem.mark, count)
            mem.saved[a, MODE] = 1 if x.activities[a, SUBMITTED] >= 0 else -1
            mem.saved[a, START] = max(x.activities[a, EARLY], x.activities[a, SUBMITTED])
    order(x, mem, count, NONE)
    for i in range(count):
        insert(x, z, mem.gone[i], weights, count > 0, 0.0, mem.scratch)
        mem.mark[mem.gone[i]] = 0
