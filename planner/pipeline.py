"""From a compiled programme to everything that ``wijkplan compare`` writes, and back from its folder to a report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path

from wijkplan.models.construct.submitted import submitted
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled, Names
from wijkplan.planner.experiment.compare import compare
from wijkplan.planner.experiment.comparison_types import Watch
from wijkplan.planner.experiment.engine import Engine, real_engine
from wijkplan.planner.experiment.newcomer_runs import NewcomerRuns, newcomer_runs, to_ask
from wijkplan.planner.experiment.race_loop import Goal, race
from wijkplan.planner.experiment.stored_plans import Against
from wijkplan.planner.folder.atomic_output import RUN, input_hash, machine, versions
from wijkplan.planner.folder.stored_comparison import AGREED_WEEKS, COMPARISON, read_folder
from wijkplan.planner.intake.decode import find
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.variants import ALL_QUESTIONS, QUESTIONS, SUBMITTED, Question, all_in, in_variant
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison, Provenance, RunSettings
from wijkplan.planner.record.newcomers import NAME as NEWCOMERS
from wijkplan.planner.report import draw
from wijkplan.planner.report.packed import LIBRARY
from wijkplan.planner.results import certificate_file, guarantee_record, newcomers_record
from wijkplan.planner.results.comparison_json import (
    ASKED_WEEKS,
    agreed_weeks_plan,
    asked_weeks_plan,
    assemble,
    plan_file_name,
    plan_of,
)
from wijkplan.planner.results.forced_record import groups
from wijkplan.planner.results.forced_record import plans as forced_plans
from wijkplan.planner.results.front import front
from wijkplan.planner.results.scenario import WHOLE
from wijkplan.planner.results.sentences import lines
from wijkplan.planner.tenders.tender_documents import tender_papers
from wijkplan.planner.text import Language, translated


@dataclass(frozen=True, slots=True)
class Done:
    """A finished comparison, its plans by question and variant, the contents of all files by name, per document that
    could not be made why not, and what keeping its week would cost each work that a plan moves."""

    comparison: Comparison
    plans: dict[tuple[str, str], Plan]
    texts: dict[str, str | bytes]
    failed: dict[str, str]
    kept: Mapping[tuple[str, str], Sequence[KeptWeek]]
    names: Names


def run_comparison(
    programme: Programme,
    compiled: Compiled,
    paths: Sequence[Path],
    settings: Settings,
    watch: Watch,
    stop: Callable[[], bool],
    engine: Engine | None = None,
    effect: int = WHOLE,
    goal: Goal | None = None,
    against: Against | None = None,
    questions: Sequence[Question] = ALL_QUESTIONS,
    intake: bool = False,
    last: Plan | None = None,
) -> Done:
    """Compare, check and draw; ``effect`` is the percentage of bundling effects in the market scenario. With a
    ``goal`` it is a race: then ``settings.seconds`` is the limit of all solves together. Of ``questions`` those in
    home-weeks may be left out; a race leaves them out.

    With ``intake`` everything together is also asked with newcomers, beside the same without, in each question but *all
    in*; nothing else changes. ``last`` is a plan to go on from (not in a race).

    Raises :class:`~wijkplan.planner.experiment.engine.Disagreement`.
    """
    from wijkplan.planner.results.record_frames import tables  # late: pandas, which a report drawn again does not need

    began, clock = datetime.now().astimezone(), time.monotonic()
    fingerprint = input_hash(
        find(list(paths))[0]
    )  # now: by the end of the comparison somebody may have changed the files
    questions = QUESTIONS if goal is not None else tuple(q for q in ALL_QUESTIONS if q in (*QUESTIONS, *questions))
    compare_all = partial(compare, questions=questions, last=last) if goal is None else partial(race, goal=goal)
    against = against or Against()
    compared = compare_all(
        compiled.problem,
        compiled.flexible,
        engine or real_engine(),
        settings,
        watch,
        stop,
        groups(compiled.names),
        against=against,
    )
    found: tuple[NewcomerRuns, ...] = ()
    if intake:
        found = newcomer_runs(compared.all_runs, compiled, engine or real_engine(), settings, watch, stop)
    comparison = assemble(programme, compiled, compared, effect)
    run = Provenance(
        format_version=1,
        programme=tuple(map(str, paths)),
        input_sha256=fingerprint,
        versions=versions() | {LIBRARY: version(LIBRARY)},
        settings=RunSettings(
            time_limit=settings.seconds,
            workers=settings.workers,
            seed=settings.seed,
            work=settings.work,
            bundling_effect=effect,
            until_verdict=goal is not None,
            baseline=against.baseline,
            orders=against.orders,
            nobody_worse=against.nobody_worse,
            intake=intake,
            questions=questions,
        ),
        machine=machine(),
        started=began.isoformat(timespec="seconds"),
        seconds=round(time.monotonic() - clock, 1),
        interrupted=compared.interrupted or (intake and len(found) < len(to_ask(compared.all_runs))),
        failed_documents={},
    )
    made = [(r, r.plan) for r in compared.all_runs if r.plan is not None]
    plans: dict[tuple[str, str], Plan] = {(r.question, r.variant): plan for r, plan in made}
    kept: dict[tuple[str, str], tuple[KeptWeek, ...]] = {(r.question, r.variant): r.kept or () for r, _ in made}
    texts: dict[str, str | bytes] = {plan_file_name(r): plan_of(compiled, r, settings.seed).to_json() for r, _ in made}
    if compared.stored.asked_weeks is not None:
        texts[ASKED_WEEKS] = asked_weeks_plan(compiled, compared.stored.asked_weeks, settings.seed).to_json()
    elif compared.stored.last is not None:
        texts[AGREED_WEEKS] = agreed_weeks_plan(compiled, compared.stored.last, settings.seed).to_json()
    texts |= {name: plan.to_json() for name, plan in forced_plans(compiled, compared.forced, settings.seed)}
    free = compared.unguarded
    if free is not None and free.plan is not None:
        texts[guarantee_record.plan_file_name(free.question)] = guarantee_record.plan_of(
            compiled, free, settings.seed
        ).to_json()
    newcomers = newcomers_record.newcomers_record(compiled, found) if intake else None
    if newcomers is not None:
        texts[NEWCOMERS] = newcomers.to_json()
        for one in found:
            for side, told in (("without", one.without), ("beside", one.beside)):
                assert told.plan is not None
                name = newcomers_record.plan_file_name(told.question, side)
                texts[name] = newcomers_record.plan_of(compiled, told, settings.seed).to_json()
    papers = tender_papers(programme, compiled, comparison, plans, began.replace(microsecond=0))
    papers.add(
        "report.html",
        lambda: draw(compiled, comparison, plans, compared.stored.asked, compared.submitted, run, kept, newcomers),
    )
    texts |= papers.made | tables(comparison, programme, compiled, plans, kept)
    texts |= {
        COMPARISON: comparison.to_json(),
        certificate_file.NAME: certificate_file.certificates(compared).to_json(),
        RUN: run.model_copy(update={"failed_documents": papers.failed}).to_json(),
    }
    return Done(comparison, plans, texts, papers.failed, kept, compiled.names)


def headlines(comparison: Comparison, names: Names, language: Language) -> tuple[str, ...]:
    """The sentence of each question, with how far bids may rise for what combining adds last; then what it asks of
    people and hangs on, and what a race and forced combinations came to."""
    from wijkplan.planner.report.conclusions import Sentences
    from wijkplan.planner.report.locale import DUTCH, ENGLISH

    spoken = Sentences(DUTCH if language == "nl" else ENGLISH)
    found = []
    for question in dict.fromkeys(r.question for r in comparison.in_euros):
        base = comparison.result(question, comparison.baseline)
        if base is not None and base.cost is None:
            base = None
        combining = spoken.combining(comparison, question) if base else ""
        told = spoken.headline(question, comparison.saving(question, comparison.baseline, "bundled"), base)
        beside = spoken.beside(base, comparison.result(question, "bundled")) if question == "equal_delivery" else ""
        found.append(" ".join([told, *([beside] if beside else []), *([combining] if combining else [])]))
    found += [told for one in comparison.sooner if (told := spoken.sooner(one, comparison.baseline))]
    return (*found, *(translated(line, language) for line in (*front(comparison, names), *lines(comparison))))


def redraw(folder: Path, compiled: Compiled, paths: Sequence[Path]) -> str:
    """The report of an output folder. Raises :class:`~wijkplan.planner.folder.stored_comparison.Stale`."""
    read = read_folder(folder, compiled, paths)
    asked = submitted(in_variant(all_in(compiled.problem), SUBMITTED))
    return draw(
        compiled,
        read.comparison,
        read.plans,
        read.asked(compiled),
        asked,
        read.run,
        read.kept,
        read.newcomers,
        read.robust,
    )
