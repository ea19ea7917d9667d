"""Random small programmes of several regions: works of their own, a pool whose people reach all regions, a market per
region."""

from __future__ import annotations

from random import Random

from tests.support.worlds import dig, pool, street
from wijkplan.models.problem import (
    Activity,
    Allowed,
    Calendar,
    Client,
    Demand,
    District,
    Lot,
    Market,
    Mode,
    Pattern,
    Problem,
    Project,
    Reservoir,
    Source,
    Tender,
)


def regional(seed: int, regions: int = 2, works: int = 2, weeks: int = 8) -> Problem:
    """A programme: per region a district with a few works and one dug street. Own pool 0 reaches every region; each
    region has a pool of a neighbour that lends, and a market."""
    random = Random(seed)
    activities: list[Activity] = []
    markets, pools, streets, tenders = (
        [],
        [pool(100 + 50 * random.randrange(3), weeks, reach=frozenset(range(regions)))],
        [],
        [],
    )
    for r in range(regions):
        markets.append(Market(0, r, (100,) * weeks))
        pools.append(
            pool(
                100,
                weeks,
                employer=1 + r,
                region=r,
                lendable=100,
                consent=True,
                legal_basis=True,
                reach=frozenset(range(regions)),
            )
        )
    for r in range(regions):
        for _ in range(works):
            heads = random.choice([50, 100])
            patterns = (
                Pattern(0, heads),
                Pattern(None, 0, Source.HIRED, r, 100, hire=random.randrange(100, 400), paid_weeks=2),
                Pattern(
                    None,
                    0,
                    Source.LENT,
                    1 + random.randrange(regions),
                    100,
                    lending=random.randrange(50, 300),
                    paid_weeks=2,
                ),
            )
            activities.append(
                Activity(
                    r,
                    (Mode(random.choice([1, 2]), (Demand(0, heads, patterns),), labour=1000),),
                    submitted=random.randrange(3),
                    moved_price=random.choice([40, 90]),
                    deadline=random.choice([None, weeks - 1]),
                )
            )
        first = len(activities)
        activities += [dig(1, r), dig(2, r)]
        streets.append(street(first, first + 1, burden=30, district=r))
        tenders.append(Tender((Lot((r,), weeks),), (0,), procurement=500, preparation=1, lead=random.choice([0, 1])))
    projects = tuple(Project(0, 0, r, tendered=True, target=3, delay_price=120) for r in range(regions))
    return Problem(
        horizon=weeks,
        calendars=(Calendar((100,) * weeks),),
        pools=tuple(pools),
        markets=tuple(markets),
        activities=tuple(activities),
        projects=projects,
        districts=tuple(District(r) for r in range(regions)),
        clients=(Client(1),),
        streets=tuple(streets),
        tenders=tuple(tenders),
        deliveries=(
            Reservoir(
                tuple(regions if w < 2 else regions * works for w in range(weeks)),
                tuple((a, 1) for a, activity in enumerate(activities) if activity.submitted is not None),
            ),
        ),
        quarters=(0, weeks // 2, weeks),
        allowed=Allowed(lent=True),
    )
