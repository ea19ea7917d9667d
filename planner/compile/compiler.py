"""Compile: a programme becomes a problem and its names. Dates, hours and euros become integers here and nowhere else.

Order matters. Works come first; streets and precedences order them; firms and candidate tenders say who may work with
whom; only then are staffing patterns and modes listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from wijkplan.models.problem import Allowed, Client, District, Problem
from wijkplan.models.problem import Project as Contract
from wijkplan.models.windows import NoWindow, earliest_lead, last_start, windows
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.law import concessions, member
from wijkplan.planner.programme import Programme
from wijkplan.planner.text import Text, say

from . import firms, reservoirs
from .activities import Conditions, activities
from .budgets import budgets
from .candidates import Buy
from .cohorts import recruits
from .compile_findings import Notebook
from .compiled import Compiled
from .dig_orders import dig_orders
from .forward_plans import most_open
from .homes import homes
from .name_tables import activity_name, employer_name, project_name, tables
from .names import Names
from .people_costs import persons, standby_constant
from .precedences import precedences
from .project_totals import Portfolio, portfolio
from .pushed_out import pushed_out, what_is_pushed
from .quarters import quarters
from .requested_weeks import Flow
from .rounding import euros_nearest
from .standing import standing
from .streets import joinable, streets
from .supply import Supply
from .tenders import Candidates, candidates, mobilisation
from .used_calendars import Calendars

WIDEST = Allowed(agreements=True, lent=True, consortium=True, combined=True)


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What compile makes of a programme before anything stands in it; ``problem`` has its facts in the order of digs
    and in reported hours only."""

    programme: Programme
    problem: Problem
    names: Names
    flexible: tuple[int, ...]
    notes: tuple[Finding, ...]
    bought: Candidates

    def carries(self, other: Programme) -> bool:
        """Whether another programme differs from this one in nothing but what stands of work that has not begun."""
        mine = self.programme
        merged = ("name", "start", "weeks", "seed", "settings", "reference", "employers", "clients")
        return (
            all(getattr(mine, name) is getattr(other, name) for name in merged)
            and _status_date(mine) == _status_date(other)
            and mine.begun == other.begun
            and mine.reported_hours == other.reported_hours
            and mine.learned == other.learned
        )

    def compiled(self, programme: Programme) -> Compiled:
        """The programme in its widest form, with what stands in it. Raises :class:`CannotCompile`."""
        notes = Notebook(programme.name, self.notes)
        problem = standing(self.problem, self.names, programme, notes)
        weeks_left = _some_week_for_all(problem, self.names, notes)
        _out_of_reach(problem, weeks_left, self.names, self.flexible, notes)
        found = tuple(sorted(notes.findings, key=lambda f: f.order))
        newcomers, names, bought = programme.newcomers, self.names, self.bought
        known = None if newcomers is None else recruits(programme, newcomers, problem, names.pools, names.employers)
        return Compiled(problem, names, self.flexible, found, bought.left_out, bought.cut_off, known)


def _status_date(programme: Programme) -> date | None:
    return None if programme.agreed is None else programme.agreed.status_date


class Compiler:
    """Compiles programmes of which each may stand otherwise than the one before: what does not depend on that is made
    once."""

    def __init__(self) -> None:
        self._last: Groundwork | None = None

    def __call__(self, programme: Programme) -> Compiled:
        """As :func:`compile`."""
        if self._last is None or not self._last.carries(programme):
            self._last = groundwork(programme)
        return self._last.compiled(programme)


def compile(programme: Programme) -> Compiled:
    """The problem in its widest form, every term priced; variants and questions are made from it by ``replace``.

    Raises:
        CannotCompile: with all findings, when a reference leads nowhere or some rule certainly cannot be met.
    """
    return groundwork(programme).compiled(programme)


def groundwork(programme: Programme) -> Groundwork:
    """What is made before anything stands. Raises :class:`CannotCompile` where a reference leads nowhere or some rule
    certainly cannot be met."""
    notes = Notebook(programme.name)
    asked = portfolio(programme, notes)
    orders, going_on = dig_orders(programme, asked.works)
    arcs = (*precedences(asked, list(orders.values()), notes), *going_on)
    notes.stop_on_errors()
    flow = Flow(programme, asked.works, arcs, list(orders.values()))
    parties, employer_of = _parties(asked, notes)
    bought = candidates(programme, buys(asked), asked.hours, flow.chains(), notes)
    notes.stop_on_errors()
    supply = Supply(programme, parties, list(programme.reference.trades), list(programme.reference.regions))
    calendars = Calendars(programme)
    in_hand = [None if parties[employer].anonymous else employer for employer in employer_of]
    joints = joinable(programme, orders, asked.works, bought.one_lot(), in_hand)
    given = Conditions(arcs, flow, orders, joints, employer_of, bought.partners(employer_of))
    made = activities(asked, given, supply, calendars, notes)
    money = budgets(programme, asked, notes)
    notes.stop_on_errors()
    districts = {district: i for i, district in enumerate(sorted({task.district.id for task in asked.tasks}))}
    problem = Problem(
        horizon=programme.weeks,
        calendars=tuple(calendars.made),
        pools=tuple(supply.pools),
        markets=tuple(supply.markets),
        activities=made,
        projects=_contracts(asked, employer_of, districts),
        districts=_districts(asked, list(districts), supply),
        clients=_clients(asked),
        precedences=arcs,
        streets=tuple(streets(programme, orders, asked.works, districts, in_hand)),
        tenders=bought.tenders,
        grids=reservoirs.grids(programme, asked.works),
        deliveries=reservoirs.deliveries(programme, asked.works),
        persons=persons(programme.reference),
        standby_constant=standby_constant(programme.reference, list(supply.trades), supply.pools, calendars.made, made),
        allowed=WIDEST,
        quarters=quarters(programme.start, programme.weeks),
        head_weeks=programme.reference.settings.changes_head_weeks,
        homes=homes(programme, asked.works),
        budgets=money.rows,
    )
    kinds = {kind: norm.name for kind, norm in programme.reference.work_types.items()}
    names = Names(
        programme=programme.name,
        start=programme.start,
        activities=tuple(map(activity_name, asked.works)),
        projects=tuple(project_name(task, value, kinds) for task, value in zip(asked.tasks, asked.values, strict=True)),
        pools=tuple(supply.pool_names),
        markets=tuple(supply.market_names),
        tenders=bought.names,
        employers=tuple(map(employer_name, parties)),
        clients=asked.clients,
        work_types=kinds,
        reference=programme.reference,
        budgets=money.names,
        **tables(programme, list(orders), list(districts)),
    )
    flexible = tuple(work.task.flexible_weeks for work in asked.works)
    return Groundwork(programme, problem, names, flexible, tuple(notes.findings), bought)


def _parties(asked: Portfolio, notes: Notebook) -> tuple[list[firms.Firm], list[int]]:
    """All employers and anonymous firms, and per project the index of the one that does it."""
    programme = asked.programme
    free = firms.anonymous(programme)
    won = firms.Assignment(programme, free, asked.hours, asked.peaks, notes)
    won.run(asked.tasks)
    everyone = [*firms.named(programme), *free, *(won.added[firm] for firm in sorted(won.added))]
    index = {firm.id: i for i, firm in enumerate(everyone)}
    return everyone, [index[won.chosen.get(task.index) or task.asked.employer or ""] for task in asked.tasks]


def buys(asked: Portfolio) -> list[Buy]:
    """Projects that are members of tenders, call-offs included."""
    law, clients = asked.programme.reference.law, asked.clients
    conceded = concessions(asked.programme.clients)
    found = []
    for task in (task for task in asked.tasks if task.tendered):
        client = asked.client(task)
        as_bought = member(
            law, task.asked, task.client, clients[client].regime, euros_nearest(asked.values[task.index]), conceded
        )
        found.append(Buy(task, asked.spans[task.index], client, as_bought))
    return found


def _contracts(asked: Portfolio, employer_of: Sequence[int], districts: dict[str, int]) -> tuple[Contract, ...]:
    price = asked.programme.reference.prices.delay_per_home_week
    return tuple(
        Contract(
            client=asked.client(task),
            employer=employer_of[task.index],
            district=districts[task.district.id],
            tendered=task.tendered,
            mobilisation=0 if task.tendered else mobilisation(asked.programme, asked.hours[task.index]),
            target=asked.spans[task.index].target,
            delay_price=euros_nearest(task.homes * price),
        )
        for task in asked.tasks
    )


def _districts(asked: Portfolio, listed: Sequence[str], supply: Supply) -> tuple[District, ...]:
    programme = asked.programme
    agreed = {setting.district: setting.max_open_streets for setting in programme.settings.districts}
    known = programme.reference.districts
    fixed = most_open(programme)
    most = {
        district: None if (limit := agreed.get(district)) is None else max(limit, fixed.get(district, 0))
        for district in listed
    }
    return tuple(District(supply.regions[known[district].region], most[district]) for district in listed)


def _clients(asked: Portfolio) -> tuple[Client, ...]:
    desks = {client.id: client.desk_places for client in asked.programme.clients}
    return tuple(Client(desks[client.id]) if client.id in desks else Client() for client in asked.clients)


def _some_week_for_all(problem: Problem, names: Names, notes: Notebook) -> tuple[list[int], list[int]]:
    """Earliest start and latest end of each activity; stops when one has no start left, crews aside."""
    try:
        return windows(problem)
    except NoWindow as none:
        found = pushed_out(problem)
        at, value = (none.activity, none.rule) if found is None else (found.activity, found.weeks)
        what, remedy = _no_start(problem, names, at) if found is None else what_is_pushed(found, problem, names)
        project = names.projects[problem.activities[at].project]
        path = f"projects.{project.id}.activities.{names.activities[at].id}"
        notes.error("no-window", path, project.sender, value, what, remedy)
        notes.stop_on_errors()
        raise


def _no_start(problem: Problem, names: Names, a: int) -> tuple[Text, Text]:
    """What is said of work without a start that nothing before it pushes out of its weeks."""
    deadline = problem.activities[a].deadline
    what = say(
        "{title} cannot be done before {day}: what must come before it (prerequisites, tendering, other work, "
        "closed weeks) leaves no start.",
        title=names.activities[a].title,
        day=names.monday(problem.horizon if deadline is None else deadline),
    )
    return what, say("Widen the window, bring prerequisites forward, or let fewer activities wait for each other.")


def _out_of_reach(
    problem: Problem, weeks_left: tuple[list[int], list[int]], names: Names, flexible: Sequence[int], notes: Notebook
) -> None:
    """A warning for work that can start in no week within what its sender is willing to move it, whoever does it: even
    a plan of asked weeks, in which crews count too, is further away."""
    early, late = weeks_left
    for a, activity in enumerate(problem.activities):
        asked, name, project = activity.submitted, names.activities[a], names.projects[activity.project]
        if asked is None:
            continue
        latest = last_start(problem, a, late[a])
        if asked - flexible[a] <= latest and early[a] <= asked + flexible[a]:
            continue
        nearest = early[a] if early[a] > asked else latest
        what = say(
            "{title} cannot start within {flexible} weeks of the week asked for; the nearest is {weeks} weeks away, "
            "in the week of {day} (rule {rule}).",
            title=name.title,
            flexible=flexible[a],
            weeks=abs(nearest - asked),
            day=names.monday(nearest),
            rule=_rule_in_time(problem, a, nearest > asked),
        )
        remedy = say("Allow more weeks, ask for another week, or bring forward what must come before it.")
        notes.warning(
            "out-of-reach", f"projects.{project.id}.activities.{name.id}", project.sender, flexible[a], what, remedy
        )


def _rule_in_time(problem: Problem, a: int, later: bool) -> str:
    """The rule that keeps an activity from the weeks about its own, people aside."""
    activity = problem.activities[a]
    if not later:
        return "window" if activity.deadline is not None else "precedence"
    own = {"window": activity.release, "ready": activity.ready, "lead": earliest_lead(problem)[activity.project]}
    rule = max(own, key=lambda one: own[one])
    return rule if own[rule] > (activity.submitted or 0) else "precedence"
