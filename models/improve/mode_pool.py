"""Modes of all activities together, from a relaxation: what a plan that is better than the best could choose.

Coelho and Vanhoucke (2011) choose modes first, by SAT, and order activities then. Here a small CP-SAT model keeps the
non-renewable resources, the longest chain and, of each renewable resource, the sum of the work within what there is
until the last end of a better plan. Each solve minimises the work by weights of resources and modes that are drawn, so
that each gives other modes. Where there are none, there is no better plan.

Why it helps: of MMLIB the modes of a whole population often have as much work on some resource, or as long a chain, as
the best plan is long, so that no order of theirs is shorter."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from ortools.sat.python import cp_model

from ..bound.lateness import heads, tails
from ..construct.arrays import Floats, Ints
from ..construct.serial import Project
from ..cpsat.linear import Expression, total
from ..cpsat.parameters import parameters
from ..incumbent import Board

VECTORS = 16  # that are kept at most
NOISE = 0.1  # standard deviation of the factor by which the work of each mode is drawn
NEAR = 0.005  # a solve ends this near to its optimum; 0.02 takes a half to a quarter of the time and found less
BALANCED = 0.5  # part of the solves that also weigh the work on the busiest resource
SCALE = 10_000  # weeks of the objective in whole numbers


class ModePool:
    """``rows``: modes of all activities (over all activities' modes), one choice a row; ``end``: all of them may belong
    to a plan that has ended by this week, as far as the relaxation knows."""

    def __init__(self, j: Project, seed: int) -> None:
        self.j, self.random = j, np.random.default_rng(seed)
        self.rows: Ints = np.zeros((0, len(j.release)), np.int64)
        self.end: int | None = None
        self.useful = len(j.duration) > len(j.release) and len(j.target) == 1 and j.price[0] > 0
        self._shortest = np.array([j.duration[slice(*ends)].min() for ends in pairwise(j.mode_ptr.tolist())], np.int64)

    def week(self, value: int) -> int:
        """By when all plans that cost less than ``value`` have ended."""
        j = self.j
        return min(j.horizon, int(j.target[0]) + (value - 1) // int(j.price[0])) if self.useful else j.horizon

    def renew(self, board: Board, value: int, seconds: float) -> None:
        """Make room for plans cheaper than ``value``: what may still belong to one stays, the rest is drawn anew for so
        many seconds at most. Where there is none, ``value`` is what is claimed."""
        end = self.week(value)
        if not self.useful or value <= 0 or (self.end is not None and self.end <= end):
            return
        self.end = end
        rows, until = [row for row in self.rows if self._fits(row, end)], board.seconds + seconds
        while len(rows) < VECTORS and (left := until - board.seconds) > 0:
            status, row = self._draw(end, left)
            if status == cp_model.INFEASIBLE:
                if end < self.j.horizon:  # else there is no plan at all, which is not for here to say
                    board.raise_claim(value)
                break
            if row is not None:
                rows.append(row)
        self.rows = np.array(rows, np.int64).reshape(len(rows), len(self.j.release))

    def _fits(self, mode: Ints, end: int) -> bool:
        """Whether chain and work of these modes fit until a week."""
        j, duration = self.j, self.j.duration[mode]
        chain = (heads(j, duration) + duration + tails(j, duration)).max()
        return bool(chain <= end and ((j.need[mode] * duration[:, None]).sum(0) <= end * j.capacity).all())

    def _draw(self, end: int, seconds: float) -> tuple[cp_model.CpSolverStatus, Ints | None]:
        """One solve; modes where it finds some."""
        j, head, tail = self.j, heads(self.j, self._shortest), tails(self.j, self._shortest)
        if (head + self._shortest + tail).max() > end:
            return cp_model.INFEASIBLE, None
        model = cp_model.CpModel()
        chosen = [model.new_bool_var("") for _ in j.duration]
        latest = (end - tail - self._shortest).tolist()
        start = [model.new_int_var(h, t, "") for h, t in zip(head.tolist(), latest, strict=True)]
        for a, (first, last) in enumerate(pairwise(j.mode_ptr.tolist())):
            model.add_exactly_one(chosen[first:last])
            ends = start[a] + _sum(chosen[first:last], j.duration[first:last])
            model.add(ends <= int(end - tail[a]))
            for b in j.after[j.after_ptr[a] : j.after_ptr[a + 1]].tolist():
                model.add(start[b] >= ends)
        for use, stock in zip(j.use.T, j.stock.tolist(), strict=True):
            model.add(_sum(chosen, use) <= stock)
        work = j.need * j.duration[:, None]
        for done, capacity in zip(work.T, j.capacity.tolist(), strict=True):
            model.add(_sum(chosen, done) <= end * capacity)
        model.minimize(self._price(model, chosen, work / np.maximum(1, j.capacity), end))
        solver = cp_model.CpSolver()
        solver.parameters = parameters(
            workers=1, seed=int(self.random.integers(1 << 30)), seconds=max(0.01, seconds), tiny=True
        )
        solver.parameters.relative_gap_limit = NEAR
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return status, None
        return status, np.flatnonzero([solver.value(x) for x in chosen])

    def _price(self, model: cp_model.CpModel, chosen: list[cp_model.IntVar], weeks: Floats, end: int) -> Expression:
        """Weeks of work by weights that are drawn, half of the time with those of the busiest resource on top."""
        weights = self.random.dirichlet(np.ones(weeks.shape[1])) if weeks.shape[1] else np.zeros(0)
        price = _sum(chosen, SCALE * (weeks @ weights) * (1 + NOISE * self.random.standard_normal(len(chosen))))
        if self.random.random() >= BALANCED:
            return price
        most = model.new_int_var(0, (end + 1) * SCALE, "")
        for column in weeks.T:
            model.add(_sum(chosen, SCALE * column) <= most)
        return price + most


def _sum(chosen: list[cp_model.IntVar], factors: Ints | Floats) -> Expression:
    return total(zip(chosen, np.rint(factors).astype(np.int64).tolist(), strict=True))
