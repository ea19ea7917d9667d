"""A round read and planned: what commands and the workspace call. Nothing here prints or asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import CannotCompile, Compiled, Compiler
from wijkplan.planner.experiment.comparison_types import Watch
from wijkplan.planner.experiment.engine import Engine, real_engine
from wijkplan.planner.experiment.stored_plans import Against
from wijkplan.planner.findings.finding import Finding
from wijkplan.planner.folder.atomic_output import make_folder, write_folder
from wijkplan.planner.folder.stored_comparison import read_folder
from wijkplan.planner.intake.read_programme import Loaded, load_all, note_places
from wijkplan.planner.pipeline import Done, run_comparison
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.variants import ALL_QUESTIONS, VARIANTS, Question
from wijkplan.planner.programme import Programme
from wijkplan.planner.share.party_page import tables_page
from wijkplan.planner.share.xlsx_writer import workbook
from wijkplan.planner.text import LANGUAGES, say

from .change_types import AskedAgain, LeastChange
from .departure import departure, departure_sheets
from .difference import difference
from .files_of_round import CORE
from .hold import as_it_stands, budgets_kept, changes, holding, requests, with_state
from .lines import Line
from .plan_side import side
from .refused_weeks import refused_weeks
from .round_folder import CHANGES, PLAN, Folder, RoundError
from .round_types import Round
from .solving import Solving
from .steps import budgets_of
from .subject import prepare
from .taking_part import check_party, leave, paths_of
from .what_stands import QUESTION, SENT_ROUND, VARIANT, standing, write_standing

TRIES = 2
"""How often all is planned again with lines held, so that parties see no more changes than they were promised."""


class CannotRead(RoundError):
    """The submissions of a round make no programme; ``findings`` say why."""

    def __init__(self, round: str, findings: Sequence[Finding]) -> None:
        super().__init__(f"the submissions of round {round} cannot be planned; its findings say why")
        self.findings = list(findings)


class NoPlan(RoundError):
    """No plan of a round was found, not even with everything allowed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a round is planned: how long and with what seed, which parties leave (employers with the last day on which
    their people are there, clients with ``None``) and why, by whom; and against what and to which questions."""

    settings: Settings
    leaving: Mapping[str, date | None] = field(default_factory=dict)
    reason: str = "left"
    by: str = CORE
    against: Against = field(default_factory=Against)
    questions: Sequence[Question] = ALL_QUESTIONS


@dataclass(frozen=True, slots=True)
class Planned:
    """A round that was planned: the comparison in its folder ``out``, the lines of the last plan as they stood, and
    what of them changes or is asked again."""

    round: Round
    out: Path
    done: Done
    held: Mapping[str, Line]
    changes: LeastChange


def programme_of(
    folder: Folder, round: Round, leaving: frozenset[str] = frozenset()
) -> tuple[Programme, Compiled, list[Path]]:
    """The programme of a round, compiled, and its files; what stands of the round before takes part once the round is
    planned. Raises :class:`CannotRead`."""
    read = _read(folder, round, leaving)
    return read.programme, read.compiled(read.programme), read.paths


@dataclass(frozen=True, slots=True)
class _Read:
    """The files of a round, read once, and compiled again where something else stands."""

    round: str
    programme: Programme
    paths: list[Path]
    loaded: Loaded
    compile: Compiler = field(default_factory=Compiler)

    def compiled(self, programme: Programme) -> Compiled:
        """The programme with what stands in it. Raises :class:`CannotRead`."""
        try:
            return self.compile(programme)
        except CannotCompile as error:
            raise self.refused(error) from error

    def refused(self, error: CannotCompile) -> CannotRead:
        """Findings at their place in the files."""
        return CannotRead(self.round, note_places(error.findings, self.loaded.submitted))


def _read(folder: Folder, round: Round, leaving: frozenset[str]) -> _Read:
    paths = paths_of(folder, round, leaving)
    folder.as_logged(round.id, (path.relative_to(folder.path(round.id)).as_posix() for path in paths))
    loaded = load_all(paths)
    if loaded.programme is None:
        raise CannotRead(round.id, loaded.findings)
    return _Read(round.id, loaded.programme, paths, loaded)


def plan_round(
    folder: Folder,
    round: Round,
    asked: Asked,
    watch: Watch,
    stop: Callable[[], bool],
    engine: Engine | None = None,
    alone: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Planned:
    """Make the comparison of a round in its folder. What was accepted or done in the rounds before it stays; a party
    leaves only once the others can be planned. ``alone`` is held while files are written and not while a plan is looked
    for, for who shares the folder with others meanwhile.

    Raises:
        RoundError: the round is past planning; :class:`CannotRead` where its submissions make no programme,
            :class:`NoPlan` where none was found.
        Disagreement: the checker does not agree with the engine; nothing is written then.
        CannotWrite: the folder cannot be written.
    """
    if round.state not in ("open", "collecting", "planned", "published"):
        raise RoundError(
            say(
                "round {id} is {state}; open the next one: wijkplan round open {root} ID --status-date DATE",
                id=round.id,
                state=round.called,
                root=folder.root,
            )
        )
    engine = engine or real_engine()
    leaving = {party: day for party, day in asked.leaving.items() if day is not None}
    for party, day in asked.leaving.items():
        check_party(folder, round, party, "client" if day is None else "employer")
    clients = frozenset(asked.leaving) - leaving.keys()
    held, agreed, last = standing(folder, round, leaving)
    again: tuple[AskedAgain, ...] = ()
    mended: Plan | None = None
    if agreed is not None:
        with alone():
            write_standing(folder, round, agreed, asked.by)
    read = _read(folder, round, clients)
    programme, solving = read.programme, Solving(engine, asked.settings, stop, read.compile)
    if agreed is not None:
        refused = frozenset(name for name, line in held.items() if line.state == "refused")
        try:
            firm, again, mended = holding(programme, last, solving)
        except CannotCompile as error:
            raise read.refused(error) from error
        left = refused_weeks(replace(programme, agreed=firm), refused, last, solving)
        programme = replace(programme, agreed=left)
        if left != firm:
            firm, mended = left, as_it_stands(programme, last, solving)
        if firm != agreed:
            with alone():
                write_standing(folder, round, firm, asked.by)
    compiled, paths = read.compiled(programme), read.paths
    with alone():
        for party, day in sorted(asked.leaving.items()):
            leave(folder, round, party, asked.reason, day, asked.by)
        out = folder.path(round.id, PLAN)
        make_folder(out)  # before anything is looked for: who cannot write hears it at once
    compare = partial(
        run_comparison,
        paths=paths,
        settings=asked.settings,
        watch=watch,
        stop=stop,
        engine=engine,
        against=asked.against,
        questions=asked.questions,
        last=mended,
    )
    done = compare(programme, compiled)
    values = _values(done)
    if not values["activities"]:
        raise NoPlan(
            say(
                "no plan of round {id} was found; wijkplan conflicts {folder} says which rules cannot hold together, "
                "more time (--time-limit) may find one",
                id=round.id,
                folder=folder.path(round.id),
            )
        )
    budgets = budgets_of(folder, round)
    kept, hold = budgets_kept(programme, compiled, values, budgets)
    for _ in range(TRIES if programme.agreed is not None else 0):
        if not hold:
            break
        assert programme.agreed is not None
        stands = with_state(programme.agreed, hold, "held")
        fewer = replace(programme, agreed=stands)
        try:
            held_so = read.compile(fewer)
        except CannotCompile:  # what is held leaves no plan: more changes than were promised, and that is told
            break
        with alone():
            write_standing(folder, round, stands, asked.by)
        again_done = compare(fewer, held_so)
        if not _values(again_done)["activities"]:
            break
        programme, compiled, done, values = fewer, held_so, again_done, _values(again_done)
        kept, hold = budgets_kept(programme, compiled, values, budgets)
    with alone():
        if programme.agreed is not None:
            write_standing(folder, round, programme.agreed, asked.by)
        write_folder(out, done.texts)
        folder.record(round.id, SENT_ROUND, "plan", asked.by)
    told = changes(programme, values, read.compile).model_copy(
        update={"asked_again": again, "budgets": tuple(kept), "threshold_eur": round.threshold_eur}
    )
    if round.threshold_eur is not None and values["activities"]:
        stored = read_folder(out, compiled, paths)
        rows, saved = requests(
            programme,
            stored,
            QUESTION,
            VARIANTS[VARIANT],
            round.threshold_eur,
            solving,
        )
        told = told.model_copy(update={"requests": rows, "requests_save_eur": saved})
    prepare(out, programme, compiled)
    with alone():
        for party, day in sorted(leaving.items()):
            _departed(folder, round, party, day, held, (compiled, paths), asked.by)
        folder.add(round.id, {CHANGES: (told.model_dump_json(indent=1) + "\n").encode()}, "changes", asked.by)
        return Planned(folder.move_to(round, "planned", asked.by), out, done, held, told)


def _departed(
    folder: Folder,
    round: Round,
    party: str,
    day: date,
    held: Mapping[str, Line],
    here: tuple[Compiled, list[Path]],
    by: str,
) -> None:
    """Write what goes with an employer that leaves, and what it costs whom, into the folder of the round."""
    before = folder.previous(round)
    assert before is not None
    _, last, paths = programme_of(folder, before)
    sides = [
        side(folder.path(one.id, PLAN), files, VARIANT, QUESTION, partial(_known, known))
        for one, files, known in ((before, paths, last), (round, here[1], here[0]))
    ]
    euros = None if sides[0].euros is None or sides[1].euros is None else (sides[0].euros, sides[1].euros)
    plans = [from_json(known, one.values)[0] for known, one in zip((last, here[0]), sides, strict=True)]
    found = difference(sides[0].values, sides[1].values, euros)
    told = departure(party, day, held, (last, plans[0]), (here[0], plans[1]), found)
    sheets = departure_sheets(told)
    title = say("{party} leaves", party=party)
    about = say("Its people are there until {day}; then the others go on.", day=day)
    files: dict[str, bytes] = {"json": (told.model_dump_json(indent=1) + "\n").encode()}
    for language in LANGUAGES:
        files[f"{language}.html"] = tables_page(title, about, sheets, language).encode()
        files[f"{language}.xlsx"] = workbook(sheets, language, datetime.combine(round.status_date, time()))
    folder.add(round.id, {f"leaving-{party}.{end}": raw for end, raw in files.items()}, "leaving", by)


def _known(compiled: Compiled, paths: Sequence[Path]) -> Compiled:
    """A programme that was read already."""
    del paths
    return compiled


def _values(done: Done) -> Mapping[str, Any]:
    """The plan that is sent round; one of nothing where none was found."""
    text = done.texts.get(Path(SENT_ROUND).name)
    return {"activities": [], "tenders": []} if text is None else json.loads(text)
