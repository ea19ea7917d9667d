"""Who pays what: every priced euro of a plan, booked on the client of the project it belongs to.

A tender's procurement and mobilisation are divided over its member projects by their labour; interface and broken
rests are halved between the two digs; burden is divided over the digs that share the opening. The total equals the
plan's cost to the euro, which the comparison checks against the checker's own sum."""

from __future__ import annotations

from wijkplan.models.plan import Plan
from wijkplan.models.problem import STAFFING, Problem
from wijkplan.planner.plan.openings import interfaces, openings
from wijkplan.planner.submission.apportion import split


def by_client(problem: Problem, plan: Plan) -> list[int]:
    """Euros of the priced terms per client index."""
    books = _Books(problem, plan)
    books.work()
    books.contracts()
    books.streets()
    return books.euros


class _Books:
    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.euros = [0] * len(problem.clients)
        self.placed = plan.by_activity()
        self.labour = [0] * len(problem.projects)
        for activity, placement in self.placed.items():
            mode = problem.activities[activity].modes[placement.mode]
            self.labour[problem.activities[activity].project] += mode.labour

    def book(self, term: str, project: int, euros: int) -> None:
        if term in self.problem.priced:
            self.euros[self.problem.projects[project].client] += euros

    def divide(self, term: str, projects: list[int], euros: int, weights: list[int]) -> None:
        for project, share in zip(projects, split(euros, weights), strict=True):
            self.book(term, project, share)

    def work(self) -> None:
        """Terms of one activity or one project."""
        problem = self.problem
        for index, placement in self.placed.items():
            activity = problem.activities[index]
            mode = activity.modes[placement.mode]
            self.book("labour", activity.project, mode.labour)
            self.book("opening", activity.project, mode.opening)
            self.book("standby", activity.project, mode.standby)
            for demand, chosen in zip(mode.demands, placement.patterns, strict=True):
                pattern = demand.patterns[chosen]
                for term in STAFFING:
                    self.book(term, activity.project, getattr(pattern, term))
            if activity.submitted is not None:
                self.book("moved", activity.project, activity.moved_price * abs(placement.start - activity.submitted))
        for index, project in enumerate(problem.projects):
            ends = [self.placed[a].end for a in problem.members[index]]
            if ends:
                self.book("delay", index, project.delay_price * max(0, max(ends) - project.target))

    def contracts(self) -> None:
        """Terms of contracts and tenders."""
        for index, project in enumerate(self.problem.projects):
            if not project.tendered:
                self.book("mobilisation", index, project.mobilisation)
        for publication in self.plan.tenders:
            tender = self.problem.tenders[publication.tender]
            members = list(tender.projects)
            self.divide("procurement", members, tender.procurement, [self.labour[p] for p in members])
            for lot in tender.lots:
                self.divide(
                    "mobilisation", list(lot.projects), lot.mobilisation, [self.labour[p] for p in lot.projects]
                )

    def streets(self) -> None:
        """Terms of openings and of what lies between them."""
        problem = self.problem
        for opening in openings(problem, self.plan):
            street = problem.streets[opening.street]
            owners = [problem.activities[dig].project for dig in opening.digs]
            weights = [1] * len(owners)
            self.divide("burden", owners, street.burden * (opening.end - opening.start), weights)
            if opening.broken_rest:
                before = [problem.activities[opening.previous].project] if opening.previous is not None else []
                pair = [*before, owners[0]]
                self.divide("rest", pair, street.rest_price or 0, [1] * len(pair))
            for i, euros in interfaces(problem, self.plan, opening):
                self.divide("interface", owners[i : i + 2], euros, [1, 1])
