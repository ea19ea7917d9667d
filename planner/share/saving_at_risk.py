"""What of the saving hangs on lines that nobody agreed to: refused, or not answered, which is no consent either.

Work that was not agreed to keeps the week that it has in the baseline, which is what happens without a joint plan, and
is done by people of its own or hired ones, as there; what is pinned keeps the week of its pin; what is accepted, and
work that no employer has yet, may be planned anew. The best plan found under these terms is set beside the plan that
was sent round: the difference hangs on the lines. What an employer lends follows from its submission, not from its
answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Activity, Demand, Problem, Source
from wijkplan.models.reason import Reason
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.experiment.comparison_types import Watch
from wijkplan.planner.experiment.engine import Disagreement, Engine, accepted, euros
from wijkplan.planner.plan.variants import Question, pinned
from wijkplan.planner.text import say

from .consent_files import Answers


@dataclass(frozen=True, slots=True)
class Count:
    """Lines of one employer by answer; ``sent`` says whether it sent a workbook at all. A pin in the planned week
    counts as agreed; ``countered`` asks for other weeks or people."""

    employer: str
    lines: int
    accepted: int
    pinned: int
    pinned_elsewhere: int
    refused: int
    unanswered: int
    sent: bool
    countered: int = 0

    @property
    def agreed(self) -> int:
        """Lines whose new week their employer agreed to."""
        return self.accepted + self.pinned


@dataclass(frozen=True, slots=True)
class Hanging:
    """Euros. ``today`` is the cost of the baseline, ``plan`` that of the plan that was sent round, ``kept`` that of
    the cheapest plan found that keeps what was not agreed to; ``plan_bound`` and ``kept_bound`` are certified lower
    bounds. ``None``: there is none."""

    held: int
    today: int | None
    plan: int
    plan_bound: int | None
    kept: int | None
    kept_bound: int | None
    reason: Reason | None = None

    @property
    def found(self) -> int | None:
        """What hangs on the lines, between the plans found. Not below nothing: a plan that keeps the weeks is a
        plan."""
        return None if self.kept is None else max(0, self.kept - self.plan)

    @property
    def low(self) -> int | None:
        """What hangs on them at least, between best plans."""
        best = self.plan if self.kept is None else min(self.plan, self.kept)
        return None if self.kept_bound is None else max(0, self.kept_bound - best)

    @property
    def high(self) -> int | None:
        """What hangs on them at most, between best plans."""
        return None if self.kept is None or self.plan_bound is None else max(0, self.kept - self.plan_bound)


def counts(compiled: Compiled, plan: Plan, answers: Sequence[Answers]) -> tuple[Count, ...]:
    """Per employer with work of its own; one that sent nothing has agreed to nothing."""
    placed, sent = plan.by_activity(), {one.employer: one for one in answers}
    made = []
    for employer, lines in lines_of(compiled).items():
        one = sent.get(employer, Answers(""))
        kinds = [one.given.get(a) for a in lines]
        here = sum(one.pins.get(a) == placed[a].start for a in lines if a in placed)
        elsewhere = kinds.count("pin") - here
        tallied = (kinds.count("accept"), here, elsewhere, kinds.count("refuse"), kinds.count(None))
        countered = kinds.count("window") + kinds.count("people")
        made.append(Count(employer, len(lines), *tallied, employer in sent, countered))
    return tuple(made)


def lines_of(compiled: Compiled) -> dict[str, list[int]]:
    """Activities by the id of the employer that has them; those of anonymous firms are nobody's yet."""
    problem, names = compiled.problem, compiled.names
    found: dict[str, list[int]] = {}
    for a, one in enumerate(problem.activities):
        employer = names.employers[problem.projects[one.project].employer]
        if not employer.anonymous:
            found.setdefault(employer.id, []).append(a)
    return dict(sorted(found.items()))


def nobodys(compiled: Compiled) -> list[int]:
    """Activities of anonymous firms: until somebody has won them the core team speaks for them."""
    problem, names = compiled.problem, compiled.names
    employers = [names.employers[problem.projects[one.project].employer] for one in problem.activities]
    return [a for a, one in enumerate(employers) if one.anonymous]


def leave_out_other_plans(compiled: Compiled, plan: Plan, answers: Sequence[Answers]) -> None:
    """Lines that tell another new week than this plan were asked about another one: their *accept* is no consent to
    this week, and a warning says how many there are. A pin stays, because it names its own week."""
    placed = plan.by_activity()
    for one in answers:
        other = [
            a
            for a, week in one.told.items()
            if a in placed and week != week_label(compiled.names.start, placed[a].start)
        ]
        for a in other:
            if one.given[a] == "accept":
                one.given[a] = None
        if other:
            what = say(
                "{count} of {all} lines tell another new week than this plan; these are no consent.",
                count=len(other),
                all=len(one.told),
            )
            one.add(
                "warning",
                "stale-answers",
                len(other),
                what,
                say("Name the folder, variant and question that were exported."),
            )


@dataclass(frozen=True, slots=True)
class Held:
    """The weeks to hold, by activity: of pins, and of work that was not agreed to, which does without borrowed people
    too."""

    pins: dict[int, int]
    kept: dict[int, int]


def held_by(compiled: Compiled, baseline: Plan, answers: Sequence[Answers], employers: Sequence[str]) -> Held:
    """What these employers hold on to."""
    placed, sent = baseline.by_activity(), {one.employer: one for one in answers}
    held = Held({}, {})
    for employer, lines in lines_of(compiled).items():
        one = sent.get(employer, Answers(""))
        for a in lines if employer in employers else ():
            if a in one.pins:
                held.pins[a] = one.pins[a]
            elif one.given.get(a) != "accept" and a in placed:
                held.kept[a] = placed[a].start
    return held


def holding(problem: Problem, held: Held) -> Problem:
    """The problem in which these weeks are fixed."""
    rows = tuple(_alone(one) if a in held.kept else one for a, one in enumerate(problem.activities))
    return pinned(replace(problem, activities=rows), held.pins | held.kept)


def _alone(activity: Activity) -> Activity:
    """The work without people of other employers."""
    return replace(
        activity, modes=tuple(replace(mode, demands=tuple(map(_own_or_hired, mode.demands))) for mode in activity.modes)
    )


def _own_or_hired(demand: Demand) -> Demand:
    """A pattern of own or hired people in the place of each other one, so that what a plan says by its number stays
    readable."""
    apart = [pattern for pattern in demand.patterns if pattern.source in (Source.OWN, Source.OVERTIME, Source.HIRED)]
    return replace(demand, patterns=tuple(p if p in apart else apart[0] for p in demand.patterns)) if apart else demand


@dataclass(frozen=True, slots=True)
class Sent:
    """The plan that was sent round: its question with the variant's problem, its cost, its certified bound if any, and
    the plans to start from."""

    question: Question
    variant: str
    problem: Problem
    today: int | None
    cost: int
    bound: int | None
    plans: Sequence[Plan]


def hanging(
    sent: Sent, held: Held, engine: Engine, settings: Settings, watch: Watch, stop: Callable[[], bool]
) -> Hanging:
    """One solve with these weeks held. Raises :class:`~wijkplan.planner.experiment.engine.Disagreement`."""
    problem = holding(sent.problem, held)
    watch.begin(sent.question, sent.variant)
    outcome = engine.solve(
        problem, settings, [p for p in sent.plans if engine.judge(problem, p).feasible], watch.event, stop
    )
    kept = None if outcome.plan is None else euros(accepted(engine, problem, outcome.plan, outcome.objective))
    bound = None
    if outcome.certificate is not None and outcome.status != "infeasible":
        try:
            bound = engine.certified(problem, outcome.certificate)
        except ValueError as refused:
            raise Disagreement(
                f"the bound of {outcome.bound} euros has a certificate that proves nothing: {refused}"
            ) from refused
    return Hanging(len(held.pins) + len(held.kept), sent.today, sent.cost, sent.bound, kept, bound, outcome.reason)
