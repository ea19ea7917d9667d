"""A smallest conflict in words: for each rule whose it is, where and when; and each way out of it, with who decides.

When to modify: a new kind of :class:`wijkplan.models.conflict.groups.Group` needs its sentence here; a test asks for
all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wijkplan.models.conflict.groups import Group
from wijkplan.models.conflict.minimal import Conflict
from wijkplan.models.conflict.repairs import Kind, Repair
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import project_label, week_label, work_label
from wijkplan.planner.text import Language, Text, say, translated

from .rule_words import rule_name


@dataclass(frozen=True, slots=True)
class Told:
    """One rule of a conflict: its id, the party whose it is (``None``: of all together), and the sentence."""

    rule: str
    owner: str | None
    sentence: Text


class ConflictWords:
    """Sentences about one problem."""

    def __init__(self, problem: Problem, names: Names, language: Language) -> None:
        self.problem, self.names, self.language = problem, names, language

    def told(self, conflict: Conflict) -> tuple[Told, ...]:
        """The rules of a conflict, by owner."""
        spans = dict(conflict.weeks)
        rows = [
            Told(group.rule, self.owner(group), self.sentence(group, spans.get(group))) for group in conflict.groups
        ]
        return tuple(sorted(rows, key=lambda row: (row.owner is None, row.owner or "", row.rule)))

    def works(self, conflict: Conflict) -> list[str]:
        """Ids of the works that cannot be planned together."""
        return [self.names.activities[a].id for a in conflict.works]

    def owner(self, group: Group) -> str | None:
        """Id of the party that decides about a rule: the employer of work and people, the client of permits, tenders
        and targets."""
        problem, i = self.problem, group.index
        if group.kind in ("activity", "deadline", "release"):
            project = problem.projects[problem.activities[i].project]
            if group.rule == "ready":
                return self.names.clients[project.client].id
            return self.names.employers[project.employer].id
        if group.kind == "project":
            return self.names.clients[problem.projects[i].client].id
        if group.kind == "client":
            return self.names.clients[i].id
        return self.names.employers[problem.pools[i].employer].id if group.kind == "pool" else None

    def sentence(self, group: Group, weeks: tuple[int, int] | None = None) -> Text:
        """What a rule asks at its place."""
        told = _SENTENCES.get((group.rule, group.kind))
        if told is None:  # only benchmark instances have it
            return rule_name(group.rule)
        return told(self, group.index, weeks or (0, self.problem.horizon))

    def week(self, week: int) -> str:
        """As an ISO week."""
        return week_label(self.names.start, week)

    def work(self, activity: int) -> str:
        """Title and id."""
        return work_label(self.names, activity, self.language)

    def project(self, project: int) -> str:
        """Title and id."""
        return project_label(self.names, project, self.language)

    def people(self, kind: str, index: int) -> str:
        """Trade and region, and whose they are."""
        one = self.problem.pools[index] if kind == "pool" else self.problem.markets[index]
        trade = self.names.trades[one.trade]
        where = f"{trade.called(self.language)}, {self.names.regions[one.region].name}"
        if kind == "pool":
            return (
                f"{where}, {translated(self.names.employers[self.problem.pools[index].employer].name, self.language)}"
            )
        return where

    def repair(self, repair: Repair) -> Text:
        """What a way out asks, of whom."""
        group = repair.group
        where = self._where(group)
        fields: dict[str, str | int] = {"where": where, "n": repair.amount}
        if repair.weeks is not None:
            fields |= {"first": self.week(repair.weeks[0]), "last": self.week(repair.weeks[1] - 1)}
        if group.rule == "ready" and group.kind == "activity":
            return say("Have permit, survey, material or consent {n} weeks sooner: {where}.", **fields)
        return _REPAIRS[repair.kind](fields)

    def _where(self, group: Group) -> str:
        i = group.index
        if group.kind in ("activity", "deadline", "release"):
            return self.work(i)
        if group.kind in ("pool", "market"):
            return self.people(group.kind, i)
        if group.kind == "project":
            return self.project(i)
        if group.kind == "client":
            return translated(self.names.clients[i].name, self.language)
        if group.kind == "district":
            return self.names.districts[i].name
        return translated(self.sentence(group), self.language)


def _heads(hundredths: int) -> float:
    return hundredths / 100


def _capacity(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    pool = w.problem.pools[i]
    most = max(pool.heads[t] * (100 - pool.reserve) // 100 for t in range(*weeks))
    return say(
        "{people}: at most {heads:g} heads from {first} to {last}.",
        people=w.people("pool", i),
        heads=_heads(most),
        first=w.week(weeks[0]),
        last=w.week(weeks[1] - 1),
    )


def _market(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    most = max(w.problem.markets[i].heads[t] for t in range(*weeks))
    return say(
        "To hire, {people}: at most {heads:g} heads from {first} to {last}.",
        people=w.people("market", i),
        heads=_heads(most),
        first=w.week(weeks[0]),
        last=w.week(weeks[1] - 1),
    )


def _lending(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    pool = w.problem.pools[i]
    if not (pool.consent and pool.legal_basis):
        return say("{people}: are not lent.", people=w.people("pool", i))
    return say("{people}: at most {share} % of them are lent.", people=w.people("pool", i), share=pool.lendable)


def _pinned(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("{work} is pinned in {week}.", work=w.work(i), week=w.week(w.problem.activities[i].pinned or 0))


def _deadline(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("{work} must be done before {week}.", work=w.work(i), week=w.week(w.problem.activities[i].deadline or 0))


def _release(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("{work} may not begin before {week}.", work=w.work(i), week=w.week(w.problem.activities[i].release))


def _ready(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say(
        "Permit, survey, material or consent of {work} is there in {week} only.",
        work=w.work(i),
        week=w.week(w.problem.activities[i].ready),
    )


def _willing(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    first, last = w.problem.activities[i].willing or weeks
    return say("{work} is to start from {first} to {last}.", work=w.work(i), first=w.week(first), last=w.week(last))


def _due(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say(
        "{project} must be finished before {week}.", project=w.project(i), week=w.week(w.problem.projects[i].due or 0)
    )


def _district(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    due = w.problem.districts[i].due
    if due is None:
        return say("{district}: nuisance and broken rests have a ceiling.", district=w.names.districts[i].name)
    del weeks
    return say("{district} must be finished before {week}.", district=w.names.districts[i].name, week=w.week(due))


def _lead(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    ways = [tender.earliest for tender in w.problem.tenders if i in tender.projects and w.problem.may_choose(tender)]
    return say(
        "{project} has to be tendered first: nothing of it begins before {week}.",
        project=w.project(i),
        week=w.week(min(ways, default=0)),
    )


def _contract(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    lots = [lot.period for tender in w.problem.tenders for lot in tender.lots if i in lot.projects]
    return say("{project}: its contract lasts {weeks} weeks.", project=w.project(i), weeks=max(lots, default=0))


def _order(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    one = w.problem.precedences[i]
    return say("{then} comes after {first}.", then=w.work(one.successor), first=w.work(one.predecessor))


def _street(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("{street}: its digs go one after the other, the deepest first.", street=w.names.streets[i].name)


def _rest(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    rest = w.problem.streets[i].rest
    return say("{street}: {weeks} weeks of rest between openings.", street=w.names.streets[i].name, weeks=rest)


def _exclusive(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    most = w.problem.districts[i].max_open or 0
    return say("{district}: at most {most} streets are open at once.", district=w.names.districts[i].name, most=most)


def _desk(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    desk = w.problem.clients[i].desk
    return say("{client} can prepare {desk} tenders at a time.", client=w.names.clients[i].name, desk=desk)


def _fixed(text: Text) -> Callable[[ConflictWords, int, tuple[int, int]], Text]:
    def told(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
        del w, i, weeks
        return text

    return told


def _grid(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("Grid area {grid}: what it can carry.", grid=w.names.grids[i])


def _budget(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    return say("{budget}: what may have been spent by then.", budget=w.names.budgets[i].name)


def _stock(w: ConflictWords, i: int, weeks: tuple[int, int]) -> Text:
    del weeks
    client, material = w.names.deliveries[i].rsplit(":", 1)
    name = w.names.clients[w.names.client_index[client]].name
    return say("{client}, {material}: what has been delivered by then.", client=name, material=material)


_SENTENCES: dict[tuple[str, str], Callable[[ConflictWords, int, tuple[int, int]], Text]] = {
    ("capacity", "pool"): _capacity,
    ("hire", "market"): _market,
    ("lending", "pool"): _lending,
    ("frozen", "activity"): _pinned,
    ("window", "deadline"): _deadline,
    ("window", "release"): _release,
    ("ready", "activity"): _ready,
    ("willing", "activity"): _willing,
    ("delivery", "project"): _due,
    ("delivery", "district"): _district,
    ("lead", "project"): _lead,
    ("contract", "project"): _contract,
    ("precedence", "precedence"): _order,
    ("street_order", "street"): _street,
    ("rest", "street"): _rest,
    ("exclusive", "district"): _exclusive,
    ("desk", "client"): _desk,
    ("grid", "grid"): _grid,
    ("ready", "delivery"): _stock,
    ("budget", "budget"): _budget,
    ("calendar", "calendar"): _fixed(say("Weeks of the calendar are closed.")),
    ("continuity", "programme"): _fixed(say("Own people may rise and fall only so much from quarter to quarter.")),
    ("delivery", "programme"): _fixed(say("All nuisance and broken rests together have a ceiling.")),
    ("means", "programme"): _fixed(say("There is no more money, and no more hired people, than the baseline uses.")),
}
_REPAIRS: dict[Kind, Callable[[dict[str, str | int]], Text]] = {
    "move": lambda f: say("Let go of the pin of {where}.", where=f["where"]),
    "widen": lambda f: say("Widen the window by {n} weeks: {where}.", **f),
    "later": lambda f: say("Deliver {n} weeks later: {where}.", **f),
    "lend": lambda f: say("Lend from {first} to {last}: {where}.", **f),
    "hire": lambda f: say("Have {n} more people to hire from {first} to {last}: {where}.", **f),
    "people": lambda f: say("Have {n} more own people from {first} to {last}: {where}.", **f),
    "train": lambda f: say("Take on and train {n} newcomers, to be at work by {last}: {where}.", **f),
    "desk": lambda f: say("Prepare {n} more tenders at a time: {where}.", **f),
    "streets": lambda f: say("Open {n} more streets at a time: {where}.", **f),
    "ceiling": lambda f: say("Drop the ceiling: {where}", where=f["where"]),
    "contract": lambda f: say("Let the contract last {n} weeks longer: {where}.", **f),
}
