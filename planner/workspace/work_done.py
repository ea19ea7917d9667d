"""What jobs do: plan a round, and send a plan round."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Event, Settings
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.experiment.comparison_types import Run, Silent
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.atomic_output import RUN, CannotWrite, input_hash
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.programme import Programme as Planned
from wijkplan.planner.rounds.line_history import line_history
from wijkplan.planner.rounds.plan_round import Asked, CannotRead, plan_round
from wijkplan.planner.rounds.round_folder import PLAN, Folder, RoundError
from wijkplan.planner.rounds.steps import audiences, exports, send, to_send
from wijkplan.planner.rounds.taking_part import paths_of
from wijkplan.planner.rounds.what_stands import QUESTION, VARIANT
from wijkplan.planner.share.export import Subject
from wijkplan.planner.share.secret_key import secret_key
from wijkplan.planner.text import message_of, say

from . import jobs_beside, jobs_for_others, planning_in_parts, repairing, week_prices
from .audit import note
from .core_views import write_core_view
from .job_process import Stopper, Tell
from .jobs import PRICE, CannotDo, publish_once, queue
from .models import Job, Round
from .policy import Actor
from .published_views import preview_folder, views_folder, write_views
from .rounds_of import changing, folder_of
from .tender_readers import write_readers
from .trouble import patiently
from .where import programme_folder


class Watching(Silent):
    """Turns what the search tells into events."""

    def __init__(self, tell: Tell) -> None:
        self.tell, self.now = tell, ("", "")

    def begin(self, question: str, variant: str) -> None:
        """A solve begins."""
        self.now = (question, variant)
        self.tell("solve", {"question": question, "variant": variant})

    def event(self, event: Event) -> None:
        """A better plan or bound."""
        self.tell(
            "bound",
            {
                "question": self.now[0],
                "variant": self.now[1],
                "seconds": round(event.seconds, 1),
                "cost": event.objective,
                "bound": event.bound,
            },
        )

    def done(self, run: Run) -> None:
        """A solve ended."""
        self.tell(
            "solved",
            {
                "question": run.question,
                "variant": run.variant,
                "seconds": round(run.seconds, 1),
                "cost": run.cost,
                "bound": run.bound,
            },
        )


def plan(job: Job, tell: Tell, stop: Stopper) -> str:
    """Make the comparison of a round, in its folder, as the command does: what was agreed stays where it can, and what
    cannot is asked again."""
    programme, round = job.programme, job.round
    folder = folder_of(programme)
    args: Mapping[str, Any] = job.args
    settings = Settings(float(args.get("seconds", 15)), int(args.get("workers", 2)), job.seed, args.get("work"))

    @contextmanager
    def alone() -> Iterator[None]:
        patiently(lambda: Round.objects.filter(pk=round.pk).exists())  # it may have been away while we searched
        with changing(programme):
            if Round.objects.filter(pk=round.pk).exclude(plan=round.plan).exists():
                raise CannotDo(say("another job published a plan of this round meanwhile; this one is left out"))
            yield

    try:
        with changing(programme):
            one = folder.one(round.name)
        made = plan_round(folder, one, Asked(settings, by=job.by), Watching(tell), stop, alone=alone)
    except Disagreement as fault:
        tell("fault", {"what": str(fault)})
        raise CannotDo(say("nothing is reported, because the checker does not agree with the engine")) from fault
    except CannotRead as error:
        errors = sum(one.severity == "error" for one in error.findings)
        raise CannotDo(say("together the submissions cannot be planned: {n} errors", n=errors)) from error
    except (RoundError, CannotWrite) as error:
        raise CannotDo(message_of(error)) from error
    tell("write", {})
    paths = list(paths_of(folder, made.round))
    Job.objects.filter(pk=job.pk).update(input_sha256=input_hash(find(paths)[0]))
    shutil.rmtree(preview_folder(round), ignore_errors=True)  # of the plan before
    Round.objects.filter(pk=round.pk).update(planned=job.pk)
    if args.get("publish"):  # of a demonstration, which nobody has to approve
        Round.objects.filter(pk=round.pk).update(approved=job.pk)
        queue(Actor("operator", number=job.by), Round.objects.get(pk=round.pk), "publish", {})
    else:
        with changing(programme):
            planned, compiled = _read(paths)
            stored, states = read_folder(made.out, compiled, paths), line_history(folder, made.round)
        subject = Subject(planned, compiled, stored, QUESTION, VARIANT, secret_key(), states)
        _in_place(_pages(subject, compiled, preview_folder(round)))
    return str(made.out.relative_to(programme_folder(programme.slug)))


def publish(job: Job, tell: Tell, stop: Stopper) -> str:
    """Send the approved plan round: what every party may see, as files and for its pages."""
    programme, round = job.programme, Round.objects.get(pk=job.round_id)
    folder = folder_of(programme)
    if round.planned is None or round.approved != round.planned:
        raise CannotDo(say("the core team has not approved this plan"))
    try:
        with changing(programme):
            plan = _which_plan(folder, round)
            one = folder.one(round.name)
            planned, compiled = _read(paths_of(folder, one))
            subject = to_send(folder, one, planned, compiled, secret_key(), job.by)
        tell("write", {})
        # Nobody waits for this: the rounds may be changed meanwhile, and pages are those of before.
        results = exports(subject, compiled, "nl")
        views = _pages(subject, compiled, views_folder(round))
        if stop():
            raise CannotDo(say("stopped before anything was sent"))
        with changing(programme):
            if _which_plan(folder, round) != plan or not publish_once(round.pk, round.planned, round.plan):
                raise CannotDo(say("another job published a plan of this round meanwhile"))
            try:
                sent = send(folder, folder.one(round.name), subject, results, job.by)
            except (RoundError, CannotWrite):
                Round.objects.filter(pk=round.pk).update(plan=round.plan)
                raise
            _in_place(views)
    except (RoundError, Stale, CannotWrite) as error:
        raise CannotDo(message_of(error)) from error
    for who in sorted({row.audience for row in sent}):
        note(
            Actor("operator", number=job.by),
            "disclose",
            f"round {round.name}, publication {sent[0].number}",
            programme.slug,
            who.replace(":", "-"),
        )
    return f"rounds/{round.name}/published"


def _which_plan(folder: Folder, round: Round) -> str:
    """What is another with every plan that is made."""
    return sha256(folder.path(round.name, PLAN, RUN).read_bytes()).hexdigest()


def _pages(subject: Subject, compiled: Compiled, target: Path) -> Path:
    """What pages show of a plan, beside the place where they look for it."""
    made = target.with_name(f".{target.name}.new")
    shutil.rmtree(made, ignore_errors=True)
    write_views(made, subject, audiences(compiled))
    write_core_view(made, subject)
    write_readers(made, subject)
    return made


def _in_place(made: Path) -> None:
    """Put what pages show where they look for it."""
    target = made.with_name(made.name.removeprefix(".").removesuffix(".new"))
    shutil.rmtree(target, ignore_errors=True)
    made.rename(target)


def _read(paths: Any) -> tuple[Planned, Compiled]:
    loaded = load_all(paths)
    if loaded.programme is None:
        errors = sum(one.severity == "error" for one in loaded.findings)
        raise CannotDo(say("together the submissions cannot be planned: {n} errors", n=errors))
    try:
        return loaded.programme, compile(loaded.programme)
    except CannotCompile as error:
        # Of which kind, and no more: what stands in a finding is somebody's, and the core team reads this line.
        raise CannotDo(
            say("together the submissions cannot be planned: {kind}", kind=error.findings[0].kind)
        ) from error


def _check(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_beside.check(job, tell)


def _conflicts(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_beside.conflicts(job, tell, _read(jobs_beside.paths_of_job(job))[1])


def _repair(job: Job, tell: Tell, stop: Stopper) -> str:
    return repairing.repair(job, tell, stop, _read(jobs_beside.paths_of_job(job))[1])


def _price(job: Job, tell: Tell, stop: Stopper) -> str:
    return week_prices.price(job, tell, stop, _read)


def _export(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_for_others.export(job, tell, _read)


def _outlook(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_for_others.outlook(job, tell)


def _parts(job: Job, tell: Tell, stop: Stopper) -> str:
    return planning_in_parts.plan_in_parts(job, tell, stop, _read(jobs_beside.paths_of_job(job))[1])


KINDS: Mapping[str, Callable[[Job, Tell, Stopper], str]] = {
    "plan": plan,
    "publish": publish,
    "check": _check,
    "conflicts": _conflicts,
    "repair": _repair,
    PRICE: _price,
    "export": _export,
    "outlook": _outlook,
    "parts": _parts,
}
"""What each kind of job does; it gives back where its result is, in the folder of the programme."""
