"""Containers that answer domain questions, with variables for what is free and plain numbers for what is fixed.

Rules and terms ask ``start(a)`` or ``chosen(t)`` and need not know which of the two they get. Quantities that only
some rules need (``first``, ``last``, ``close`` ...) are made, with the constraints that define them, when they are
first asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from ..newcomers import effects
from ..problem import Source
from .fixed_usage import Taken
from .linear import Expression, Literal, total
from .scope import Scope
from .staffing import permitted_modes
from .starts import NEVER, start_windows
from .tendering import Tendering
from .work import Work, interval, make_work, whole_interval


@dataclass(frozen=True, slots=True)
class Use:
    """Heads that a free activity takes from a pool or market while the interval is present; ``demand`` tells its
    trades apart."""

    activity: int
    demand: int
    interval: cp_model.IntervalVar
    heads: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """In the weeks ``[begin, end)`` a pool has ``most`` heads more at most, and ``away`` less than that; without any
    newcomers ``most`` less, and ``least`` less than without newcomers at least."""

    begin: int
    end: int
    away: cp_model.IntVar
    most: int
    least: int


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Working weeks that an activity spends in some period, by its start: ``table[start - first]``."""

    weeks: Expression
    first: int
    table: NDArray[np.int64]

    def at(self, start: int) -> int:
        """Weeks for a start; for one outside the activity's window those of the nearest inside it."""
        return int(self.table[min(max(start - self.first, 0), len(self.table) - 1)])


class Variables:
    """All variables of a model within a scope. Raises :class:`wijkplan.models.windows.NoWindow` when an activity has
    no start left.

    ``works`` per free activity; ``tendering`` for tenders, publications and lots; ``pool_uses``, ``lent_uses`` and
    ``market_uses`` per pool or market what free activities may take from it, ``taken`` what fixed ones do.
    """

    def __init__(self, model: cp_model.CpModel, scope: Scope) -> None:
        self.scope = scope
        self._model = model
        self._problem = problem = scope.problem
        permitted = {a: permitted_modes(scope, a) for a in scope.ordered}
        windows = start_windows(scope, permitted)
        self.works: dict[int, Work] = {
            a: make_work(model, problem.activities[a], windows[a], permitted[a]) for a in scope.ordered
        }
        self.tendering = Tendering(model, scope, self.latest_start)
        self.joints: dict[tuple[int, int], Literal] = {
            joint: model.new_bool_var("") if state is None else state for joint, state in scope.joined.items()
        }
        self.intake: list[Expression] = [model.new_int_var(0, cohort.most, "") for cohort in problem.cohorts]
        self.crowds: dict[tuple[int, int, int], tuple[cp_model.IntVar, int, tuple[tuple[int, int], ...]]] = {}
        self.taken = Taken(scope, scope.fixed)
        self.pool_uses: dict[int, list[Use]] = defaultdict(list)
        self.lent_uses: dict[int, list[Use]] = defaultdict(list)
        self.market_uses: dict[int, list[Use]] = defaultdict(list)
        for a in scope.ordered:
            self._staff(a)
        self.firsts: dict[int, Expression] = {}
        self.lasts: dict[int, Expression] = {}
        self.lates: dict[int, Expression] = {}
        self.dones: dict[int, Expression] = {}
        self.shifts: dict[int, Expression] = {}
        self.closes: dict[tuple[int, int], Expression] = {}
        self.lengths: dict[tuple[int, int], cp_model.IntVar] = {}
        self.bridges: dict[tuple[int, int], Literal] = {}
        self.breaks: dict[tuple[int, int], Literal] = {}
        self.elapsed: dict[tuple[int, int, int, int], Elapsed] = {}
        self.supplied: dict[tuple[int, int, int, int, int, int], Expression] = {}
        self.rises: dict[tuple[int, int], Expression] = {}
        self.renewed: list[tuple[int, int, int, Expression, Expression]] = []  # work, weeks; starts in them, and when

    def _staff(self, a: int) -> None:
        """List what the activity's patterns take; work of no weeks takes nothing."""
        activity, work = self._problem.activities[a], self.works[a]
        for (m, d), patterns in work.patterns.items():
            mode = activity.modes[m]
            for k, literal in patterns.items():
                pattern = mode.demands[d].patterns[k]
                if mode.duration == 0:
                    continue
                weeks = interval(self._model, activity, work, m, literal)
                if pattern.own is not None:
                    self.pool_uses[pattern.own].append(Use(a, d, weeks, pattern.own_heads))
                if pattern.other is None or pattern.other_heads == 0:
                    continue
                use = Use(a, d, weeks, pattern.other_heads)
                if pattern.source is Source.HIRED:
                    self.market_uses[pattern.other].append(use)
                else:
                    self.pool_uses[pattern.other].append(use)
                if pattern.source is Source.LENT:
                    self.lent_uses[pattern.other].append(use)

    def crowd(self, pool: int) -> list[Crowd]:
        """What newcomers who do not come leave of the most heads that a pool could have, in runs of weeks in which
        that is the same."""
        cohorts = [(c, self._problem.cohorts[c]) for c, _ in effects(self._problem, pool)]
        if not cohorts:
            return []
        rows = np.array([row for _, row in effects(self._problem, pool)], dtype=np.int64)
        borders = [0, *(np.flatnonzero(np.diff(rows, axis=1).any(axis=0)) + 1).tolist(), self._problem.horizon]
        found: list[Crowd] = []
        for begin, end in pairwise(borders):
            column = rows[:, begin]
            most = [cohort.most for _, cohort in cohorts]
            above = sum(max(0, int(heads)) * n for heads, n in zip(column, most, strict=True))
            below = sum(max(0, -int(heads)) * n for heads, n in zip(column, most, strict=True))
            if above + below == 0:
                continue
            away = self._model.new_int_var(0, above + below, "")
            takes = tuple((c, -int(heads)) for (c, _), heads in zip(cohorts, column, strict=True))
            self._model.add(away == above + total((self.intake[c], heads) for c, heads in takes))
            self.crowds[pool, begin, end] = away, above, takes
            found.append(Crowd(begin, end, away, above, below))
        return found

    # -- activities
    # ----------------------------------------------------------------------------------------------------------

    def start(self, a: int) -> Expression:
        """First week of an activity."""
        return self.works[a].start if a in self.works else self.scope.fixed[a].start

    def end(self, a: int) -> Expression:
        """Week before which an activity is done."""
        return self.works[a].end if a in self.works else self.scope.fixed[a].end

    def earliest_start(self, a: int) -> int:
        """Lower bound of ``start``."""
        return self.works[a].window.first if a in self.works else self.scope.fixed[a].start

    def latest_start(self, a: int) -> int:
        """Upper bound of ``start``."""
        return self.works[a].window.last if a in self.works else self.scope.fixed[a].start

    def earliest_end(self, a: int) -> int:
        """Lower bound of ``end``."""
        return self.works[a].window.first_end if a in self.works else self.scope.fixed[a].end

    def latest_end(self, a: int) -> int:
        """Upper bound of ``end``."""
        return self.works[a].window.last_end if a in self.works else self.scope.fixed[a].end

    def modes(self) -> Iterator[tuple[int, int, Literal]]:
        """Every possible (activity, mode, whether it is chosen), fixed activities included."""
        for a in range(len(self._problem.activities)):
            if a in self.works:
                for m, literal in self.works[a].modes.items():
                    yield a, m, literal
            else:
                yield a, self.scope.fixed[a].mode, True

    def patterns(self) -> Iterator[tuple[int, int, int, int, Literal]]:
        """Every possible (activity, mode, demand, pattern, whether it is chosen), fixed activities included."""
        for a in range(len(self._problem.activities)):
            if a in self.works:
                for (m, d), patterns in self.works[a].patterns.items():
                    for k, literal in patterns.items():
                        yield a, m, d, k, literal
            else:
                placement = self.scope.fixed[a]
                for d, k in enumerate(placement.patterns):
                    yield a, placement.mode, d, k, True

    def shift(self, a: int) -> Expression:
        """Weeks (at least) between an activity's start and the submitted one."""
        if a not in self.shifts:
            submitted = self._problem.activities[a].submitted
            assert submitted is not None, "only work with a submitted week can move away from it"
            start, low, high = self.start(a), self.earliest_start(a), self.latest_start(a)
            if low >= submitted:
                self.shifts[a] = start - submitted
            elif high <= submitted:
                self.shifts[a] = submitted - start
            else:
                away = self._model.new_int_var(0, max(submitted - low, high - submitted), "")
                self._model.add(away >= start - submitted)
                self._model.add(away >= submitted - start)
                self.shifts[a] = away
        return self.shifts[a]

    def weeks_worked(self, a: int, m: int, begin: int, end: int) -> Expression:
        """Working weeks that a free activity spends in the weeks ``[begin, end)``, if it is in mode ``m``."""
        activity, window = self._problem.activities[a], self.works[a].window
        key = a, activity.modes[m].duration, begin, end
        if key not in self.elapsed:
            starts = np.arange(window.first, window.last + 1)
            ends = window.ends[m][starts]
            before = np.concatenate([[0], np.cumsum(self.scope.working[activity.calendar][begin:end])])
            table = before[np.clip(ends - begin, 0, end - begin)] - before[np.clip(starts - begin, 0, end - begin)]
            possible = np.unique(table[ends != NEVER])
            table[ends == NEVER] = possible[0]  # the mode is another one then
            weeks: Expression = int(possible[0])
            if len(possible) > 1:
                weeks = self._model.new_int_var(int(possible[0]), int(possible[-1]), "")
                self._model.add_element(self.works[a].start - window.first, table.tolist(), weeks)
            self.elapsed[key] = Elapsed(weeks, window.first, table)
        return self.elapsed[key].weeks

    def weeks_supplied(self, a: int, m: int, d: int, k: int, begin: int, end: int) -> Expression:
        """Working weeks in ``[begin, end)`` in which pattern ``k`` supplies demand ``d`` of a free activity; 0 where
        it is not chosen."""
        key = a, m, d, k, begin, end
        if key not in self.supplied:
            weeks, literal = self.weeks_worked(a, m, begin, end), self.works[a].patterns[m, d][k]
            if not isinstance(literal, cp_model.BoolVarT):
                self.supplied[key] = weeks
            elif not isinstance(weeks, cp_model.IntVar):
                self.supplied[key] = literal * int(weeks) if weeks else 0
            else:
                most = int(self.elapsed[a, self._problem.activities[a].modes[m].duration, begin, end].table.max())
                supplied = self._model.new_int_var(0, most, "")
                self._model.add(supplied == weeks).only_enforce_if(literal)
                self._model.add(supplied == 0).only_enforce_if(literal.negated())
                self.supplied[key] = supplied
        return self.supplied[key]

    # -- projects
    # ------------------------------------------------------------------------------------------------------------

    def first(self, p: int) -> Expression:
        """A week no later than any start in a project that has work."""
        if p not in self.firsts:
            members = self._problem.members[p]
            free = [a for a in members if a in self.works]
            high = min(self.latest_start(a) for a in members)
            if not free or len(members) == 1:
                self.firsts[p] = self.start(members[0]) if free else high
            else:
                first = self._model.new_int_var(min(self.earliest_start(a) for a in members), high, "")
                for a in free:
                    self._model.add(first <= self.start(a))
                self.firsts[p] = first
        return self.firsts[p]

    def last(self, p: int) -> Expression:
        """A week no sooner than any end in a project that has work."""
        if p not in self.lasts:
            members = self._problem.members[p]
            free = [a for a in members if a in self.works]
            low = max(self.earliest_end(a) for a in members)
            if not free or len(members) == 1:
                self.lasts[p] = self.end(members[0]) if free else low
            else:
                last = self._model.new_int_var(low, max(self.latest_end(a) for a in members), "")
                for a in free:
                    self._model.add(last >= self.end(a))
                self.lasts[p] = last
        return self.lasts[p]

    def late(self, p: int) -> Expression:
        """Weeks (at least) that a project with work ends after its target."""
        if p not in self.lates:
            target, members = self._problem.projects[p].target, self._problem.members[p]
            low = max(self.earliest_end(a) for a in members)
            high = max(self.latest_end(a) for a in members)
            if high <= target:
                self.lates[p] = 0
            elif low >= target:
                self.lates[p] = self.last(p) - target
            else:
                late = self._model.new_int_var(0, high - target, "")
                self._model.add(late >= self.last(p) - target)
                self.lates[p] = late
        return self.lates[p]

    # -- homes
    # ---------------------------------------------------------------------------------------------------------------

    def done(self, h: int) -> Expression:
        """A week no sooner than any end of the works that homes need."""
        if h not in self.dones:
            works = self._problem.homes[h].works
            free = [a for a in works if a in self.works]
            low = max(self.earliest_end(a) for a in works)
            if not free or len(works) == 1:
                self.dones[h] = self.end(works[0]) if free else low
            else:
                done = self._model.new_int_var(low, max(self.latest_end(a) for a in works), "")
                for a in free:
                    if self.latest_end(a) > low:
                        self._model.add(done >= self.end(a))
                self.dones[h] = done
        return self.dones[h]

    # -- streets
    # -------------------------------------------------------------------------------------------------------------

    def joined(self, s: int, i: int) -> Literal:
        """Whether digs ``i`` and ``i + 1`` of a street share an opening; false where one of them does not exist."""
        return self.joints.get((s, i), False)

    def bridged(self, s: int, i: int) -> Literal:
        """Whether a joint stands on a street agreement; where it has a contract anyway this may be false."""
        if (s, i) not in self.bridges:
            street = self._problem.streets[s]
            before, after = (self._problem.activities[street.digs[k]].project for k in (i, i + 1))
            joined, together = self.joined(s, i), street.joints[i].own or self.tendering.in_one_lot(before, after)
            if joined is False or together is True or not self._problem.allowed.agreed(street.joints[i]):
                self.bridges[s, i] = False
            elif together is False:
                self.bridges[s, i] = joined
            else:
                self.bridges[s, i] = self._model.new_bool_var("")
        return self.bridges[s, i]

    def broken(self, s: int, i: int) -> Literal:
        """Whether dig ``i`` may reopen its street inside the rest period (rule ``rest``); false where it certainly
        does not."""
        if (s, i) not in self.breaks:
            street = self._problem.streets[s]
            dig = street.digs[i]
            if i == 0:
                free, closed = dig in self.works, street.closed
            else:
                before = street.digs[i - 1]
                free, closed = dig in self.works or before in self.works, self.latest_end(before)
            if closed is None or self.joined(s, i - 1) is True or self.earliest_start(dig) - closed >= street.rest:
                self.breaks[s, i] = False
            elif not free:
                self.breaks[s, i] = True
            elif street.rest_price is None:
                self.breaks[s, i] = False
            else:
                self.breaks[s, i] = self._model.new_bool_var("")
        return self.breaks[s, i]

    def close(self, s: int, i: int) -> Expression:
        """Week until which dig ``i`` keeps its street open: its end or, when joined with the next dig, the start of
        that."""
        if (s, i) not in self.closes:
            digs = self._problem.streets[s].digs
            joined = self.joined(s, i)
            if joined is False:
                self.closes[s, i] = self.end(digs[i])
            elif joined is True:
                self.closes[s, i] = self.start(digs[i + 1])
            else:
                end, following = self.end(digs[i]), self.start(digs[i + 1])
                high = max(self.latest_end(digs[i]), self.latest_start(digs[i + 1]))
                close = self._model.new_int_var(self.earliest_end(digs[i]), high, "")
                self._model.add(close == following).only_enforce_if(joined)
                self._model.add(close == end).only_enforce_if(joined.negated())
                self._model.add(close >= end)
                self.closes[s, i] = close
        return self.closes[s, i]

    def open_weeks(self, s: int, i: int) -> cp_model.IntervalVar:
        """The weeks that dig ``i`` keeps its street open; end to end, those of joined digs are their opening."""
        digs = self._problem.streets[s].digs
        start, close = self.start(digs[i]), self.close(s, i)
        if digs[i] in self.works and self.joined(s, i) is False:
            return whole_interval(self._model, self.works[digs[i]])
        if not isinstance(start, cp_model.LinearExpr) or not isinstance(close, cp_model.LinearExpr):
            return self._model.new_interval_var(start, close - start, close, "")
        low = self.earliest_end(digs[i]) - self.latest_start(digs[i])
        length = self._model.new_int_var(max(0, low), self._problem.horizon, "")
        self.lengths[s, i] = length
        return self._model.new_interval_var(start, length, close, "")
