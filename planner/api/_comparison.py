"""Comparisons from Python: made, saved, opened again. Use it as ``import wijkplan as wp``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.record import Comparison as Record
from wijkplan.planner.record import Result, Saving

from ._programme import Model, Paths, PlanOf, Programme, _listed

if TYPE_CHECKING:
    import pandas as pd

    from wijkplan.planner.verify.output_folder import Checked


@dataclass(frozen=True)
class Comparison:
    """All variants for all questions: the record (what ``comparison.json`` holds), the plans, the files that belong to
    it, and what keeping its week would cost each work that a plan moves, by question and variant."""

    compiled: Compiled
    record: Record
    plans: dict[tuple[str, str], Plan]
    files: dict[str, str | bytes]
    kept: Mapping[tuple[str, str], Sequence[KeptWeek]] = field(default_factory=dict)

    @property
    def results(self) -> tuple[Result, ...]:
        """One per question and variant.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> len(comparison.results)
        28
        """
        return self.record.results

    @property
    def savings(self) -> tuple[Saving, ...]:
        """Intervals, with the word for how sure they are.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> comparison.savings[0].word
        'negligible'
        """
        return self.record.savings

    def plan(self, variant: str = "bundled", question: str = "equal_delivery") -> PlanOf:
        """A plan that was found. Raises ``KeyError`` where there is none.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> len(comparison.plan("aligned", "all_in").to_frame())
        2
        """
        kept = tuple(self.kept.get((question, variant), ()))
        return PlanOf(self.compiled, self.compiled.problem, self.plans[question, variant], kept)

    def results_frame(self) -> pd.DataFrame:
        """See :func:`wijkplan.planner.results.record_frames.results_frame`.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> comparison.results_frame()["variant"].nunique()
        7
        """
        from wijkplan.planner.results.record_frames import results_frame

        return results_frame(self.record)

    def terms_frame(self) -> pd.DataFrame:
        """See :func:`wijkplan.planner.results.record_frames.terms_frame`.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> list(comparison.terms_frame().columns)
        ['question', 'variant', 'term', 'euros']
        """
        from wijkplan.planner.results.record_frames import terms_frame

        return terms_frame(self.record)

    def savings_frame(self) -> pd.DataFrame:
        """See :func:`wijkplan.planner.results.record_frames.savings_frame`.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> list(comparison.savings_frame().columns)
        ['question', 'from', 'to', 'low', 'high', 'word']
        """
        from wijkplan.planner.results.record_frames import savings_frame

        return savings_frame(self.record)

    def bills_frame(self) -> pd.DataFrame:
        """See :func:`wijkplan.planner.results.record_frames.bills_frame`.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> set(comparison.bills_frame()["standing"])
        {'surely not worse'}
        """
        from wijkplan.planner.results.record_frames import bills_frame

        return bills_frame(self.record)

    def sharing_frame(self) -> pd.DataFrame:
        """See :func:`wijkplan.planner.results.record_frames.sharing_frame`.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> sum(comparison.sharing_frame()["euros"])
        0
        """
        from wijkplan.planner.results.record_frames import sharing_frame

        return sharing_frame(self.record)

    def demand_frame(self, question: str = "equal_delivery", variant: str = "bundled") -> pd.DataFrame:
        """What work asks beside the people there are, week by week, in the weeks asked for, in the baseline and in a
        plan: see
        :func:`wijkplan.planner.results.plan_frames.demand_frame`. Raises ``KeyError`` where there is no such plan.

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> sorted(set(comparison.demand_frame("all_in", "aligned")["plan"]))
        ['asked weeks', 'baseline', 'plan']
        """
        from wijkplan.models.construct.submitted import submitted
        from wijkplan.planner.plan.variants import SUBMITTED, all_in, in_variant
        from wijkplan.planner.results.plan_frames import demand_frame

        problem = self.compiled.problem
        found = {"asked weeks": submitted(in_variant(all_in(problem), SUBMITTED))}
        found |= {"baseline": self.plans[question, self.record.baseline], "plan": self.plans[question, variant]}
        return demand_frame(self.compiled, problem, found)

    def headlines(self, language: str = "en") -> tuple[str, ...]:
        """What it came to, a sentence per question (``nl`` or ``en``).

        >>> import wijkplan as wp
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> comparison.headlines("nl")[0].split(":")[0]
        'Gelijke oplevering'
        """
        from wijkplan.planner.pipeline import headlines

        return headlines(self.record, self.compiled.names, "nl" if language == "nl" else "en")

    def save(self, folder: str | Path) -> None:
        """All files of ``wijkplan compare``, whole or not at all. Raises
        :class:`~wijkplan.planner.folder.atomic_output.CannotWrite`.

        >>> import wijkplan as wp
        >>> from tempfile import mkdtemp
        >>> folder = mkdtemp()
        >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
        >>> comparison.save(folder)
        >>> wp.open(folder).record == comparison.record
        True
        """
        from wijkplan.planner.folder.atomic_output import make_folder, write_folder

        make_folder(Path(folder))
        write_folder(Path(folder), self.files)


def compare(
    programme: Programme | Model,
    *,
    seconds: float = 60.0,
    seed: int = 1,
    workers: int = 2,
    work: int | None = None,
    nobody_worse: bool = False,
) -> Comparison:
    """Every variant for every question; ``seconds`` or ``work`` rounds per variant and question. ``nobody_worse``: at
    equal delivery no employer's own people rise and fall more from quarter to quarter than in the baseline, and it is
    said what that costs.

    Raises:
        CannotCompile: the programme is contradictory.
        Disagreement: the checker does not confirm what the solver says; a fault of wijkplan.

    >>> import wijkplan as wp
    >>> comparison = wp.compare(wp.read(wp.example("one-crew-waits")), work=20)
    >>> own = [result for result in comparison.results if result.variant == "own"]
    >>> sorted(result.question for result in own if result.status == "stored")
    ['all_in', 'equal_delivery', 'sooner', 'sooner_free']
    """
    from wijkplan.planner.experiment.comparison_types import Silent
    from wijkplan.planner.experiment.stored_plans import Against
    from wijkplan.planner.pipeline import run_comparison

    model = programme.compile() if isinstance(programme, Programme) else programme
    settings = Settings(seconds, workers, seed, work)
    done = run_comparison(
        model.programme.merged,
        model.compiled,
        model.programme.paths,
        settings,
        Silent(),
        lambda: False,
        against=Against(nobody_worse=nobody_worse),
    )
    return Comparison(model.compiled, done.comparison, done.plans, done.texts, done.kept)


def open_folder(folder: str | Path, programme: Paths | None = None) -> Comparison:
    """A comparison that was saved. The programme is read from where it was made, or from ``programme``.

    Raises:
        InvalidSubmission: the programme is not there or cannot be planned.
        Stale: the folder is incomplete, of another version, or of another programme.

    >>> import wijkplan as wp
    >>> from tempfile import mkdtemp
    >>> folder = mkdtemp()
    >>> wp.compare(wp.read(wp.example("one-crew-waits")), work=20).save(folder)
    >>> len(wp.open(folder).plans)
    28
    """
    from wijkplan.planner.folder.stored_comparison import read_folder, read_run

    from ._programme import read

    place = Path(folder)
    paths = list(read_run(place).programme) if programme is None else [str(path) for path in _listed(programme)]
    model = read(paths).compile()
    stored = read_folder(place, model.compiled, [Path(path) for path in paths])
    files: dict[str, str | bytes] = {
        path.relative_to(place).as_posix(): path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()
    }
    return Comparison(model.compiled, stored.comparison, stored.plans, files, stored.kept)


def verify(folder: str | Path, programme: Paths | None = None) -> tuple[Checked, ...]:
    """Everything that a saved comparison states, derived again; a row per figure and per file, ``agrees`` says whether
    it holds.

    Raises as :func:`open_folder`.

    >>> import wijkplan as wp
    >>> from tempfile import mkdtemp
    >>> folder = mkdtemp()
    >>> wp.compare(wp.read(wp.example("one-crew-waits")), work=20).save(folder)
    >>> all(row.agrees for row in wp.verify(folder))
    True
    """
    from wijkplan.planner.folder.stored_comparison import read_folder, read_run
    from wijkplan.planner.verify.whole_folder import verify_folder

    from ._programme import read

    place = Path(folder)
    paths = list(read_run(place).programme) if programme is None else [str(path) for path in _listed(programme)]
    model = read(paths).compile()
    merged, compiled = model.programme.merged, model.compiled
    found = read_folder(place, compiled, [Path(path) for path in paths])
    return verify_folder(place, found, merged, compiled).rows
