"""The variants and the questions: what a plan may use, and what it is asked to deliver at what prices.

A variant and a question turn the compiled :class:`~wijkplan.models.problem.Problem` into the one that is solved and
judged. When to modify: a new variant needs its ``Allowed`` to lie within that of every variant it names in
``contained_in``; a test checks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, HOME_WEEKS, NO_CEILINGS, TERMS, Allowed, Problem
from wijkplan.planner.text import Text, say

Question = Literal["all_in", "equal_delivery", "sooner", "sooner_free"]
"""What is asked: at what prices, and what must be delivered or may be used."""

QUESTIONS: tuple[Question, ...] = ("equal_delivery", "all_in")
"""Those in euros; each is asked of every variant."""

SOONER: tuple[Question, ...] = ("sooner", "sooner_free")
"""Those in home-weeks, which are asked of every variant too: within what senders are willing to, and with work that
may come forward however far."""

ALL_QUESTIONS: tuple[Question, ...] = (*QUESTIONS, *SOONER)
"""All of them, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class Variant:
    """What is allowed in a plan. ``contained_in`` are the next wider variants: every plan of this one is a plan of
    theirs."""

    id: str
    name: Text
    allowed: Allowed
    contained_in: tuple[str, ...] = ()


SUBMITTED = Variant("submitted", say("as submitted"), Allowed(existing=True))
OWN = Variant("own", say("each for itself"), Allowed(), ("streets", "districts"))
STREETS = Variant("streets", say("streets settled together"), Allowed(existing=True), ("aligned",))
DISTRICTS = Variant("districts", say("districts settled together"), Allowed(existing=True), ("aligned",))
ALIGNED = Variant("aligned", say("aligned"), Allowed(agreements=True), ("shared", "combined"))
SHARED = Variant("shared", say("aligned + shared crews"), Allowed(agreements=True, lent=True), ("bundled",))
COMBINED = Variant(
    "combined",
    say("aligned + combined tenders"),
    Allowed(agreements=True, consortium=True, combined=True),
    ("bundled",),
)
BUNDLED = Variant(
    "bundled",
    say("everything together"),
    Allowed(agreements=True, lent=True, consortium=True, combined=True),
)
VARIANTS: dict[str, Variant] = {
    v.id: v for v in (SUBMITTED, OWN, STREETS, DISTRICTS, ALIGNED, SHARED, COMBINED, BUNDLED)
}
STORED: tuple[Variant, ...] = (OWN, STREETS, DISTRICTS)
"""The variants of which a procedure makes one plan, the same for all questions
(:mod:`wijkplan.planner.experiment.baselines`)."""

SOLVED: tuple[Variant, ...] = (ALIGNED, SHARED, COMBINED, BUNDLED)
"""The variants that are optimised, narrower ones first."""

BASELINE = STREETS.id
"""The stored plan that the others are held against, unless it is said otherwise."""


def question_of(text: str) -> Question:
    """A question by its id, also with a hyphen. Raises ``ValueError``."""
    for question in ALL_QUESTIONS:
        if text.replace("-", "_") == question:
            return question
    raise ValueError(f"{text!r} is none of {', '.join(ALL_QUESTIONS)}")


def wider(variant: str) -> Iterator[str]:
    """All variants that contain ``variant``, nearest first, each once."""
    queue, seen = list(VARIANTS[variant].contained_in), set()
    while queue:
        one = queue.pop(0)
        if one not in seen:
            seen.add(one)
            yield one
            queue += VARIANTS[one].contained_in


def narrower(variant: str) -> tuple[str, ...]:
    """All variants that are contained in ``variant``."""
    return tuple(v for v in VARIANTS if variant in wider(v))


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a stored plan delivers: per district the week by whose end it is finished, its burden (euros) and its
    broken rests; per project the week by whose end it is finished; and the changes of own heads (in the problem's
    units) in all and per employer, ``None`` and none where no quarters are known."""

    finish: tuple[int, ...]
    burden: tuple[int, ...]
    broken_rests: tuple[int, ...]
    projects: tuple[int, ...]
    changes: int | None = None
    employer_changes: tuple[tuple[int, int], ...] = ()


def finishes(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """Per district the end of its last activity (0 where there is no work)."""
    last = [0] * len(problem.districts)
    for placement in plan.placements:
        district = problem.projects[problem.activities[placement.activity].project].district
        last[district] = max(last[district], placement.end)
    return tuple(last)


def project_ends(problem: Problem, plan: Plan) -> tuple[int, ...]:
    """Per project the end of its last activity (0 where there is no work)."""
    last = [0] * len(problem.projects)
    for placement in plan.placements:
        project = problem.activities[placement.activity].project
        last[project] = max(last[project], placement.end)
    return tuple(last)


def latest_targets(problem: Problem) -> tuple[int, ...]:
    """Per district the latest target week of its projects (0 where there is no work)."""
    target = [0] * len(problem.districts)
    for project in problem.projects:
        target[project.district] = max(target[project.district], project.target)
    return tuple(target)


def all_in(problem: Problem) -> Problem:
    """Question *all in*: every cash term and every social price counts; nothing is due and nothing has a ceiling."""
    return replace(
        problem,
        districts=tuple(
            replace(district, due=None, max_burden=None, max_broken_rests=None) for district in problem.districts
        ),
        projects=tuple(replace(project, due=None) for project in problem.projects),
        priced=frozenset(TERMS),
        **NO_CEILINGS,
    )


def in_cash(problem: Problem) -> Problem:
    """What plans cost in cash: the prices of *equal delivery* without what it asks."""
    return replace(all_in(problem), priced=frozenset(CASH))


def equal_delivery(problem: Problem, stored: Delivery, nobody_worse: bool = False) -> Problem:
    """Question *equal delivery*: cash terms only, and what the stored plan delivers. Every district is finished no
    later than there, every project no later than the later of its own target and its finish there; burden and broken
    rests are no more, in all and in each district, and own people rise and fall no more from quarter to quarter (rule
    ``continuity``); with ``nobody_worse`` those of each employer too."""
    districts = zip(problem.districts, stored.finish, stored.burden, stored.broken_rests, strict=True)
    return replace(
        in_cash(problem),
        districts=tuple(
            replace(one, due=due, max_burden=burden, max_broken_rests=broken) for one, due, burden, broken in districts
        ),
        projects=tuple(
            replace(one, due=max(one.target, end)) for one, end in zip(problem.projects, stored.projects, strict=True)
        ),
        max_burden=sum(stored.burden),
        max_broken_rests=sum(stored.broken_rests),
        max_changes=stored.changes,
        max_employer_changes=stored.employer_changes if nobody_worse else (),
    )


@dataclass(frozen=True, slots=True)
class Means:
    """What a stored plan uses: euros of all cash terms, hundredths of a hired head x working weeks, and the changes of
    own heads (in the problem's units), ``None`` where no quarters are known."""

    cash: int
    hired: int
    changes: int | None = None


def sooner(problem: Problem, stored: Means) -> Problem:
    """Question *sooner*: home-weeks until done, with no more cash and no more hired head-weeks than the stored plan
    uses (rule ``means``), and own people that rise and fall no more from quarter to quarter (rule ``continuity``)."""
    return replace(
        all_in(problem),
        priced=frozenset({HOME_WEEKS}),
        max_cash=stored.cash,
        max_hired=stored.hired,
        max_changes=stored.changes,
    )


def whenever_sooner(problem: Problem) -> Problem:
    """The same question where work may come forward as far as it can, whatever its sender is willing to; how far back
    stays (rule ``willing``)."""
    return replace(
        problem,
        activities=tuple(
            one if one.willing is None else replace(one, willing=(min(0, one.willing[0]), one.willing[1]))
            for one in problem.activities
        ),
    )


def in_variant(problem: Problem, variant: Variant) -> Problem:
    """The same question in a variant."""
    return replace(problem, allowed=variant.allowed)


def without_partners(problem: Problem) -> Problem:
    """The same variant without the crews of partners in one lot."""
    return replace(problem, allowed=replace(problem.allowed, consortium=False))


def pinned(problem: Problem, pins: Mapping[int, int]) -> Problem:
    """The problem with these activities fixed to these weeks (rule ``frozen``)."""
    rows = tuple(replace(one, pinned=pins[a]) if a in pins else one for a, one in enumerate(problem.activities))
    return replace(problem, activities=rows)
