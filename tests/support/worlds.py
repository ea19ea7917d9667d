"""Tiny worlds for tests: one client, one employer and ample crews, of which a test changes only what it is about.

Heads are hundredths of a person: 100 is one person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.fixed import accepts
from wijkplan.models.check import judge
from wijkplan.models.plan import Placement, Plan, Publication
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
    Pool,
    Position,
    Problem,
    Project,
    Street,
    Tender,
)

HORIZON = 8


def work(
    duration: int = 1, project: int = 0, demands: tuple[Demand, ...] = (), labour: int = 0, **fields: Any
) -> Activity:
    """An activity with one mode."""
    return Activity(project, (Mode(duration, demands, labour=labour),), **fields)


def dig(duration: int = 1, project: int = 0, joined: int | None = None, **fields: Any) -> Activity:
    """An activity that opens a street; its modes are alone, first, middle and last, in that order.

    ``joined`` is the duration of the last three, where it differs. Alone costs 10 euros of opening, joined 4.
    """
    shared = duration if joined is None else joined
    apart = Mode(duration, opening=10)
    rest = tuple(
        Mode(shared, position=position, opening=4) for position in (Position.FIRST, Position.MIDDLE, Position.LAST)
    )
    return Activity(project, (apart, *rest), **fields)


def crew(heads: int = 100, *patterns: Pattern, trade: int = 0) -> Demand:
    """A demand; without patterns it is supplied by pool 0."""
    return Demand(trade, heads, patterns or (Pattern(0, heads),))


def pool(heads: int | tuple[int, ...] = 100, weeks: int = HORIZON, **fields: Any) -> Pool:
    """A pool of employer 0 and trade 0 in region 0; one number of heads is for every week."""
    weekly = (heads,) * weeks if isinstance(heads, int) else heads
    return Pool(**{"trade": 0, "region": 0, "employer": 0, "heads": weekly, **fields})


def street(*digs: int, gap: int = 2, **fields: Any) -> Street:
    """A street whose neighbouring digs may be joined across ``gap`` weeks."""
    return Street(**{"district": 0, "digs": digs, "joints": (Joint(gap=gap),) * (len(digs) - 1), **fields})


def tender(*lots: tuple[int, ...], period: int = HORIZON, **fields: Any) -> Tender:
    """A tender of client 0, with per lot its projects."""
    return Tender(**{"lots": tuple(Lot(projects, period) for projects in lots), "clients": (0,), **fields})


def world(*activities: Activity, **fields: Any) -> Problem:
    """A problem of these activities; as many projects as they mention, all of one client and one employer."""
    weeks = fields.get("horizon", HORIZON)
    defaults: dict[str, Any] = {
        "horizon": weeks,
        "calendars": (Calendar((100,) * weeks),),
        "pools": (pool(1000, weeks),),
        "markets": (),
        "projects": (Project(0, 0, 0),) * (1 + max(activity.project for activity in activities)),
        "districts": (District(0),),
        "clients": (Client(),),
    }
    return Problem(activities=activities, **{**defaults, **fields})


def plan(
    problem: Problem,
    *starts: int,
    modes: Mapping[int, int] | None = None,
    patterns: Mapping[int, Sequence[int]] | None = None,
    tenders: Sequence[tuple[int, int]] = (),
    joined: Sequence[tuple[int, int]] = (),
) -> Plan:
    """A plan by start weeks; mode 0 and pattern 0 where nothing else is said; ends as the duration says, or as the
    calendar does.

    ``tenders`` are (tender, week of publication).
    """
    placements = []
    for i, start in enumerate(starts):
        m = (modes or {}).get(i, 0)
        mode = problem.activities[i].modes[m]
        end = problem.end(i, m, start)
        chosen = tuple((patterns or {}).get(i, (0,) * len(mode.demands)))
        placements.append(Placement(i, start, start + mode.duration if end is None else end, m, chosen))
    return Plan(tuple(placements), tuple(Publication(*row) for row in tenders), frozenset(joined))


def assert_holds(problem: Problem, plan: Plan) -> None:
    """The plan breaks no rule, and the CP-SAT model accepts it."""
    assert [str(violation) for violation in judge(problem, plan).violations] == []
    assert accepts(problem, plan)


def assert_breaks(problem: Problem, plan: Plan, rule: str, *expected: tuple[str, int | None, int]) -> None:
    """The plan breaks exactly this rule, at these (place, week, amount), and the CP-SAT model refuses it."""
    found = judge(problem, plan).violations
    assert [(v.where, v.week, v.amount) for v in found] == list(expected), [str(v) for v in found]
    assert {v.rule for v in found} == {rule}
    assert not accepts(problem, plan)


def assert_term(problem: Problem, plan: Plan, term: str, euros: int) -> None:
    """The plan breaks no rule and costs exactly so much in this term."""
    assert_holds(problem, plan)
    assert judge(problem, plan).terms[term] == euros


def two_projects(
    desk: int, release: int, lots: tuple[tuple[int, ...], ...] = ((0, 1),), deadline: int | None = None, **fields: Any
) -> Problem:
    """Two projects of one client at 10 euros each with two weeks of preparation and one of lead, or together for 12;
    ``fields`` are of the tender for both, whose lead is one week unless they say otherwise."""
    together = {"procurement": 12, "lead": 1, **fields}
    return world(
        work(release=release, deadline=deadline),
        work(project=1, release=release, deadline=deadline),
        projects=(Project(0, 0, 0, tendered=True),) * 2,
        tenders=(
            tender((0,), procurement=10, preparation=2, lead=1),
            tender((1,), procurement=10, preparation=2, lead=1),
            tender(*lots, **together),
        ),
        clients=(Client(desk),),
    )
