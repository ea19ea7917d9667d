"""What jobs do: plan a round, and send a plan round."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from wijkplan.models.outcome import Event, Settings
from wijkplan.planner.compile import CannotCompile, Compiled, compile
from wijkplan.planner.experiment.comparison_types import Run, Silent
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.atomic_output import CannotWrite, input_hash, make_folder, write_folder
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.intake.decode import find
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.pipeline import run_comparison
from wijkplan.planner.programme import Programme as Planned
from wijkplan.planner.rounds.line_history import line_history
from wijkplan.planner.rounds.round_folder import PLAN, Folder, RoundError
from wijkplan.planner.rounds.steps import audiences
from wijkplan.planner.rounds.steps import publish as sent_round
from wijkplan.planner.rounds.taking_part import paths_of
from wijkplan.planner.rounds.what_stands import QUESTION, VARIANT, put_standing
from wijkplan.planner.share.export import Subject
from wijkplan.planner.share.secret_key import secret_key

from . import jobs_beside
from .audit import note
from .core_views import write_core_view
from .job_process import Stopper, Tell
from .jobs import publish_once, queue
from .models import Job, Round
from .policy import Actor
from .published_views import FOLDER, write_views
from .rounds_of import changing, folder_of
from .where import programme_folder


class CannotDo(ValueError):
    """Why a job ends without result, in one line."""


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
    """Make the comparison of a round, in its folder."""
    programme, round = job.programme, job.round
    folder = folder_of(programme)
    with changing(programme):
        one = folder.one(round.name)
        if one.state not in ("open", "collecting", "planned", "published"):
            raise CannotDo(f"round {one.id} is {one.state}; it is not planned again")
        put_standing(folder, one, job.by)
        paths = paths_of(folder, one)
    planned, compiled = _read(paths)
    Job.objects.filter(pk=job.pk).update(input_sha256=input_hash(find(list(paths))[0]))
    args: Mapping[str, Any] = job.args
    settings = Settings(float(args.get("seconds", 15)), int(args.get("workers", 2)), job.seed, args.get("work"))
    try:
        done = run_comparison(planned, compiled, paths, settings, Watching(tell), stop)
    except Disagreement as fault:
        raise CannotDo(f"nothing is reported, because the checker does not agree with the engine: {fault}") from fault
    tell("write", {})
    out = folder.path(round.name, PLAN)
    try:
        with changing(programme):
            if Round.objects.filter(pk=round.pk).exclude(plan=round.plan).exists():
                raise CannotDo("another job published a plan of this round meanwhile; this one is left out")
            make_folder(out)
            write_folder(out, done.texts)
            folder.move_to(folder.one(round.name), "planned", job.by)
            Round.objects.filter(pk=round.pk).update(planned=job.pk)
    except CannotWrite as error:
        raise CannotDo(str(error)) from error
    if args.get("publish"):  # of a demonstration, which nobody has to approve
        Round.objects.filter(pk=round.pk).update(approved=job.pk)
        queue(Actor("operator", number=job.by), Round.objects.get(pk=round.pk), "publish", {})
    return str(out.relative_to(programme_folder(programme.slug)))


def publish(job: Job, tell: Tell, stop: Stopper) -> str:
    """Send the approved plan round: what every party may see, as files and for its pages."""
    programme, round = job.programme, Round.objects.get(pk=job.round_id)
    folder = folder_of(programme)
    if round.planned is None or round.approved != round.planned:
        raise CannotDo("the core team has not approved this plan")
    with changing(programme):
        one = folder.one(round.name)
        paths = paths_of(folder, one)
        planned, compiled = _read(paths)
        tell("write", {})
        if stop():
            raise CannotDo("stopped before anything was sent")
        if not publish_once(round.pk, round.planned, round.plan):
            raise CannotDo("another job published a plan of this round meanwhile")
        try:
            sent = sent_round(folder, one, planned, compiled, secret_key(), "nl", job.by)
        except (RoundError, Stale, CannotWrite) as error:
            Round.objects.filter(pk=round.pk).update(plan=round.plan)
            raise CannotDo(str(error)) from error
        views_of_round(folder, round.name, planned, compiled, programme.slug)
    for who in sorted({row.audience for row in sent}):
        note(
            Actor("operator", number=job.by),
            "disclose",
            f"round {round.name}, publication {sent[0].number}",
            programme.slug,
            who.replace(":", "-"),
        )
    return f"rounds/{round.name}/published"


def views_of_round(folder: Folder, name: str, planned: Planned, compiled: Compiled, slug: str) -> None:
    """What pages show of a round that was sent round."""
    one = folder.one(name)
    stored = read_folder(folder.path(name, PLAN), compiled, paths_of(folder, one))
    subject = Subject(planned, compiled, stored, QUESTION, VARIANT, secret_key(), line_history(folder, one))
    write_views(programme_folder(slug) / FOLDER / name, subject, audiences(compiled))
    write_core_view(programme_folder(slug) / FOLDER / name, subject)


def _read(paths: Any) -> tuple[Planned, Compiled]:
    loaded = load_all(paths)
    if loaded.programme is None:
        errors = sum(one.severity == "error" for one in loaded.findings)
        raise CannotDo(f"together the submissions cannot be planned: {errors} errors")
    try:
        return loaded.programme, compile(loaded.programme)
    except CannotCompile as error:
        raise CannotDo(f"together the submissions cannot be planned: {error.findings[0].what}") from error


def _check(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_beside.check(job, tell)


def _conflicts(job: Job, tell: Tell, stop: Stopper) -> str:
    del stop
    return jobs_beside.conflicts(job, tell, _read(jobs_beside.paths_of_job(job))[1])


KINDS: Mapping[str, Callable[[Job, Tell, Stopper], str]] = {
    "plan": plan,
    "publish": publish,
    "check": _check,
    "conflicts": _conflicts,
}
"""What each kind of job does; it gives back where its result is, in the folder of the programme."""
