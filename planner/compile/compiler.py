"""Compile: a programme becomes a problem and its names. Dates, hours and euros become integers here and nowhere else.

Order matters. Works come first; streets and precedences order them; firms and candidate tenders say who may work with whom; only then are
staffing patterns and modes listed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from models.problem import Activity, Allowed, Client, District, Precedence, Problem
from models.problem import Project as Contract
from models.windows import NoWindow, windows
from planner.programme import Programme

from . import firms, reservoirs
from .asked import Flow
from .calendars import Calendars
from .candidates import Buy
from .effort import least_heads
from .modes import modes
from .names import Names
from .naming import activity_name, client_names, employer_name, project_name, tables
from .notebook import Notebook
from .order import precedences
from .patterns import Staffing
from .result import Compiled
from .rounding import euros_nearest
from .streets import agree, dig_orders, positions_possible, streets
from .supply import Supply
from .tenders import Candidates, candidates, mobilisation
from .weeks import Span, pins, ready_week, span
from .works import Task, Work, tasks, works

WIDEST = Allowed(agreements=True, lent=True, consortium=True, combined=True)


def compile(programme: Programme) -> Compiled:
    """The problem in its widest form, every term priced; variants and questions are made from it by ``replace``.

    Raises:
        CannotCompile: with all findings, when a reference leads nowhere or some rule certainly cannot be met.
    """
    notes = Notebook(programme.name)
    compiled = _Compiler(programme, notes).run()
    try:
        windows(compiled.problem)
    except NoWindow as none:
        _no_window(compiled, none, notes)
    notes.stop_on_errors()
    return Compiled(compiled.problem, compiled.names, tuple(sorted(notes.findings, key=lambda f: f.order)))


@dataclass(frozen=True)
class _Parties:
    """Employers and who does which project."""

    firms: tuple[firms.Firm, ...]
    employer_of: tuple[int, ...]


class _Compiler:
    """One compile; each step uses what the steps before it made."""

    def __init__(self, programme: Programme, notes: Notebook) -> None:
        self.programme, self.notes = programme, notes
        self.tasks = tasks(programme)
        self.works: list[Work] = [work for task in self.tasks for work in works(programme, task, notes)]
        notes.stop_on_errors()
        self.spans = [span(programme, task) for task in self.tasks]
        self.hours: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.values: dict[int, float] = defaultdict(float)
        for work in self.works:
            for trade, amount in work.hours[0].items():
                self.hours[work.task.index][trade] += amount
                self.values[work.task.index] += amount * programme.reference.trades[trade].rate_eur if work.stated else 0.0
            self.values[work.task.index] += 0.0 if work.stated else work.quantity * work.package.value_eur
        self.clients = client_names(programme, self.tasks)
        self.client_of = {client.id: i for i, client in enumerate(self.clients)}

    def run(self) -> Compiled:
        """Everything in order."""
        programme, notes = self.programme, self.notes
        orders = dig_orders(self.works)
        arcs = precedences(programme, self.tasks, self.works, list(orders.values()), notes)
        notes.stop_on_errors()
        flow = Flow(programme, self.works, arcs, list(orders.values()))
        parties = self._parties()
        bought = candidates(programme, self._buys(parties), self.hours, flow.chains())
        regions, trades = list(programme.reference.regions), list(programme.reference.trades)
        supply = Supply(programme, parties.firms, trades, regions)
        calendars = Calendars(programme)
        activities = self._activities(arcs, flow, orders, parties, bought, supply, calendars)
        notes.stop_on_errors()
        districts = {district: i for i, district in enumerate(sorted({task.district.id for task in self.tasks}))}
        problem = Problem(
            horizon=programme.weeks,
            calendars=tuple(calendars.made),
            pools=tuple(supply.pools),
            markets=tuple(supply.markets),
            activities=tuple(activities),
            projects=tuple(self._contract(task, parties, districts) for task in self.tasks),
            districts=tuple(self._district(district, supply) for district in districts),
            clients=tuple(Client(self._desk(client.id)) for client in self.clients),
            precedences=arcs,
            streets=tuple(streets(programme, orders, self.works, districts)),
            tenders=bought.tenders,
            grids=reservoirs.grids(programme, self.works),
            deliveries=reservoirs.deliveries(programme, self.works),
            allowed=WIDEST,
        )
        names = Names(
            programme=programme.name,
            start=programme.start,
            activities=tuple(map(activity_name, self.works)),
            projects=tuple(project_name(task, self.values[task.index]) for task in self.tasks),
            pools=tuple(supply.pool_names),
            markets=tuple(supply.market_names),
            tenders=bought.names,
            employers=tuple(map(employer_name, parties.firms)),
            clients=self.clients,
            **tables(programme, list(orders), list(districts)),
        )
        return Compiled(problem, names)

    def _parties(self) -> _Parties:
        own, free = firms.named(self.programme), firms.anonymous(self.programme)
        won = firms.Assignment(self.programme, free, self.hours, self._peaks(), self.notes)
        won.run(self.tasks)
        everyone = (*own, *free, *(won.added[firm] for firm in sorted(won.added)))
        index = {firm.id: i for i, firm in enumerate(everyone)}
        return _Parties(everyone, tuple(index[won.chosen.get(task.index) or task.asked.employer or ""] for task in self.tasks))

    def _peaks(self) -> dict[int, dict[str, int]]:
        peaks: dict[int, dict[str, int]] = defaultdict(dict)
        for work in self.works:
            most = peaks[work.task.index]
            for trade, heads in least_heads(self.programme, work).items():
                most[trade] = max(heads, most.get(trade, 0))
        return peaks

    def _buys(self, parties: _Parties) -> list[Buy]:
        return [
            Buy(
                task,
                self.spans[task.index],
                parties.employer_of[task.index],
                self._client(task),
                self.clients[self._client(task)].regime,
                self.values[task.index],
            )
            for task in self.tasks
            if task.tendered
        ]

    def _activities(
        self,
        arcs: tuple[Precedence, ...],
        flow: Flow,
        orders: dict[str, list[int]],
        parties: _Parties,
        bought: Candidates,
        supply: Supply,
        calendars: Calendars,
    ) -> list[Activity]:
        programme, listed = self.programme, self.works
        one_lot = bought.one_lot()
        joinable = {(a, b): self._joinable(a, b, one_lot) for digs in orders.values() for a, b in pairwise(digs)}
        possible = positions_possible(orders, joinable)
        partners = bought.partners(parties.employer_of)
        staffing = Staffing(programme, supply)
        calendar_of = [calendars(work.package.calendar, work.task.district.school_region) for work in listed]
        asked = flow.submitted(self.spans, calendars.made, calendar_of)
        pinned: dict[int, int] = {}
        for task in self.tasks:
            pinned |= pins(programme, task, listed, flow.members[task.index], self.notes)
        followed = [(p.predecessor, p.successor) for p in arcs] + list(joinable)
        waiting = {b for a, b in followed if listed[a].task is not listed[b].task}
        made: list[Activity] = []
        for a, work in enumerate(listed):
            project = work.task.index
            ready = 0 if a in pinned else ready_week(programme, work)
            if a not in pinned and a not in waiting and self._frozen(work, asked[a], max(ready, self.spans[project].release)):
                pinned[a] = asked[a]
                self._note_frozen(work, asked[a])
            made.append(
                Activity(
                    project=project,
                    modes=modes(
                        programme,
                        staffing,
                        supply,
                        work,
                        parties.employer_of[project],
                        partners.get(project, frozenset()),
                        possible.get(a, (False, False)),
                        self.notes,
                    ),
                    calendar=calendar_of[a],
                    release=min(self.spans[project].release, pinned.get(a, programme.weeks)),
                    ready=ready,
                    deadline=self.spans[project].deadline,
                    submitted=pinned.get(a, asked[a]),
                    moved_price=euros_nearest(programme.reference.prices.moved_per_week),
                    pinned=pinned.get(a),
                )
            )
        return made

    def _joinable(self, a: int, b: int, one_lot: frozenset[tuple[int, int]]) -> bool:
        one, other = self.works[a], self.works[b]
        if one.task is other.task or (one.task.index, other.task.index) in one_lot:
            return True
        return agree(self.programme, one, other)

    def _frozen(self, work: Work, start: int, possible: int) -> bool:
        """Whether a start is so near that the people are already rostered: work under contract within the notice weeks."""
        return not work.task.tendered and possible <= start < self.programme.reference.settings.freeze_notice_weeks

    def _note_frozen(self, work: Work, start: int) -> None:
        notice = self.programme.reference.settings.freeze_notice_weeks
        self.notes.hint(
            "frozen",
            f"projects.{work.task.asked.id}",
            work.task.sender,
            work.local_id,
            f"This starts within the notice of {notice} weeks and stays in the week of {self.programme.monday(start)}.",
            "Ask for later weeks if it may still move.",
        )

    def _client(self, task: Task) -> int:
        return self.client_of[task.client]

    def _contract(self, task: Task, parties: _Parties, districts: dict[str, int]) -> Contract:
        prices = self.programme.reference.prices
        weeks: Span = self.spans[task.index]
        return Contract(
            client=self._client(task),
            employer=parties.employer_of[task.index],
            district=districts[task.district.id],
            tendered=task.tendered,
            mobilisation=0 if task.tendered else mobilisation(self.programme, self.hours[task.index]),
            target=weeks.target,
            delay_price=euros_nearest(task.homes * prices.delay_per_home_week),
        )

    def _district(self, district: str, supply: Supply) -> District:
        settings = {setting.district: setting.max_open_streets for setting in self.programme.settings.districts}
        return District(supply.regions[self.programme.reference.districts[district].region], settings.get(district))

    def _desk(self, client: str) -> int:
        return next((c.desk_places for c in self.programme.clients if c.id == client), 1)


def _no_window(compiled: Compiled, none: NoWindow, notes: Notebook) -> None:
    name = compiled.names.activities[none.activity]
    activity = compiled.problem.activities[none.activity]
    project = compiled.names.projects[activity.project]
    until = compiled.problem.horizon if activity.deadline is None else activity.deadline
    notes.error(
        "no-window",
        f"projects.{project.id}.activities.{name.id}",
        project.sender,
        none.rule,
        f"{name.title} cannot be done before {compiled.names.monday(until)}: what must come before it (prerequisites, tendering, "
        f"other work, closed weeks) leaves no start.",
        "Widen the window, bring prerequisites forward, or let fewer activities wait for each other.",
    )
