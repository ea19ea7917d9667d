"""How many newcomers start where and when: decided outside the search of plans, which for settled numbers knows
nothing of them (:mod:`..newcomers`).

First a plan without newcomers, so that with them no plan is ever dearer. Then prices of heads (:mod:`..bound.prices`,
with each cohort as a column), beside a search of plans with the best numbers so far where there is a worker for it.
Then more and more of those who would come at these prices, numbers that look good by them or by the hire that a plan
would no longer need, or one newcomer more or fewer than the best so far; for each of them the plan is searched again,
from the best one. The time that is left once nothing is to be tried any more goes to both, prices and the plan with the
best numbers. Small problems go to CP-SAT as a whole first, which decides numbers and plan at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from ortools.sat.python import cp_model

from ..bound.newcomers import extended, worths
from ..bound.prices import PriceAscent
from ..bound.sooner import ascent
from ..check.bounds import certified
from ..check.refused import Refused
from ..construct.arrays import Floats, arrays
from ..hired import hired_euros
from ..incumbent import Board
from ..newcomers import intake_of, nobody, training, with_intake
from ..outcome import Event, Outcome, Settings
from ..plan import Plan
from ..problem import HOME_WEEKS, Problem
from ..windows import NoWindow
from .exact import FullModel
from .intake_numbers import CENTS, Intake, WholeNumbers
from .lanes import beside_each_other

SMALL = 40  # activities: CP-SAT as a whole settles most of these in seconds
FIRST, PRICES, TRY = 0.35, 0.25, 0.1  # shares of the time for the plan without newcomers, for prices, and for one trial
ANEW = 0.4  # for prices that begin from nothing, because those without newcomers say little of those with them
PORTION = 0.25  # of those who would come at the prices of late, that is tried first
LEFT = 0.05  # of the time: less is left as it is
IN_VAIN = 2  # trials one after the other that find nothing better: then what is left is better spent on prices and plan
MISLEADING = 0.01  # part of a bound that newcomers earn at prices found without them, from which on these are left
FEW = 8  # cohorts: so many are all tried
MOST_TRIALS = 6  # in a fixed amount of work


class Solve(Protocol):
    """:func:`wijkplan.models.solve.solve`."""

    def __call__(
        self,
        problem: Problem,
        settings: Settings,
        plans: Sequence[Plan] = (),
        on_event: Callable[[Event], None] | None = None,
        stop: Callable[[], bool] | None = None,
        bound: tuple[int, dict[str, Any]] | None = None,
    ) -> Outcome: ...


def recruit(
    problem: Problem,
    settings: Settings,
    plans: Sequence[Plan],
    on_event: Callable[[Event], None] | None,
    stop: Callable[[], bool] | None,
    bound: tuple[int, dict[str, Any]] | None,
    solve: Solve,
) -> Outcome:
    """Solve a problem with newcomers; as :func:`wijkplan.models.solve.solve`. ``bound`` may be of the same problem
    without them: its prices are taken over, never its value."""
    return _Recruitment(problem, settings, plans, on_event, stop, bound, solve).run()


class _Recruitment:
    """One solve."""

    def __init__(
        self,
        problem: Problem,
        settings: Settings,
        plans: Sequence[Plan],
        on_event: Callable[[Event], None] | None,
        stop: Callable[[], bool] | None,
        bound: tuple[int, dict[str, Any]] | None,
        solve: Solve,
    ) -> None:
        self.problem, self.settings, self.solve = problem, settings, solve
        self.stop = stop if stop is not None else lambda: False
        self.board = Board(problem, on_event)
        self.tried: set[Intake] = set()
        self.whole = WholeNumbers(problem, settings.seed)
        for plan in plans:
            self.board.offer(plan, "inherited")
        self.misleading = False
        self.usual: Floats = np.zeros(len(problem.cohorts))
        if bound is not None:
            self._take_prices(*bound, "inherited")

    def run(self) -> Outcome:
        """All steps, as long as there is time."""
        board, problem = self.board, self.problem
        if len(problem.activities) <= SMALL and self.settings.work is None:
            FullModel(self.settings.seed).run(board, partial(self._over, 0.3), 0.3 * self.settings.seconds)
        if board.infeasible:
            return board.outcome()
        if board.plan is None and self.settings.work is None:
            self._first_plan()
        # Without newcomers home-weeks are worth other prices of everything: none of those is of use here.
        anew = board.certificate is None and board.plan is not None and HOME_WEEKS in problem.priced
        anew = anew and self._in_lanes()
        if not anew and (board.plan is None or board.certificate is None):
            first = self._try(nobody(problem) if board.plan is None else intake_of(problem, board.plan), FIRST)
            if first is not None and first.certificate is not None and first.bound is not None:
                self._take_prices(first.bound, first.certificate, "prices")
            if first is not None and board.plan is None:
                board.reason = first.reason
        if not board.proven:
            self._prices_beside_search(ANEW if anew or self.misleading else PRICES)
        trials = vain = 0
        paid = problem.max_cash is not None
        for intake in self._proposals():
            if self._done() or (trials == MOST_TRIALS and self.settings.work is not None):
                break
            if paid and vain == IN_VAIN and len(problem.activities) > SMALL:
                break
            if intake not in self.tried:
                before = board.objective
                self._try(intake, TRY)
                trials, vain = trials + 1, 0 if board.objective != before else vain + 1
        if self.settings.work is None and not self._over(1 - LEFT):
            self._prices_beside_search(1.0)
        return board.outcome()

    def _prices_beside_search(self, share: float) -> None:
        """Better prices for a share of the time; with more than one worker, the others search a plan with the best
        numbers so far meanwhile."""
        board, settings = self.board, self.settings
        if not self._in_lanes() or board.plan is None:
            self._raise_prices(share)
            return
        best = intake_of(self.problem, board.plan)

        def search() -> None:
            self._try(best, share, replace(settings, workers=settings.workers - 1))

        beside_each_other([search, partial(self._raise_prices, share)])

    def _in_lanes(self) -> bool:
        return self.settings.work is None and self.settings.workers > 1

    def _first_plan(self) -> None:
        """A plan without newcomers as soon as there is one: who waits sees it no later than without newcomers."""
        inner, seen = with_intake(self.problem, nobody(self.problem)), list[int]()

        def see(event: Event) -> None:
            if event.objective is not None:
                seen.append(event.objective)

        settings = replace(self.settings, seconds=FIRST * self.settings.seconds)
        if inner is not None and not self.stop():
            try:
                outcome = self.solve(inner, settings, (), see, lambda: bool(seen) or self.stop())
            except NoWindow:
                return
            if outcome.plan is not None:
                self.board.offer(replace(outcome.plan, intake=nobody(self.problem)), "newcomers")

    def _over(self, share: float = 1.0) -> bool:
        return self.board.proven or self.stop() or self.board.seconds >= share * self.settings.seconds

    def _done(self) -> bool:
        return self.board.proven or self.stop() or (self.settings.work is None and self._over())

    def _try(self, intake: Intake, share: float, given: Settings | None = None) -> Outcome | None:
        """Search a plan with so many newcomers, from the best plan that there is; ``given`` are settings with fewer
        workers."""
        self.tried.add(intake)
        inner = with_intake(self.problem, intake)
        if inner is None:
            return None
        settings = replace(given or self.settings, focus=None if share == FIRST else "plan")
        if settings.work is not None:
            settings = replace(settings, work=max(1, round(settings.work * share)))
        else:
            left = self.settings.seconds - self.board.seconds
            settings = replace(settings, seconds=min(left, share * self.settings.seconds))
            if left <= 0:
                return None
        known = [replace(self.board.plan, intake=())] if self.board.plan is not None else []
        try:
            outcome = self.solve(inner, settings, known, self._passed_on(intake), self.stop)
        except NoWindow:
            return None
        if outcome.plan is not None:
            self.board.offer(replace(outcome.plan, intake=intake), "newcomers")
        return outcome

    def _passed_on(self, intake: Intake) -> Callable[[Event], None]:
        """Tells who waits of plans that a search with so many newcomers has found, as it finds them."""
        charged = "training" in self.problem.priced and HOME_WEEKS not in self.problem.priced
        more = training(self.problem, intake) * charged

        def see(event: Event) -> None:
            if event.objective is not None:
                self.board.found_elsewhere(event.objective + more, "newcomers")

        return see

    def _take_prices(self, without: int, certificate: dict[str, Any], source: str) -> None:
        """A bound with newcomers at prices that without them give one of ``without``. Where newcomers would earn much
        of that, there are none like these with them, and better ones are found from the beginning."""
        try:
            wider = extended(self.problem, certificate)
            value = certified(self.problem, wider)
        except Refused:
            return
        self.misleading = without - value > MISLEADING * abs(without)
        self.board.raise_bound(value, wider, source)

    def _raise_prices(self, share: float) -> None:
        """Better prices, with newcomers as columns."""
        try:
            flat = arrays(self.problem)
        except NoWindow:
            return
        fresh, self.misleading = self.misleading, False
        climb = ascent(self.problem, flat)
        if self.settings.work is not None:
            if self.board.certificate is not None and not fresh:
                climb.resume(self.board.certificate)
            steps = max(1, self.settings.work // 100)
            for i in range(steps):
                climb.step(i / steps)
            best = climb.certify()
            if best is not None:
                self.board.raise_bound(best.value, best.certificate)
        else:
            end = min(self.settings.seconds, self.board.seconds + share * self.settings.seconds)
            part = PriceAscent(lambda: climb, 0.0, fresh)
            part.run(self.board, lambda: self._done() or self.board.seconds >= end, end - self.board.seconds)
        self.usual = climb.newcomers.usual

    def _proposals(self) -> Iterator[Intake]:
        """Numbers to try: more and more of who would come at the prices of late, what these say at last, by hire that
        falls away, and then one more or one fewer, or half as many, than the best so far."""
        problem, board = self.problem, self.board
        yield from self._portions()
        if board.certificate is not None and board.certificate.get("kind") == "prices":
            scale = max(1, int(board.certificate["scale"]))
            yield from self._best_numbers(worths(problem, board.certificate) / scale)
        if board.plan is not None:
            yield from self._instead_of_hire(board.plan)
        while board.plan is not None:
            before, best = board.objective, intake_of(problem, board.plan)
            left = [intake for intake in self._moves(best, board.plan) if intake not in self.tried]
            if not left:
                return
            for intake in left:
                yield intake
                if board.objective != before:
                    break

    def _moves(self, best: Intake, plan: Plan) -> Iterator[Intake]:
        """One newcomer fewer, or half as many, where somebody comes; one more where that looks good by prices or by
        hire, the best first. All of them in small problems."""
        worth = self._worth(plan)
        chosen = [c for c, n in enumerate(best) if n]
        promising = [c for c in np.argsort(-worth, kind="stable").tolist() if worth[c] > 0]
        if len(best) <= FEW:
            promising = list(range(len(best)))
        moves = [_changed(best, c, -1) for c in chosen]
        moves += [_changed(best, c, -(best[c] // 2)) for c in chosen if best[c] > 2]
        moves += [_changed(best, c, 1) for c in promising]
        yield from (intake for intake in moves if self._allowed(intake))

    def _worth(self, plan: Plan) -> Floats:
        """What one newcomer more might be worth per cohort, less its cost: the more of what prices and hire say."""
        problem, certificate = self.problem, self.board.certificate
        paid = HOME_WEEKS not in problem.priced and "training" in problem.priced
        by_hire = np.array([-float(cohort.cost * paid) for cohort in problem.cohorts])
        saved = hired_euros(problem, plan)
        for c, cohort in enumerate(problem.cohorts):
            if cohort.pool in saved:
                heads, euros = saved[cohort.pool]
                part = np.minimum(1.0, np.maximum(0, np.array(cohort.heads)) / np.maximum(heads, 1.0))
                by_hire[c] += float((part * euros).sum())
        if certificate is None or certificate.get("kind") != "prices":
            return by_hire
        by_price: Floats = worths(problem, certificate) / max(1, int(certificate["scale"]))
        return np.asarray(np.maximum(by_hire, by_price), dtype=np.float64)

    def _allowed(self, intake: Intake) -> bool:
        """Whether rules ``intake`` and ``safe`` allow it."""
        cohorts = zip(intake, self.problem.cohorts, strict=True)
        return all(0 <= n <= cohort.most for n, cohort in cohorts) and all(
            sum(amount * intake[c] for c, amount in row.columns.items()) <= row.most for row in self.whole.rows
        )

    def _best_numbers(self, worth: Floats) -> Iterator[Intake]:
        """The numbers that are worth most at these euros per newcomer, then half of them."""
        found = self.whole.worth_most(worth)
        if found is not None:
            yield found
            yield tuple(n // 2 for n in found)

    def _portions(self) -> Iterator[Intake]:
        """More and more of those who would come at the prices of late, as long as that is better: a plan with few makes
        room for the next. Where even a few are too many, one."""
        total, share = float(self.usual.sum()), PORTION
        while share <= 1 <= total:
            found, before = (
                self.whole.most_usual(share * self.usual, max(1, round(share * total))),
                self.board.objective,
            )
            if found is None:
                return
            yield found
            if self.board.objective == before:
                one = self.whole.most_usual(share * self.usual, 1) if share == PORTION and sum(found) > 1 else None
                if one is not None:
                    yield one
                return
            share *= 2

    def _instead_of_hire(self, plan: Plan) -> Iterator[Intake]:
        """Numbers for which hire that the plan has falls away, worth more than they cost: all of it, then half."""
        saved = hired_euros(self.problem, plan)
        if not saved:
            return
        model, numbers = self.whole.model()
        problem = self.problem
        terms: list[cp_model.LinearExpr | cp_model.IntVar] = []
        weights: list[int] = []
        quarters = problem.quarters or (*range(0, problem.horizon, 13), problem.horizon)
        for pool, (heads, euros) in saved.items():
            here = [c for c, cohort in enumerate(problem.cohorts) if cohort.pool == pool]
            if not here:
                continue
            for begin, end in pairwise(quarters):
                hired = int(heads[begin:end].sum())
                if hired <= 0:
                    continue
                replaced = model.new_int_var(0, hired, "")
                added = [sum(problem.cohorts[c].heads[begin:end]) for c in here]
                model.add(replaced <= cp_model.LinearExpr.weighted_sum([numbers[c] for c in here], added))
                terms.append(replaced)
                weights.append(int(CENTS * euros[begin:end].sum() / hired))
        if not terms:
            return
        paid = HOME_WEEKS not in problem.priced and "training" in problem.priced
        costs = [-CENTS * cohort.cost * paid for cohort in problem.cohorts]
        model.maximize(
            cp_model.LinearExpr.weighted_sum(terms, weights) + cp_model.LinearExpr.weighted_sum(numbers, costs)
        )
        found = self.whole.solved(model, numbers)
        if found is not None:
            yield found
            yield tuple(n // 2 for n in found)


def _changed(intake: Intake, cohort: int, by: int) -> Intake:
    return tuple(n + by if c == cohort else n for c, n in enumerate(intake))
