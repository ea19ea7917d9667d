"""What of a plan's cash falls on each employer: its bill, and the least that it can be when nobody lends it people.

An employer's bill has the work it does (hours, digging and paving, mobilisation, its half of coordination in openings
that it shares) and the people for it: premiums and finding of hired people, travel, the fee for people it borrows,
paid hours without work. In wages it is an employer's own
account: its people are paid whether they work or not, so who lends people is rid of the hours in which they would
stand by, and who borrows them has its own people stand by instead. That is one amount, taken from the lender's term
``standby`` and put to the borrower's: the idle wage of the whole people lent, for the weeks that they are there. The
fee of lending pays for the lender's administration and supervision (its figure says so): the borrower bears it, the
lender gains nothing by it. People of a partner in one lot go the same way, without a fee.

So bills add up, per term, to the plan's own terms; only ``procurement`` is left out, which is paid by clients and by
all who bid, winner or not. A client pays the employer for its work; what it pays is a price, which is never asked.
Shared openings are settled between clients (:mod:`wijkplan.planner.results.cost_allocation`), and not here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wijkplan.models.check import facts
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, STAFFING, Allowed, Demand, Joint, Mode, Position, Problem, Source
from wijkplan.planner.submission.apportion import split

from .openings import interfaces, openings

TERMS = tuple(term for term in CASH if term != "procurement")
"""Terms that fall on employers, in order."""

Bill = Mapping[str, int]
"""Euros per term of :data:`TERMS`."""

HEAD = 100


def bills(problem: Problem, plan: Plan, idle_week_eur: Sequence[float]) -> tuple[Bill, ...]:
    """The bill of every employer. ``idle_week_eur``: per trade what an own person who stands by for a week costs (its
    wage less what it earns elsewhere)."""
    books = [dict.fromkeys(TERMS, 0) for _ in range(_employers(problem))]
    placed = plan.by_activity()
    labour = [0] * len(problem.projects)

    def book(term: str, project: int, euros: int) -> None:
        books[problem.projects[project].employer][term] += euros

    for index, placement in placed.items():
        activity = problem.activities[index]
        mode = activity.modes[placement.mode]
        labour[activity.project] += mode.labour
        for term in ("labour", "opening", "standby"):
            book(term, activity.project, getattr(mode, term))
    for placement, demand, pattern in facts.staffing(problem, plan):
        project = problem.activities[placement.activity].project
        for term in STAFFING:
            book(term, project, getattr(pattern, term))
        if pattern.other is not None and pattern.source is not Source.HIRED:
            weeks = problem.activities[placement.activity].modes[placement.mode].duration
            saved = round(idle_week_eur[demand.trade] * weeks * pattern.other_heads / HEAD)
            book("standby", project, saved)
            books[problem.pools[pattern.other].employer]["standby"] -= saved
    for index, one in enumerate(problem.projects):
        if not one.tendered:
            book("mobilisation", index, one.mobilisation)
    for publication in plan.tenders:
        for lot in problem.tenders[publication.tender].lots:
            for index, share in zip(
                lot.projects, split(lot.mobilisation, [labour[p] for p in lot.projects]), strict=True
            ):
                book("mobilisation", index, share)
    for opening in openings(problem, plan):
        for i, euros in interfaces(problem, plan, opening):
            for dig, share in zip(opening.digs[i : i + 2], split(euros, [1, 1]), strict=True):
                book("interface", problem.activities[dig].project, share)
    return tuple(books)


def least_bills(problem: Problem, allowed: Allowed) -> tuple[int, ...]:
    """Per employer euros that its bill is not below in any plan with no more than is ``allowed``, as long as nobody
    lends or borrows.

    Each work in its cheapest mode that it may have there, each need by the cheapest pattern of own and hired people,
    mobilisation of contracts that exist; what tenders mobilise and what coordination costs is left out. Whatever
    others do, and however few people there are in a week, it is no less: it is derived from the data in whole euros,
    and rests on no solver."""
    least = [0] * _employers(problem)
    for index, activity in enumerate(problem.activities):
        positions = _positions(problem, index, allowed)
        modes = [mode for mode in activity.modes if mode.position in positions] or list(activity.modes)
        least[problem.projects[activity.project].employer] += min(_least_mode(mode) for mode in modes)
    for project in problem.projects:
        least[project.employer] += 0 if project.tendered else project.mobilisation
    return tuple(least)


def _least_mode(mode: Mode) -> int:
    return mode.labour + mode.opening + mode.standby + sum(_least_pattern(demand) for demand in mode.demands)


def _least_pattern(demand: Demand) -> int:
    return min((q.cost for q in demand.patterns if q.source in (Source.OWN, Source.OVERTIME, Source.HIRED)), default=0)


def _positions(problem: Problem, activity: int, allowed: Allowed) -> frozenset[Position]:
    """Places in an opening that an activity may have."""
    before, after = (any(_may_join(problem, *row, allowed) for row in rows) for rows in _joints(problem, activity))
    found = {Position.ALONE: True, Position.FIRST: after, Position.LAST: before, Position.MIDDLE: before and after}
    return frozenset(position for position, may in found.items() if may)


def _joints(problem: Problem, activity: int) -> tuple[list[tuple[Joint, int, int]], list[tuple[Joint, int, int]]]:
    """The joint with the dig before it in its street and that with the next one, each with both digs; empty where
    there is none."""
    if activity not in problem.street_of:
        return [], []
    s, i = problem.street_of[activity]
    street = problem.streets[s]

    def at(place: int) -> list[tuple[Joint, int, int]]:
        there = 0 <= place < len(street.joints)
        return [(street.joints[place], street.digs[place], street.digs[place + 1])] if there else []

    return at(i - 1), at(i)


def _may_join(problem: Problem, joint: Joint, before: int, after: int, allowed: Allowed) -> bool:
    one, other = problem.activities[before].project, problem.activities[after].project
    return one == other or joint.own or allowed.agreed(joint) or allowed.combined


def _employers(problem: Problem) -> int:
    return 1 + max([*(p.employer for p in problem.projects), *(p.employer for p in problem.pools)], default=-1)


def people_eur(bill: Bill) -> int:
    """Euros of a bill that are for people: standing by, hiring, finding, travel and fees."""
    return sum(bill[term] for term in STAFFING)


def total(bill: Bill) -> int:
    """Euros of a bill."""
    return sum(bill.values())


def added(books: Sequence[Bill]) -> Iterator[tuple[str, int]]:
    """Per term what all bills come to."""
    for term in TERMS:
        yield term, sum(bill[term] for bill in books)
