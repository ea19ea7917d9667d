"""Problems with a known answer, of any size: pairs of projects that share nothing with other pairs, so that optima add
up.

Per pair both projects are to be tendered, by one client and one employer with ample crews; windows leave room for
every procedure, and no week is better than another. So the least cost of a pair is its labour, its openings and the
cheapest way to buy it, and what buying it together saves is planted: ``gain`` euros of procedure (negative: together
is dearer), and where both dig in one street also the opening that one lot lets them share, ``JOINED_SAVES`` euros."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.support.worlds import pool
from wijkplan.models.problem import (
    Activity,
    Calendar,
    Client,
    Demand,
    District,
    Joint,
    Lot,
    Mode,
    Pattern,
    Position,
    Precedence,
    Problem,
    Project,
    Street,
    Tender,
)

HORIZON = 40
OPEN, JOINED = 1_000, 400  # euros per dig, alone and joined with the other
JOINED_SAVES = 2 * (OPEN - JOINED)
RELEASE, DEADLINE = 14, 38  # after every procedure; before the horizon


@dataclass(frozen=True)
class Planted:
    """``saving`` is what combining saves in all, at its best; ``difference`` what one pair saves when it must be
    combined (negative: dearer)."""

    problem: Problem
    saving: int
    difference: int
    pairs: tuple[tuple[int, int], ...]


def planted(seed: int, pairs: int, gain: int, street: bool = False) -> Planted:
    """So many pairs with this gain each."""
    random = Random(seed)
    activities: list[Activity] = []
    precedences: list[Precedence] = []
    streets: list[Street] = []
    tenders: list[Tender] = []
    for pair in range(pairs):
        singles = [random.randrange(5_000, 9_000) for _ in range(2)]
        digs = []
        for side in range(2):
            q = 2 * pair + side
            activities.append(_work(random, q, pair))
            if street:
                digs.append(len(activities))
                precedences.append(Precedence(len(activities) - 1, len(activities)))
                activities.append(_dig(random, q, pair))
            tenders.append(Tender((Lot((q,), HORIZON),), (0,), singles[side], preparation=2, lead=random.randint(4, 8)))
        both = Lot((2 * pair, 2 * pair + 1), HORIZON)
        tenders.append(Tender((both,), (0,), sum(singles) - gain, preparation=3, lead=random.randint(4, 8)))
        if street:
            streets.append(Street(pair, tuple(digs), (Joint(gap=2),)))
    problem = Problem(
        horizon=HORIZON,
        calendars=(Calendar((100,) * HORIZON),),
        pools=tuple(pool(1_000, HORIZON, employer=pair) for pair in range(pairs)),
        markets=(),
        activities=tuple(activities),
        projects=tuple(Project(0, q // 2, q // 2, tendered=True, target=DEADLINE) for q in range(2 * pairs)),
        districts=(District(0),) * pairs,
        clients=(Client(desk=2 * pairs),),
        precedences=tuple(precedences),
        streets=tuple(streets),
        tenders=tuple(tenders),
    )
    difference = gain + (JOINED_SAVES if street else 0)
    return Planted(
        problem, pairs * max(0, difference), difference, tuple((2 * pair, 2 * pair + 1) for pair in range(pairs))
    )


def _work(random: Random, project: int, pair: int) -> Activity:
    mode = Mode(random.randint(1, 3), (Demand(0, 100, (Pattern(pair, 100),)),), labour=random.randrange(8_000, 12_000))
    return Activity(project, (mode,), release=RELEASE, deadline=DEADLINE)


def _dig(random: Random, project: int, pair: int) -> Activity:
    weeks, labour, demands = (
        random.randint(1, 3),
        random.randrange(8_000, 12_000),
        (Demand(0, 100, (Pattern(pair, 100),)),),
    )
    modes = tuple(Mode(weeks, demands, p, labour, OPEN if p is Position.ALONE else JOINED) for p in Position)
    return Activity(project, modes, release=RELEASE, deadline=DEADLINE)
