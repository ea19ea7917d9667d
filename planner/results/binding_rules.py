"""Why here and why then: for each work what keeps it from starting a week sooner or later, or in the week that was
asked for, a sentence for each rule.

All else stays as planned, the crew included. Where no rule stands in the way the euros of the move are told instead.
The one place that says so: the report, ``wijkplan why`` and what employers get are made from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wijkplan.models.plan import Placement, Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Names
from wijkplan.planner.compile.labels import week_label, work_label
from wijkplan.planner.plan.move_check import Obstacle, Shifts
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.text import Language, marked, say, template_in, translated

from .words import DUTCH, ENGLISH

READABLE = (
    "frozen", "window", "willing", "ready", "lead", "precedence", "street_order", "exclusive", "rest", "contract",
    "budget", "capacity", "opening",
)  # fmt: skip
"""Rules that an employer or client may read of, in the order in which they are given as the reason: of people and
budgets its own. The others (lending, hiring, delivery, means, steady work of all) rest on what others do."""


@dataclass(frozen=True, slots=True)
class Why:
    """What keeps a work from starting in ``sooner`` and in ``later`` (weeks; ``None`` where the programme has no such
    week)."""

    sooner: str | None
    not_sooner: tuple[str, ...]
    later: str | None
    not_later: tuple[str, ...]


class Reasons:
    """Reasons of one plan in one language.

    ``reader`` is the employer or client that reads them: then works of others have no name, heads of others are not
    looked at, and rules that rest on what others do are not told."""

    def __init__(
        self,
        problem: Problem,
        names: Names,
        plan: Plan,
        language: Language,
        shifts: Shifts | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.problem, self.names, self.language, self.reader = problem, names, language, reader
        self.words = DUTCH if language == "nl" else ENGLISH
        self.shifts = shifts or Shifts(problem, plan)

    def why(self, activity: int) -> Why:
        """Both sides of one work."""
        (sooner, before), (later, after) = (self._side(activity, step) for step in (-1, 1))
        return Why(sooner, before, later, after)

    def _side(self, activity: int, step: int) -> tuple[str | None, tuple[str, ...]]:
        to, now = self.shifts.other(activity, step), self.shifts.placed[activity]
        if to is None:
            edge = say("The programme has not begun then.")
            late = say("It would not be done before the end of the programme.")
            return None, (translated(edge if step < 0 else late, self.language),)
        told: list[str] = []
        closed = abs(to.start - now.start) - 1
        if closed == 1:
            told.append(self._say("The calendar closes the week in between."))
        elif closed:
            told.append(
                self._say(
                    "The calendar closes the {n} weeks in between.",
                    n=closed,
                )
            )
        obstacles = self.obstacles(to)
        told += self.sentences(obstacles)
        if not obstacles:
            told.append(self._price(to) if self.reader is None else self._unseen())
        return self._week(to.start), tuple(told)

    def _unseen(self) -> str:
        """Whether the work of others stands in the way is not theirs to know."""
        return self._say(
            "No rule that you can see forbids it; all work together is better this way.",
        )

    def obstacles(self, to: Placement) -> list[Obstacle]:
        """What keeps a work from there, as far as its reader may know."""
        found = self.shifts.obstacles(to)
        if self.reader is None:
            return found
        readable = [o for o in found if o.rule in READABLE and self._own(o, self.reader)]
        return sorted(readable, key=lambda o: READABLE.index(o.rule))

    def sentences(self, obstacles: Iterable[Obstacle]) -> list[str]:
        """Each once."""
        return list(dict.fromkeys(map(self._told, obstacles)))

    def _own(self, o: Obstacle, reader: Reader) -> bool:
        """Whether it says nothing of the heads or money of others."""
        if o.kind == "budget":
            client = None if o.index is None else self.names.budgets[o.index].client
            return reader.kind == "client" and client == self.names.clients[reader.index].id
        return o.kind != "pool" or (o.index is not None and reader.has_pool(self.problem, o.index))

    def _say(self, template: str, **fields: str | int) -> str:
        return template_in(template, self.language).format(**fields)

    def _week(self, week: int) -> str:
        return week_label(self.names.start, week)

    def _work(self, activity: int | None) -> str:
        if activity is None:
            return "–"
        if self.reader is not None and not self.reader.owns(self.problem, activity):
            return self._say("work of another party")
        return work_label(self.names, activity, self.language)

    def _told(self, o: Obstacle) -> str:
        fields = {
            "week": "–" if o.week is None else self._week(o.week),
            "heads": self.words.number(o.amount / 100, 1 if o.amount >= 10 else 2),
            "amount": self.words.number(o.amount),
            "work": "",
            "tender": "",
            "lead": "",
            "where": self._where(o),
        }
        if o.rule == "lead" and o.other is not None and o.week is not None:
            tender = self.problem.tenders[o.other]
            fields |= {"tender": self._week(o.week - tender.lead), "lead": str(tender.lead)}
        elif o.rule in ("precedence", "street_order", "opening"):
            fields["work"] = self._work(o.other)
        return self._say(SENTENCES[o.rule, o.kind], **fields)

    def _where(self, o: Obstacle) -> str:
        names = self.names
        if o.kind in ("pool", "market") and o.index is not None:
            one = self.problem.pools[o.index] if o.kind == "pool" else self.problem.markets[o.index]
            trade = names.trades[one.trade]
            where = f"{trade.called(self.language)}, {names.regions[one.region].name}"
            if o.kind == "market" or self.reader is not None:  # of pools an employer reads of its own only
                return where
            return f"{where}, {translated(names.employers[self.problem.pools[o.index].employer].name, self.language)}"
        if o.rule in ("rest", "delivery") and o.other is not None:
            return names.streets[o.other].name
        if o.kind == "district" and o.index is not None:
            return names.districts[o.index].name
        if o.kind in ("grid", "delivery") and o.index is not None:
            return (names.grids if o.kind == "grid" else names.deliveries)[o.index]
        if o.kind == "budget" and o.index is not None:
            return names.budgets[o.index].name
        if o.rule in ("street_order", "opening") and o.index is not None:
            return names.streets[self.problem.street_of[o.index][0]].name
        return ""

    def _price(self, to: Placement) -> str:
        """What the move does to the priced terms that it touches."""
        euros, brief = price(self.shifts, to), self.words.brief
        if euros > 0:
            return self._say(
                "No rule forbids it, but it would cost {more} more.",
                more=brief(euros),
            )
        if euros == 0:
            return self._say("No rule forbids it; it would cost the same.")
        return self._say(
            "No rule forbids it; by itself it would save {less}. The plan is good, not perfect.",
            less=brief(-euros),
        )


def price(shifts: Shifts, to: Placement) -> int:
    """Euros that moving one work adds to the priced terms, for a move that breaks no rule: crew and contents stay the
    same, so only delay, burden, broken rests and moved weeks change."""
    problem, now = shifts.problem, shifts.placed[to.activity]
    activity = problem.activities[to.activity]
    project, changes = problem.projects[activity.project], dict.fromkeys(("moved", "delay", "burden", "rest"), 0)
    if activity.submitted is not None:
        changes["moved"] = activity.moved_price * (
            abs(to.start - activity.submitted) - abs(now.start - activity.submitted)
        )
    others = max((shifts.placed[i].end for i in problem.members[activity.project] if i != to.activity), default=0)
    late = [max(0, max(others, end) - project.target) for end in (to.end, now.end)]
    changes["delay"] = project.delay_price * (late[0] - late[1])
    if to.activity in shifts.openings:
        opening = shifts.openings[to.activity]
        street, (start, end) = problem.streets[opening.street], shifts.span(to, opening)
        changes["burden"] = street.burden * (end - start - (opening.end - opening.start))
        changes["rest"] = (street.rest_price or 0) * shifts.broken_rests(to)
    return sum(euros for term, euros in changes.items() if term in problem.priced)


SENTENCES: dict[tuple[str, str], str] = {
    ("frozen", "activity"): marked("It is pinned in {week}."),
    ("window", "release"): marked("The window of this work opens in {week} only."),
    ("window", "deadline"): marked("It must be done before {week}."),
    ("willing", "sooner"): marked("Its sender does not want it to start before {week}."),
    ("willing", "later"): marked("Its sender does not want it to start after {week}."),
    ("ready", "activity"): marked("Permit, survey, material or consent is there in {week} only."),
    ("ready", "delivery"): marked("Too little of {where} is delivered in {week} ({amount} short)."),
    ("delivery", "activity"): marked("The district must be finished before {week} (equal delivery)."),
    ("delivery", "project"): marked("The project must be finished before {week} (equal delivery)."),
    ("delivery", "burden"): marked(
        "{where} would be open longer, and the nuisance may not exceed that of the baseline."
    ),
    ("delivery", "rests"): marked("In {where} the rest period would be broken more often than in the baseline."),
    ("lead", "activity"): marked(
        "The tender is completed in {week} only: published in {tender}, lead time {lead} weeks."
    ),
    ("lead", "first"): marked(
        "The tender is completed in {week} only: published in {tender}, lead time {lead} weeks. It cannot be "
        "published sooner: preparation takes {amount} weeks."
    ),
    ("contract", "tender"): marked("The lot would run longer than its contract of {amount} weeks."),
    ("precedence", "after"): marked("This must be far enough first: {work}."),
    ("precedence", "before"): marked("It would be too late for what follows: {work}."),
    ("precedence", "near"): marked("No more than {amount} weeks may lie between this and {work}."),
    ("street_order", "activity"): marked("Other digging in {where} stands in the way: {work}."),
    ("opening", "activity"): marked(
        "It shares one opening in {where} with {work}, with at most {amount} weeks between them."
    ),
    ("exclusive", "district"): marked("In {week} {amount} streets are open in {where}, no more were agreed."),
    ("rest", "activity"): marked("{where} would be opened inside its rest period of {amount} weeks."),
    ("grid", "grid"): marked("In {week} grid area {where} is {amount} kW short."),
    ("budget", "budget"): marked("In {week} the budget of {where} does not reach yet."),
    ("capacity", "pool"): marked("The crew is busy then ({where}): {heads} heads short in {week}."),
    ("lending", "pool"): marked("As much as is allowed is lent then ({where}): {heads} heads too many in {week}."),
    ("hire", "market"): marked("The hiring market is empty then ({where}): {heads} heads short in {week}."),
    ("continuity", "programme"): marked(
        "Own people at work would rise and fall more from quarter to quarter than was agreed."
    ),
    ("continuity", "employer"): marked(
        "This employer's own people at work would rise and fall more from quarter to quarter than was agreed."
    ),
    ("means", "hired"): marked("More head-weeks would be hired than was agreed."),
}
"""Per rule and kind of obstacle."""
