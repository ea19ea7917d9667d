"""The parts of ``models`` that a comparison uses, as one value, so that tests can run it with an engine they
understand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Protocol

from wijkplan.models.check import Verdict
from wijkplan.models.outcome import Event, Outcome, Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.models.reason import Reason
from wijkplan.models.week_price import Near


class Disagreement(RuntimeError):
    """Engine and checker do not say the same of one plan or bound. Nothing is reported then: it is a fault of the
    product."""


class Solve(Protocol):
    """Signature of :func:`wijkplan.models.solve.solve`."""

    def __call__(
        self,
        problem: Problem,
        settings: Settings,
        plans: Sequence[Plan] = (),
        on_event: Callable[[Event], None] | None = None,
        stop: Callable[[], bool] | None = None,
        bound: tuple[int, dict[str, Any]] | None = None,
    ) -> Outcome:
        """Plan and bound for one problem."""


class Turns(Protocol):
    """A plan that parties change in turn, each with all others where they stand;
    :class:`wijkplan.models.improve.restricted.Restricted`."""

    @property
    def cost(self) -> int:
        """Euros of the plan as it stands."""

    def turn(self, works: Collection[int], tenders: Collection[int], seed: int) -> bool:
        """Let these activities and tenders move; whether the plan became cheaper. It never becomes dearer."""

    def plan(self) -> Plan:
        """The plan as it stands."""


class Repair(Protocol):
    """Signature of :func:`wijkplan.models.improve.repair.repair`."""

    def __call__(
        self, problem: Problem, seed: int, first: Callable[[Plan], None] = ..., /
    ) -> tuple[Plan | None, Reason | None]:
        """The plan of asked weeks by a seed, or the reason why there is none; ``first`` may be given one that is there
        sooner."""


class Procedures(Protocol):
    """The parts of an engine that make the stored plans: no solver is among them."""

    @property
    def repair(self) -> Repair:
        """The plan of asked weeks."""

    @property
    def turns(self) -> Callable[[Problem, Plan], Turns]:
        """A plan that parties can change. Raises ``ValueError`` where it is not one of the problem."""


@dataclass(frozen=True, slots=True)
class Made:
    """Procedures as a value."""

    repair: Repair
    turns: Callable[[Problem, Plan], Turns]


def real_procedures() -> Made:
    """Those of this release. Imported here because they are compiled."""
    from wijkplan.models.improve.repair import repair
    from wijkplan.models.improve.restricted import Restricted

    return Made(repair, Restricted)


class Nearest(Protocol):
    """Signature of :func:`wijkplan.models.improve.nearest.nearest`."""

    def __call__(
        self,
        problem: Problem,
        plan: Plan,
        ceiling: int,
        before: Plan | None,
        settings: Settings,
        done: Callable[[], bool],
        progress: Callable[[], float],
    ) -> Near:
        """Of plans that cost at most ``ceiling`` euros one near the weeks asked for, with what each work that it moves
        would cost in its week."""


def as_found(
    problem: Problem,
    plan: Plan,
    ceiling: int,
    before: Plan | None,
    settings: Settings,
    done: Callable[[], bool],
    progress: Callable[[], float],
) -> Near:
    """No second stage: the plan as it was found, of which nothing more is known."""
    del problem, ceiling, before, settings, done, progress
    return Near(plan, None)


@dataclass(frozen=True, slots=True)
class Engine:
    """Construction, search, checker and bound checker."""

    solve: Solve
    repair: Repair
    turns: Callable[[Problem, Plan], Turns]
    """Raises ``ValueError`` where the plan is not one of the problem."""
    submitted: Callable[[Problem], Plan]
    judge: Callable[[Problem, Plan], Verdict]
    certified: Callable[[Problem, dict[str, Any]], int]
    """Raises ``ValueError`` for a certificate that does not hold."""
    transfer: Callable[[Problem, Problem], tuple[int, dict[str, Any]]]
    """Euros that combining saves at least between two variants of a problem, and the certificate of that."""
    dissolution: Callable[[Problem, Problem], tuple[int, dict[str, Any]] | None]
    """Euros that combining saves at most between two variants, and the certificate of that; ``None`` where nothing is
    known."""
    swap: Callable[[Problem, Problem, Sequence[int]], tuple[int, dict[str, Any]] | None]
    """Euros that the first problem, which buys a group otherwise, is at least above the second, and the
    certificate."""
    nearest: Nearest = as_found


def real_engine() -> Engine:
    """The engine of this release. Imported here because it is compiled; what needs the solver is loaded only once it
    is called, since the first plan comes without."""
    from wijkplan.models.check import judge
    from wijkplan.models.check.bounds import certified
    from wijkplan.models.construct.submitted import submitted
    from wijkplan.models.improve.nearest import nearest
    from wijkplan.models.improve.repair import repair
    from wijkplan.models.improve.restricted import Restricted

    return Engine(
        _late("solve", "solve"),
        repair,
        Restricted,
        submitted,
        judge,
        certified,
        _late("bound.transfer", "transfer"),
        _late("bound.dissolution", "dissolution"),
        _late("bound.swap", "swap"),
        nearest,
    )


def _late(module: str, name: str) -> Any:
    def call(*given: Any, **named: Any) -> Any:
        return getattr(import_module(f"wijkplan.models.{module}"), name)(*given, **named)

    return call


def remembering(engine: Engine) -> Engine:
    """The engine, whose checker judges each plan of a problem once: comparisons try the same plans on the same
    problems again and again."""
    known: dict[tuple[int, Plan], tuple[Problem, Verdict]] = {}  # keeps the problem, so that its id stays its own

    def judge(problem: Problem, plan: Plan) -> Verdict:
        key = id(problem), plan
        if key not in known:
            known[key] = problem, engine.judge(problem, plan)
        return known[key][1]

    return replace(engine, judge=judge)


def euros(verdict: Verdict) -> int:
    """What an accepted plan costs. Raises :class:`Disagreement` where the checker cannot say."""
    if verdict.objective is None:
        raise Disagreement("the checker accepts a plan of the engine but cannot cost it")
    return verdict.objective


def accepted(engine: Engine, problem: Problem, plan: Plan, objective: int | None = None) -> Verdict:
    """The checker's verdict on a plan that should hold; ``objective`` is what the engine says it costs.

    Raises :class:`Disagreement` where the checker refuses the plan or counts other euros.
    """
    verdict = engine.judge(problem, plan)
    if not verdict.feasible:
        first = verdict.violations[0]
        raise Disagreement(
            f"the checker refuses a plan of the engine ({len(verdict.violations)} violations, first: {first})"
        )
    if objective is not None and objective != euros(verdict):
        raise Disagreement(f"the engine counts {objective} euros, the checker {euros(verdict)}")
    return verdict
