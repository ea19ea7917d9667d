"""A plan of an output folder with its problem, for questions about its lines. What that takes is remembered, so that
the next question about the same plan is answered at once (:mod:`wijkplan.planner.folder.remembered`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem
from wijkplan.planner.folder.atomic_output import programme_at
from wijkplan.planner.folder.remembered import key_of, recall, remember
from wijkplan.planner.plan.kept_weeks import KeptWeek
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.text import message_of

if TYPE_CHECKING:
    from wijkplan.planner.compile import Compiled
    from wijkplan.planner.compile.names import Names
    from wijkplan.planner.programme import Programme

Reading = Callable[[Sequence[Path]], "tuple[Programme, Compiled]"]
FOLDER = ("run.json", "comparison.json")


@dataclass(frozen=True, slots=True)
class Subject:
    """A plan with its problem, for questions about its lines. ``kept`` is what keeping its week would cost each work
    that it moves, where that is known already; ``reader`` the party that asks, ``None``: who may know all;
    ``frameworks`` are the projects that are called off under each, by its id."""

    problem: Problem
    names: Names
    plan: Plan
    kept: tuple[KeptWeek, ...] | None = None
    reader: Reader | None = None
    frameworks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


class NoSubject(ValueError):
    """The folder has no such plan, is not what ``wijkplan compare`` wrote, or not of this programme; the message says
    which."""


def subject_of(out: Path, programme: Sequence[Path], question: str, variant: str, reading: Reading) -> Subject:
    """The plan of a folder that ``wijkplan compare`` wrote for the programme at ``programme`` (nothing: where the
    folder says that it was). ``reading`` gives the programme, where it was not remembered. Raises
    :class:`NoSubject`."""
    key = None
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):  # reading it says what is wrong
        key = key_of(_files(out, programme), question, variant)
        known = recall(key)
        if isinstance(known, Subject):
            return known
    made = _made(out, programme, question, variant, reading)
    if key is not None:
        remember(key, made)
    return made


def prepare(out: Path, programme: Programme, compiled: Compiled) -> None:
    """Remember the plan of a new folder that is sent round, so that even the first question about it is answered at
    once."""
    with suppress(NoSubject, OSError):  # no plan was found, or the folder was taken away
        subject_of(out, (), "equal_delivery", "bundled", lambda _: (programme, compiled))


def _files(out: Path, programme: Sequence[Path]) -> Iterator[Path]:
    """All files that a subject follows from: those of the programme, and the plans and statements of the folder."""
    yield from (out / name for name in FOLDER)
    yield from sorted(out.glob("plan-*.json"))
    names = () if programme else json.loads((out / FOLDER[0]).read_text("utf-8"))["programme"]
    yield from _inside(programme or [programme_at(Path(name), out) for name in names])


def _inside(stated: Sequence[Path]) -> Iterator[Path]:
    """The files of a programme."""
    for path in stated:
        if not path.exists():
            raise FileNotFoundError(path)
        yield from sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]


def _made(out: Path, programme: Sequence[Path], question: str, variant: str, reading: Reading) -> Subject:
    from wijkplan.planner.folder.stored_comparison import Stale, paths_of, read_folder
    from wijkplan.planner.plan.variant_words import no_plan
    from wijkplan.planner.plan.variants import VARIANTS, in_variant, question_of

    try:
        paths = programme or paths_of(out)
        compiled, frameworks = _compiled(paths, reading)
        asked = question_of(question)
        folder = read_folder(out, compiled, paths, (asked, variant))
    except Stale as error:
        raise NoSubject(message_of(error)) from error
    if (asked, variant) not in folder.plans:
        raise NoSubject(no_plan(out, variant, question))
    problem = in_variant(folder.asked(compiled)[asked], VARIANTS[variant])
    plan, kept = folder.plans[asked, variant], folder.kept.get((asked, variant))
    return Subject(problem, compiled.names, plan, kept, None, frameworks)


def _compiled(paths: Sequence[Path], reading: Reading) -> tuple[Compiled, Mapping[str, tuple[int, ...]]]:
    """A programme with what is called off under each framework; remembered too, for questions about another of its
    plans."""
    from wijkplan.planner.compile import Compiled

    from .what_if import under_frameworks

    key = None
    with suppress(OSError):  # reading it says what is wrong
        key = key_of(_inside(paths), "compiled")
        match recall(key):
            case (Compiled() as known, dict() as frameworks):
                return known, frameworks
    merged, compiled = reading(paths)
    made = compiled, under_frameworks(merged, compiled)
    if key is not None:
        remember(key, made)
    return made
