"""A plan as values of all variables of a model, auxiliary ones included.

When to modify: whenever a container gets a new kind of variable.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ortools.sat.python import cp_model

from ..plan import Placement, Plan
from .fixed_usage import Taken
from .linear import Expression
from .model import Encoding
from .variables import Variables

Value = tuple[Expression, int]


def values(encoding: Encoding, plan: Plan) -> dict[int, int]:
    """Value per variable index for a plan that is within the encoding's scope; as little as possible where rules leave
    slack.

    Also for a plan that breaks rules: then the values break the model in the same way.
    """
    found: dict[int, int] = {}
    for part in (_works, _tenders, _projects, _homes, _streets, _shifts, _weeks, _rises, _newcomers, _renewed):
        for expression, value in part(encoding.variables, plan):
            if isinstance(expression, cp_model.IntVar):
                found[expression.index] = value
    return found


def add_hint(encoding: Encoding, hinted: dict[int, int]) -> None:
    """Let the search start from these values, instead of from those of any earlier hint."""
    encoding.model.clear_hints()  # type: ignore[no-untyped-call]
    for index, value in hinted.items():
        encoding.model.add_hint(encoding.model.get_int_var_from_proto_index(index), value)


def _works(variables: Variables, plan: Plan) -> Iterator[Value]:
    placements = plan.by_activity()
    for a, work in variables.works.items():
        placement = placements[a]
        elapsed = placement.end - placement.start
        duration = variables.scope.problem.activities[a].modes[placement.mode].duration
        yield work.start, placement.start
        yield work.elapsed, elapsed
        yield work.end, placement.end
        for m, mode in work.modes.items():
            yield mode, int(m == placement.mode)
        for shape in work.shapes:
            yield shape.literal, int((shape.duration, shape.elapsed) == (duration, elapsed))
        for (m, d), patterns in work.patterns.items():
            for k, pattern in patterns.items():
                yield pattern, int(m == placement.mode and k == placement.patterns[d])


def _tenders(variables: Variables, plan: Plan) -> Iterator[Value]:
    problem, tendering = variables.scope.problem, variables.tendering
    weeks = {p.tender: p.week for p in plan.tenders}
    for t, chosen in tendering.chosen.items():
        yield chosen, int(t in weeks)
        yield tendering.publications[t], weeks.get(t, problem.tenders[t].open_week(0))
    for (p, q), together in tendering.lots.items():
        yield together, int(_one_lot(variables, weeks, p, q))


def _projects(variables: Variables, plan: Plan) -> Iterator[Value]:
    problem, placements = variables.scope.problem, plan.by_activity()
    for p, first in variables.firsts.items():
        yield first, min(placements[a].start for a in problem.members[p])
    for p, last in variables.lasts.items():
        yield last, max(placements[a].end for a in problem.members[p])
    for p, late in variables.lates.items():
        yield late, max(0, max(placements[a].end for a in problem.members[p]) - problem.projects[p].target)


def _homes(variables: Variables, plan: Plan) -> Iterator[Value]:
    problem, placements = variables.scope.problem, plan.by_activity()
    for h, done in variables.dones.items():
        yield done, max(placements[a].end for a in problem.homes[h].works)


def _streets(variables: Variables, plan: Plan) -> Iterator[Value]:
    problem, placements = variables.scope.problem, plan.by_activity()
    weeks = {p.tender: p.week for p in plan.tenders}

    def placed(s: int, i: int) -> Placement:
        return placements[problem.streets[s].digs[i]]

    def close(s: int, i: int) -> int:
        return placed(s, i + 1).start if (s, i) in plan.joined else placed(s, i).end

    for joint, joined in variables.joints.items():
        yield joined, int(joint in plan.joined)
    for (s, i), bridged in variables.bridges.items():
        before, after = (problem.activities[problem.streets[s].digs[k]].project for k in (i, i + 1))
        yield bridged, int((s, i) in plan.joined and not _one_lot(variables, weeks, before, after))
    for (s, i), broken in variables.breaks.items():
        closed = problem.streets[s].closed if i == 0 else placed(s, i - 1).end
        rested = closed is None or (s, i - 1) in plan.joined or placed(s, i).start - closed >= problem.streets[s].rest
        yield broken, int(not rested)
    for (s, i), expression in variables.closes.items():
        yield expression, close(s, i)
    for (s, i), length in variables.lengths.items():
        yield length, close(s, i) - placed(s, i).start


def _shifts(variables: Variables, plan: Plan) -> Iterator[Value]:
    placements = plan.by_activity()
    for a, shift in variables.shifts.items():
        submitted = variables.scope.problem.activities[a].submitted
        if submitted is not None:
            yield shift, abs(placements[a].start - submitted)


def _weeks(variables: Variables, plan: Plan) -> Iterator[Value]:
    placements = plan.by_activity()
    for (a, *_), elapsed in variables.elapsed.items():
        yield elapsed.weeks, elapsed.at(placements[a].start)
    for (a, m, d, k, begin, end), supplied in variables.supplied.items():
        elapsed = variables.elapsed[a, variables.scope.problem.activities[a].modes[m].duration, begin, end]
        chosen = m == placements[a].mode and k == placements[a].patterns[d]
        yield supplied, elapsed.at(placements[a].start) if chosen else 0


def _rises(variables: Variables, plan: Plan) -> Iterator[Value]:
    problem = variables.scope.problem
    if not variables.rises:
        return
    taken = Taken(variables.scope, plan.by_activity())
    quarters = list(pairwise(problem.quarters))
    averages = {
        p: [
            0,
            *(int(taken.pool(p)[begin:end].sum()) * (problem.changes_unit // (end - begin)) for begin, end in quarters),
            0,
        ]
        for p in {p for p, _ in variables.rises}
    }
    for (p, q), rise in variables.rises.items():
        yield rise, abs(averages[p][q + 1] - averages[p][q])


def _newcomers(variables: Variables, plan: Plan) -> Iterator[Value]:
    numbers = [plan.intake[c] if c < len(plan.intake) else 0 for c in range(len(variables.intake))]
    yield from zip(variables.intake, numbers, strict=True)
    for away, most, takes in variables.crowds.values():
        yield away, most + sum(numbers[c] * heads for c, heads in takes)


def _renewed(variables: Variables, plan: Plan) -> Iterator[Value]:
    placements = plan.by_activity()
    for a, begin, end, inside, since in variables.renewed:
        start = placements[a].start
        yield inside, int(begin <= start < end)
        yield since, start if begin <= start < end else begin


def _one_lot(variables: Variables, chosen: dict[int, int], p: int, q: int) -> bool:
    return p == q or any(t in chosen and q in together for t, together in variables.scope.lots_of.get(p, ()))
