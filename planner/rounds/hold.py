"""What was agreed and can hold, holds; what cannot is found, kept as small as may be, and asked again.

Also: which agreed lines pay more than a threshold if they move (they stay, and their owners are asked), and which
lines are held because a party is to see no more changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.windows import NoWindow
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.experiment.engine import accepted, euros
from wijkplan.planner.folder.stored_comparison import Folder as Stored
from wijkplan.planner.plan.kept_weeks import kept_weeks
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import BUNDLED, in_cash, in_variant, pinned
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.agreed import FACTS, FIXED, Agreed, AgreedLine, LineState

from .change_types import AskedAgain, Budget, BudgetKept, LeastChange, Request
from .least_change import MustChange, must_change, nearest_to, unpinned
from .solving import Solving

PASSES = 4  # of the search for what pays, each with fewer lines
WIDENINGS = 3  # of what makes room, before agreed lines are asked to


def with_state(agreed: Agreed, names: Collection[str], state: LineState) -> Agreed:
    """What stands, with these lines in another state."""
    lines = tuple(line.model_copy(update={"state": state}) if line.activity in names else line for line in agreed.lines)
    return agreed.model_copy(update={"lines": lines})


def firm(agreed: Agreed, programme: Programme) -> dict[str, AgreedLine]:
    """The lines that keep their week and have not begun: agreed to, held, or planned within the notice."""
    stated = agreed.notice_weeks
    notice = programme.reference.settings.freeze_notice_weeks if stated is None else stated
    near = programme.week_of(agreed.status_date) + notice
    return {
        line.activity: line
        for line in agreed.lines
        if line.state not in FACTS
        and (line.state in FIXED or (line.state == "planned" and programme.week_of(line.start) < near))
    }


def holding(
    programme: Programme,
    last: Mapping[str, Any],
    solving: Solving,
) -> tuple[Agreed, tuple[AskedAgain, ...], Plan | None]:
    """What stands (``programme.agreed``) with the lines that cannot hold in state *asked*, as few as were found, and
    the last plan, mended, in which the rest holds, where one was found; ``last`` is the plan file of the round before.
    Nothing changes where all can hold.

    Raises :class:`~wijkplan.planner.compile.CannotCompile` where not even a plan in which all of them move is left; its
    finding says what is pushed past what."""
    agreed = programme.agreed
    assert agreed is not None
    fixed = firm(agreed, programme)
    kept = as_it_stands(programme, last, solving)
    if not fixed or kept is not None:
        return agreed, (), kept
    free = solving.compile(replace(programme, agreed=with_state(agreed, fixed, "asked")))
    weeks = _weeks(free, fixed)
    found = nearest_to(free.problem, weeks, from_json(free, last)[0], solving)
    names = free.names
    loose = found.moved if found.plan is not None else dict.fromkeys(_all_of(found.proven), 0)
    asked = {names.activities[a].id for a in loose}
    sure = {names.activities[a].id for a in found.proven.alone}
    told = tuple(
        AskedAgain(activity=id, party=_owner(free, id), agreed=fixed[id].start, proven=id in sure)
        for id in sorted(asked)
        if fixed[id].state in ("accepted", "pinned")
    )
    return with_state(agreed, asked, "asked"), told, found.plan


def as_it_stands(
    programme: Programme,
    last: Mapping[str, Any],
    solving: Solving,
) -> Plan | None:
    """The last plan in which nothing moves that stands: others, and crews, make room for what began or was added; else
    a plan of asked weeks that holds it."""
    try:
        compiled = solving.compile(programme)
    except CannotCompile:
        return None
    found = _mended(programme, compiled, last, solving)
    return solving.engine.repair(compiled.problem, solving.settings.seed)[0] if found is None else found


def _mended(
    programme: Programme,
    compiled: Compiled,
    last: Mapping[str, Any],
    solving: Solving,
) -> Plan | None:
    from wijkplan.models.improve.mend import mend  # late: compiled

    problem = in_variant(in_cash(_near(compiled, last)), BUNDLED)
    plan, index = from_json(compiled, last)[0], compiled.names.activity_index
    stated = () if programme.agreed is None else programme.agreed.lines
    loose = {index[line.activity] for line in stated if line.state in FACTS and line.activity in index}
    placed = plan.by_activity()
    loose |= {
        a
        for a, one in enumerate(problem.activities)
        if one.pinned is not None and a in placed and placed[a].start != one.pinned
    }
    if not loose and len(placed) == len(problem.activities):  # nothing new: it holds, or what breaks a rule moves
        verdict = solving.engine.judge(problem, plan)
        if verdict.feasible:
            return plan
        loose = {v.index for v in verdict.violations if v.kind == "activity" and v.index is not None}
        if not loose:
            return None
    try:
        return mend(problem, plan, loose, solving.settings.seed, solving.stop, WIDENINGS)[0]
    except NoWindow:
        return None


def _near(compiled: Compiled, last: Mapping[str, Any]) -> Problem:
    """The problem in which each work would best be where it was in the last plan."""
    names = compiled.names
    weeks = {row["activity"]: max(0, names.week_of(date.fromisoformat(row["start"]))) for row in last["activities"]}
    rows = tuple(
        replace(one, submitted=weeks.get(name.id, one.submitted), agreed=None)
        for one, name in zip(compiled.problem.activities, names.activities, strict=True)
    )
    return replace(compiled.problem, activities=rows)


def _all_of(proven: MustChange) -> list[int]:
    return [*proven.alone, *(a for pair in proven.pairs for a in pair)]


def _weeks(compiled: Compiled, lines: Mapping[str, AgreedLine]) -> dict[int, int]:
    names = compiled.names
    known = {id: line for id, line in lines.items() if id in names.activity_index}
    return {names.activity_index[id]: max(0, names.week_of(line.start)) for id, line in known.items()}


def _owner(compiled: Compiled, activity: str) -> str:
    problem, names = compiled.problem, compiled.names
    return names.employers[problem.projects[problem.activities[names.activity_index[activity]].project].employer].id


def changes(
    programme: Programme, plan: Mapping[str, Any], compiling: Callable[[Programme], Compiled] = compile
) -> LeastChange:
    """How many lines of the last plan a plan file puts into another week, and how many must change at least, of all
    and of those that were agreed to before."""
    agreed = programme.agreed
    if agreed is None:
        return LeastChange()
    waiting = {line.activity: line for line in agreed.lines if line.state not in FACTS}
    firmly = {id for id, line in waiting.items() if line.state in ("accepted", "pinned", "asked")}
    free = compiling(replace(programme, agreed=with_state(agreed, waiting, "asked")))
    weeks = _weeks(free, waiting)
    starts = {row["activity"]: date.fromisoformat(row["start"]) for row in plan["activities"]}
    moved = {id for id, line in waiting.items() if id in starts and _differs(free, line.start, starts[id])}
    problem = in_variant(in_cash(unpinned(free.problem, weeks)), BUNDLED)
    index = free.names.activity_index
    agreed_weeks = {index[id]: weeks[index[id]] for id in firmly if id in index}
    return LeastChange(
        lines=len(weeks),
        changed=len(moved),
        at_least=must_change(problem, weeks).at_least,
        agreed_lines=len(agreed_weeks),
        agreed_changed=len(moved & firmly),
        agreed_at_least=must_change(problem, agreed_weeks).at_least,
    )


def _differs(compiled: Compiled, first: date, second: date) -> bool:
    names = compiled.names
    return max(0, names.week_of(first)) != names.week_of(second)


def budgets_kept(
    programme: Programme, compiled: Compiled, plan: Mapping[str, Any], budgets: Sequence[Budget]
) -> tuple[list[BudgetKept], set[str]]:
    """What became of change budgets, and which lines to hold so that they are kept: of a party above its budget all
    lines that were not moved furthest. What cannot keep its week is counted, and never held."""
    agreed = programme.agreed
    starts = {row["activity"]: date.fromisoformat(row["start"]) for row in plan["activities"]}
    told: list[BudgetKept] = []
    hold: set[str] = set()
    cannot = _cannot_stay(compiled, agreed) if budgets and agreed is not None else frozenset[str]()
    for budget in budgets if agreed is not None else ():
        mine = [
            line
            for line in agreed.lines  # type: ignore[union-attr]
            if line.activity in starts
            and line.state not in FACTS
            and line.activity in compiled.names.activity_index
            and _owner(compiled, line.activity) == budget.party
        ]
        near = [line for line in mine if min(line.start, starts[line.activity]) < budget.before]
        moved = [line for line in near if _differs(compiled, line.start, starts[line.activity])]
        forced = [line for line in moved if line.state in ("asked", "window") or line.activity in cannot]
        told.append(
            BudgetKept(
                party=budget.party,
                changes=budget.changes,
                before=budget.before,
                changed=len(moved),
                forced=len(forced),
            )
        )
        if len(moved) > max(budget.changes, len(forced)):
            left = max(0, budget.changes - len(forced))
            free = [line for line in moved if line not in forced]
            most = sorted(free, key=lambda line: -abs((starts[line.activity] - line.start).days))[:left]
            keep = {line.activity for line in (*most, *forced)}
            hold |= {
                line.activity
                for line in mine
                if line.activity not in keep | cannot and line.state == "planned" and line.start < budget.before
            }
    return told, hold


def _cannot_stay(compiled: Compiled, agreed: Agreed) -> frozenset[str]:
    """Lines that may move and keep their week in no plan, because of what stands or was asked for."""
    weeks = _weeks(compiled, {line.activity: line for line in agreed.lines if line.state == "planned"})
    alone = must_change(in_variant(in_cash(compiled.problem), BUNDLED), weeks).alone
    return frozenset(compiled.names.activities[a].id for a in alone)


def requests(
    programme: Programme,
    stored: Stored,
    question: Any,
    variant: Any,
    threshold: int,
    solving: Solving,
) -> tuple[tuple[Request, ...], int | None]:
    """Agreed lines that pay more than ``threshold`` euros if they move: found by planning again with all of them free
    from the notice on, then with those only that pay enough, until all do. Also what all of it saves between the plans
    found.

    Raises :class:`~wijkplan.planner.experiment.engine.Disagreement`.
    """
    agreed = programme.agreed
    if agreed is None:
        return (), None
    names = {line.activity for line in agreed.lines if line.state in ("accepted", "pinned")}
    compiled = solving.compile(replace(programme, agreed=with_state(agreed, names, "planned")))
    here = stored.plans[question, variant.id]
    problem = in_variant(stored.asked(compiled)[question], variant)
    index = compiled.names.activity_index
    placed = here.by_activity()
    firm_ones = {index[id] for id in names if id in index and index[id] in placed}
    open_ones = {a for a in firm_ones if problem.activities[a].pinned is None}
    now = euros(accepted(solving.engine, problem, here))
    for _ in range(PASSES):
        where, saved, prices = _freed(problem, here, now, open_ones, firm_ones, solving)
        moved = {a for a in open_ones if where[a] != placed[a].start}
        paying = {a for a in moved if (price := prices.get(a)) is None or price > threshold}
        if paying == moved:
            break
        open_ones = paying
    else:
        return (), None
    if not moved or saved <= threshold:
        return (), None
    names_of, told = compiled.names, []
    for a in sorted(moved):
        id = names_of.activities[a].id
        told.append(
            Request(
                activity=id,
                party=_owner(compiled, id),
                agreed=names_of.monday(placed[a].start),
                asked=names_of.monday(where[a]),
                with_others_eur=prices.get(a),
                alone_eur=_alone(problem, here, a, where[a]),
            )
        )
    return tuple(told), saved


def _freed(
    problem: Problem,
    here: Plan,
    now: int,
    open_ones: Collection[int],
    firm_ones: Collection[int],
    solving: Solving,
) -> tuple[dict[int, int], int, dict[int, int | None]]:
    """Planned again from the plan ``here`` with only ``open_ones`` of the agreed lines free: the week of each work,
    the euros saved, and per agreed line that moves what its old week would cost there (``None``: a rule is in the
    way)."""
    placed = here.by_activity()
    asked = pinned(problem, {a: placed[a].start for a in firm_ones if a not in open_ones})
    found = solving.engine.solve(asked, solving.settings, [here], None, solving.stop)
    best = here if found.plan is None else found.plan
    saved = now - euros(accepted(solving.engine, asked, best))
    where = {a: one.start for a, one in best.by_activity().items()}
    back = {a: placed[a].start for a in open_ones if where[a] != placed[a].start}
    rows = tuple(replace(one, submitted=back.get(a), moved_price=0) for a, one in enumerate(asked.activities))
    priced = replace(asked, activities=rows, priced=asked.priced - {"moved"})
    return where, saved, {row.activity: row.euros for row in kept_weeks(priced, best)} if back else {}


def _alone(problem: Problem, plan: Plan, activity: int, week: int) -> int | None:
    """Euros that one move saves with all else where it stands; ``None`` where a rule is in the way, or nothing is."""
    from wijkplan.models.improve.nearest import week_prices  # late: compiled

    rows = tuple(
        replace(one, submitted=week if a == activity else None, moved_price=0)
        for a, one in enumerate(problem.activities)
    )
    (price,) = week_prices(replace(problem, activities=rows, priced=problem.priced - {"moved"}), plan)
    return None if price.any_euros is None or price.any_euros >= 0 else -price.any_euros
