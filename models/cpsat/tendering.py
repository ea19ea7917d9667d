"""The variables of tenders: which are chosen, when they are published, which projects are in one lot."""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python import cp_model

from ..problem import Tender
from .linear import Literal
from .scope import Scope


class Tendering:
    """``chosen`` and ``publications`` per tender that may be or stays chosen.

    A publication is a variable only where a desk can be too small for what may be published: elsewhere the earliest
    week serves as well as any, and stands as a number. A tender that cannot be published in time for its work is never
    chosen. ``decided`` are the tenders that are chosen, published and worked at as in the incumbent."""

    def __init__(self, model: cp_model.CpModel, scope: Scope, latest_start: Callable[[int], int]) -> None:
        self._model = model
        self._scope = scope
        self.chosen: dict[int, Literal] = dict.fromkeys(scope.kept, True)
        self.publications: dict[int, cp_model.IntVar | int] = {}
        self.lots: dict[tuple[int, int], Literal] = {}
        problem = scope.problem
        self.decided = frozenset(
            t
            for t in scope.kept
            if all(a in scope.fixed for p in problem.tenders[t].projects for a in problem.members[p])
        )
        self.contended = self._contended_desks()
        beyond = problem.horizon + sum(tender.preparation for tender in problem.tenders)
        for t in scope.kept + scope.candidates:
            tender = problem.tenders[t]
            first = tender.open_week(0)
            starts = [latest_start(a) for p in tender.projects for a in problem.members[p]]
            latest = min(starts) - tender.lead if starts else beyond
            if t in self.decided:
                self.publications[t] = scope.weeks[t]
            elif latest < first and t not in self.chosen:
                self.chosen[t] = False
                self.publications[t] = first
            else:
                if t not in self.chosen:
                    self.chosen[t] = model.new_bool_var("")
                waits = tender.preparation > 0 and not self.contended.isdisjoint(tender.clients)
                self.publications[t] = self._week(tender, first, max(latest, first)) if waits else first

    def _week(self, tender: Tender, first: int, last: int) -> cp_model.IntVar:
        weeks = cp_model.Domain.from_values([week for week in range(first, last + 1) if week not in tender.closed])
        return self._model.new_int_var_from_domain(weeks, "")

    def _contended_desks(self) -> frozenset[int]:
        """Clients who might have more procedures at a time than desk places."""
        problem, scope = self._scope.problem, self._scope
        contended = set()
        for c, client in enumerate(problem.clients):

            def occupies(t: int, client: int = c) -> bool:
                return client in problem.tenders[t].clients and problem.tenders[t].preparation > 0

            candidates = [t for t in scope.candidates if occupies(t)]
            projects = {p for t in candidates for p in problem.tenders[t].projects}
            kept = [t for t in scope.kept if occupies(t)]
            # Candidates that share a project exclude each other: no more of them are chosen than there are projects.
            most = min(len(candidates), len(projects)) + len(kept)
            if most > client.least and (candidates or not self.decided.issuperset(kept)):
                contended.add(c)
        return frozenset(contended)

    def in_one_lot(self, p: int, q: int) -> Literal:
        """Whether two projects are one contract: the same project, or in one lot of a chosen tender."""
        if p == q:
            return True
        key = (min(p, q), max(p, q))
        if key not in self.lots:
            self.lots[key] = self._any(
                [self.chosen[t] for t, together in self._scope.lots_of.get(p, ()) if q in together]
            )
        return self.lots[key]

    def _any(self, literals: list[Literal]) -> Literal:
        """Whether one of some tenders of the same project is chosen, of which at most one can be."""
        if any(literal is True for literal in literals):
            return True
        open_literals = [literal for literal in literals if literal is not False]
        if len(open_literals) < 2:
            return open_literals[0] if open_literals else False
        result = self._model.new_bool_var("")
        self._model.add(sum(open_literals) == result)
        return result
