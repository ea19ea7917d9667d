"""Reading, compiling and solving from Python. Use it as ``import wijkplan as wp``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wijkplan.models.outcome import Settings, Status
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile import compile as compile_problem
from wijkplan.planner.compile.names import Names
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.variants import VARIANTS, question_of
from wijkplan.planner.programme import Programme as Merged

if TYPE_CHECKING:
    import pandas as pd

    from wijkplan.planner.plan.measures import Measures

HERE = Path(__file__).resolve().parent
SHIPPED = next(
    (p for p in (HERE / "instances", HERE.parents[1] / "instances") if p.is_dir()), HERE
)  # installed, or a checkout
Paths = str | Path | Sequence[str | Path]


class InvalidSubmission(ValueError):
    """What was sent cannot be planned. ``findings`` say what is wrong, where, whose it is and what to do; all of them
    at once.

    >>> import wijkplan as wp
    >>> try:
    ...     wp.read("nowhere")
    ... except wp.InvalidSubmission as error:
    ...     print(error.findings[0].kind)
    missing-file
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        errors = [f for f in self.findings if f.severity == "error"]
        first = "; ".join(f"{f.file} {f.path or f.cell}: {f.what}" for f in errors[:3])
        super().__init__(f"{len(errors)} error{'s' if len(errors) != 1 else ''}, first: {first}")


def check(paths: Paths) -> tuple[Finding, ...]:
    """Everything that is wrong or noteworthy in submissions (files or folders, JSON and workbooks). Never raises for
    what they hold.

    >>> import wijkplan as wp
    >>> [finding.kind for finding in wp.check(wp.example("one-crew-waits"))]
    []
    """
    return load(_listed(paths))[1]


def read(paths: Paths) -> Programme:
    """The programme in files and folders. Raises :class:`InvalidSubmission` where a finding is an error.

    >>> import wijkplan as wp
    >>> wp.read(wp.example("one-crew-waits")).name
    'one-crew-waits'
    """
    merged, findings = load(_listed(paths))
    if merged is None:
        raise InvalidSubmission(findings)
    return Programme(merged, findings, tuple(Path(path) for path in _listed(paths)))


def example(name: str = "pilot") -> Path:
    """The folder of a programme that is shipped: ``pilot``, or a small one such as ``one-crew-waits``. Raises
    ``FileNotFoundError``.

    >>> import wijkplan as wp
    >>> wp.example("one-street").name
    'one-street'
    """
    shipped = {
        path.parent.name: path.parent
        for kind in ("pilot", "tiny/*", "examples/*")
        for path in SHIPPED.glob(f"{kind}/programme.json")
    }
    if name not in shipped:
        raise FileNotFoundError(f"no example {name!r}; there are: {', '.join(sorted(shipped))}")
    return shipped[name]


@dataclass(frozen=True)
class Programme:
    """A programme without errors, with the warnings and hints that reading gave."""

    merged: Merged
    findings: tuple[Finding, ...]
    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """Its name.

        >>> import wijkplan as wp
        >>> wp.read(wp.example("one-crew-waits")).name
        'one-crew-waits'
        """
        return self.merged.name

    def compile(self) -> Model:
        """Weeks, heads and euros. Raises :class:`~wijkplan.planner.compile.compiled.CannotCompile` with every
        reason.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> len(model.problem.activities)
        2
        """
        return Model(self, compile_problem(self.merged))


@dataclass(frozen=True)
class Model:
    """A compiled programme: the problem that solver and checker know, and the names of its indices."""

    programme: Programme
    compiled: Compiled

    @property
    def problem(self) -> Problem:
        """Indices, weeks, hundredths of heads and euros.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> model.problem.horizon
        12
        """
        return self.compiled.problem

    @property
    def names(self) -> Names:
        """What the indices stand for.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> [name.id for name in model.names.activities]
        ['A/isolatie', 'B/isolatie']
        """
        return self.compiled.names

    def solve(
        self,
        variant: str = "bundled",
        question: str = "equal_delivery",
        *,
        seconds: float = 60.0,
        seed: int = 1,
        workers: int = 2,
        work: int | None = None,
    ) -> Result:
        """One variant in one question; ``work`` rounds instead of ``seconds`` make the result depend on the seed
        alone.

        Raises:
            ValueError: no such variant or question.
            Disagreement: the checker does not confirm what the solver says; a fault of wijkplan.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.status, result.cost, result.bound
        ('feasible', 28240, 27840)
        """
        from wijkplan.planner.experiment.compare import solve_one
        from wijkplan.planner.experiment.comparison_types import Silent
        from wijkplan.planner.experiment.engine import real_engine
        from wijkplan.planner.plan.infeasibility_reasons import named

        if variant not in VARIANTS:
            raise ValueError(f"{variant!r} is none of {', '.join(VARIANTS)}")
        settings = Settings(seconds, workers, seed, work)
        asked = question_of(question)
        run = solve_one(
            self.problem,
            self.compiled.flexible,
            VARIANTS[variant],
            asked,
            real_engine(),
            settings,
            Silent(),
            lambda: False,
        )
        plan = None if run.plan is None else PlanOf(self.compiled, run.problem, run.plan, run.kept or ())
        return Result(
            run.status, run.cost, run.bound, run.gap, run.certified, named(run.reason, self.compiled.names), plan
        )


@dataclass(frozen=True)
class Result:
    """What a solve found. Euros are those of the checker; ``bound`` is a lower bound, ``certified`` that it was
    derived again in exact integers; ``gap`` is their difference as a share of what decisions can change. ``None``
    where there is nothing."""

    status: Status
    cost: int | None
    bound: int | None
    gap: float | None
    certified: bool
    reason: str | None
    plan: PlanOf | None


@dataclass(frozen=True)
class PlanOf:
    """A checked plan with its names."""

    compiled: Compiled
    problem: Problem
    plan: Plan
    kept: tuple[KeptWeek, ...] = ()
    """What keeping its week would cost each work that is moved."""

    def to_frame(self) -> pd.DataFrame:
        """One row per activity: see :func:`wijkplan.planner.results.plan_frames.plan_frame`.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.to_frame()[["activity", "start_week", "end_week"]].values.tolist()
        [['A/isolatie', 6, 8], ['B/isolatie', 4, 6]]
        """
        from wijkplan.planner.results.plan_frames import plan_frame

        return plan_frame(self.compiled, self.problem, self.plan, self.kept)

    def people_frame(self) -> pd.DataFrame:
        """One row per activity, trade and source of people: see
        :func:`wijkplan.planner.results.plan_frames.people_frame`.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.people_frame()["head_weeks"].sum()
        np.float64(12.0)
        """
        from wijkplan.planner.results.plan_frames import people_frame

        return people_frame(self.compiled, self.problem, self.plan)

    def load_frame(self) -> pd.DataFrame:
        """One row per pool and week: see :func:`wijkplan.planner.results.plan_frames.load_frame`.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.load_frame().query("at_work > 0")["week"].tolist()
        [4, 5, 6, 7]
        """
        from wijkplan.planner.results.plan_frames import load_frame

        return load_frame(self.compiled, self.problem, self.plan)

    def lines_frame(self) -> pd.DataFrame:
        """One row per employer, trade, region and week: see :func:`wijkplan.planner.results.plan_frames.lines_frame`.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> sum(result.plan.lines_frame()["own"])
        12.0
        """
        from wijkplan.planner.results.plan_frames import lines_frame

        return lines_frame(self.compiled, self.problem, self.plan)

    def employers_frame(self) -> pd.DataFrame:
        """One row per employer and trade, what is asked of its people: see
        :func:`wijkplan.planner.results.record_frames.employers_frame`.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.employers_frame()["peak_persons"].tolist()
        [3]
        """
        from wijkplan.planner.results.people_record import employer_rows
        from wijkplan.planner.results.record_frames import employers_frame

        return employers_frame(employer_rows(self.compiled.names, self.problem, self.plan))

    @cached_property
    def measures(self) -> Measures:
        """What it looks like besides its cost: idle, hired and lent head-weeks, projects on time, weeks moved, ...

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.measures.own_head_weeks
        12.0
        """
        from wijkplan.planner.plan.measures import measures

        return measures(self.problem, self.plan, tuple(district.id for district in self.compiled.names.districts))

    def to_json(self) -> dict[str, Any]:
        """The plan file: activities, staffing, tenders and openings by name.

        >>> import wijkplan as wp
        >>> model = wp.read(wp.example("one-crew-waits")).compile()
        >>> result = model.solve("aligned", "all_in", work=200)
        >>> result.plan.to_json()["activities"][0]["activity"]
        'A/isolatie'
        """
        from wijkplan.planner.plan.plan_file import to_json

        return to_json(self.compiled, self.plan, self.kept)


def _listed(paths: Paths) -> list[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
