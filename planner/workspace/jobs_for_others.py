"""Jobs whose result is for others than who hands in: what one more audience may see of a plan that was sent round, and
the outlook of a region, which rests on public figures only."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.atomic_output import CannotWrite, make_folder, write_bytes, write_text
from wijkplan.planner.folder.stored_comparison import Stale, read_folder
from wijkplan.planner.programme import Programme as Planned
from wijkplan.planner.rounds.round_folder import PLAN, RoundError
from wijkplan.planner.rounds.taking_part import paths_of
from wijkplan.planner.rounds.what_stands import QUESTION, VARIANT
from wijkplan.planner.share.audience import UnknownAudience, audience
from wijkplan.planner.share.export import Subject, log
from wijkplan.planner.share.export import export as exported
from wijkplan.planner.share.secret_key import secret_key
from wijkplan.planner.text import message_of, say

from .audit import note
from .job_process import Tell
from .jobs import CannotDo
from .models import Job, Programme, Round
from .policy import Actor
from .rounds_of import changing
from .where import programme_folder

AUDIENCES = ("school", "uwv", "union", "steering-group", "public")
"""Who has files of its own beside employers, clients and the core team, to whom a plan is sent round anyway;
municipalities are named by their code."""

OF_ROLE = {"school": ("school", "uwv"), "union": ("union",)}
"""Whose files the members of an organisation of a role read."""

NAMES = {"school": say("schools"), "uwv": say("UWV"), "union": say("unions")}
Reading = Callable[[Sequence[Path]], "tuple[Planned, Compiled]"]


def exports_folder(round: Round, who: str) -> Path:
    """Files of one audience: of the last export."""
    return programme_folder(round.programme.slug) / "exports" / round.name / who


def exported_files(round: Round) -> list[tuple[str, str]]:
    """What was exported of a round: audience and name of each file."""
    base = programme_folder(round.programme.slug) / "exports" / round.name
    return sorted((path.parent.name, path.name) for path in base.glob("*/*") if path.is_file())


def role_pages(role: str, round: Round) -> list[str]:
    """Which pages there are for the members of an organisation of a role."""
    return [who for who in OF_ROLE.get(role, ()) if (exports_folder(round, who) / f"wijkplan-{who}.html").is_file()]


def export(job: Job, tell: Tell, reading: Reading) -> str:
    """What one audience may see of the plan that was sent round, as ``wijkplan export`` writes it."""
    round = Round.objects.select_related("programme").get(pk=job.round_id)
    if round.plan is None or round.plan != round.planned:
        raise CannotDo(say("the plan that was made last was not sent round yet; others read what was sent round"))
    try:
        with changing(round.programme) as folder:
            one, out = folder.one(round.name), folder.path(round.name, PLAN)
            paths = list(paths_of(folder, one))
            planned, compiled = reading(paths)
            who = audience(str(job.args["audience"]), compiled.names)
            if who.kind in ("employer", "client", "clearing", "core-team"):
                raise CannotDo(say("employers, clients and the core team read what was sent round"))
            stored = read_folder(out, compiled, paths)
            subject = Subject(planned, compiled, stored, QUESTION, VARIANT, secret_key())
            made = exported(subject, who, "nl")
            target = exports_folder(round, who.file_name)
            log(out, subject, who, made)  # first: nothing leaves that is not in the log
            shutil.rmtree(target, ignore_errors=True)
            make_folder(target)
            write_bytes({target / name: raw for name, raw in made.files.items()})
    except (UnknownAudience, RoundError, Stale, CannotWrite) as error:
        raise CannotDo(message_of(error)) from error
    about = f"round {round.name}, export"
    note(Actor("operator", number=job.by), "disclose", about, round.programme.slug, who.file_name)
    tell("exported", {"files": len(made.files)})
    return str(target.relative_to(programme_folder(round.programme.slug)))


def outlook_folder(programme: Programme) -> Path:
    """The last outlook of a programme."""
    return programme_folder(programme.slug) / "outlook"


def outlook(job: Job, tell: Tell) -> str:
    """Which districts in which year with the people there are: public figures and norms only."""
    from wijkplan.planner.outlook.check import recheck  # late: pages do without
    from wijkplan.planner.outlook.make import UnknownRegion, Wanted
    from wijkplan.planner.outlook.make import outlook as outlook_of
    from wijkplan.planner.outlook.page import page as outlook_page
    from wijkplan.planner.outlook.tables import tables

    try:
        made = outlook_of(Wanted(str(job.args.get("region", "country")), int(job.args.get("first", 2027))))
    except UnknownRegion as error:
        raise CannotDo(message_of(error)) from error
    recheck(made)
    target = outlook_folder(job.programme)
    make_folder(target)
    for name, text in tables(made).items():
        write_text(target / name, text)
    write_text(target / "outlook.json", made.model_dump_json(indent=1) + "\n")
    write_text(target / "outlook.html", outlook_page(made))
    tell("outlook", {"region": made.name})
    return "outlook"
