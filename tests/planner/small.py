"""Two districts, two projects, one activity each, one crew that both need: small enough to count by hand."""

from __future__ import annotations

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import (
    Activity,
    Calendar,
    Client,
    Demand,
    District,
    Mode,
    Pattern,
    Pool,
    Problem,
    Project,
    Street,
)

WEEKS = 20


def problem() -> Problem:
    """Each activity takes 4 weeks and costs 100 euros of labour; the street burden is 10 euros a week."""
    mode = Mode(4, (Demand(0, 100, (Pattern(0, 100),)),), labour=100, opening=7)
    return Problem(
        horizon=WEEKS,
        calendars=(Calendar((100,) * WEEKS),),
        pools=(Pool(trade=0, region=0, employer=0, heads=(100,) * WEEKS),),
        markets=(),
        activities=(
            Activity(0, (mode,), submitted=2, moved_price=1),
            Activity(1, (mode,), submitted=2, moved_price=1),
        ),
        projects=(
            Project(0, 0, 0, mobilisation=5, target=6, delay_price=3),
            Project(1, 0, 1, mobilisation=5, target=8, delay_price=3),
        ),
        districts=(District(0), District(0)),
        clients=(Client(), Client()),
        streets=(Street(0, (0,), burden=10), Street(1, (1,), burden=10)),
    )


def plan(first: int, second: int) -> Plan:
    """Both activities by their start weeks."""
    return Plan((Placement(0, first, first + 4, 0, (0,)), Placement(1, second, second + 4, 0, (0,))))
