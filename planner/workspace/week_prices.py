"""What another week of one of its works would cost a party: asked for at the line, answered by a job, which plans the
whole again where others would have to make room.

A price is of the plan that was sent round and no other, and is told as the party may read it: as euros and a rule,
without names, works or heads of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled
from wijkplan.planner.compile.labels import week_label
from wijkplan.planner.experiment.engine import Disagreement, real_engine
from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.programme import Programme as Planned
from wijkplan.planner.rounds.round_folder import PLAN
from wijkplan.planner.rounds.subject import NoSubject, Subject, subject_of
from wijkplan.planner.rounds.taking_part import paths_of
from wijkplan.planner.rounds.week_cost_words import week_cost_words
from wijkplan.planner.rounds.what_stands import QUESTION, VARIANT
from wijkplan.planner.rounds.why import WeekCost, solved_week, week_cost
from wijkplan.planner.text import message_of, say

from .job_process import Stopper, Tell
from .jobs import ENDED, PRICE, CannotDo, queue
from .models import Job, Organisation, Round
from .pages_in import said, t
from .policy import Actor
from .rounds_of import changing
from .where import programme_folder

SECONDS = 10
"""How long the whole is planned again for one price."""

WAITING, MOST = 3, 40
"""Prices that a party may wait for at once, and ask for in one round: others wait for the same processors."""

AGAIN = say(
    "The round is being planned again; the price of another week can be asked for once that plan is sent round."
)
Reading = Callable[[Sequence[Path]], "tuple[Planned, Compiled]"]


def ask(actor: Actor, round: Round, party: Organisation, line: dict[str, Any], week: str) -> str | None:
    """Ask for a price; a sentence where that cannot be."""
    if round.plan is None or round.plan != round.planned:
        return said(AGAIN)
    if week not in line["possible"]:
        return t("This work cannot start in {week}: its window, permits or calendar leave no start there.", week=week)
    mine = _asked(round, party)
    if any(one.args["line"] == line["line"] and one.args["week"] == week for one in mine if one.state != "failed"):
        return None
    if sum(one.state not in ENDED for one in mine) >= WAITING or len(mine) >= MOST:
        return t("You asked for {n} prices already; wait until they are there.", n=len(mine))
    args = {"party": party.party, "line": line["line"], "week": week, "plan": round.plan, "seconds": SECONDS}
    queue(actor, round, PRICE, args)
    return None


def prices_of(round: Round, party: Organisation) -> dict[str, list[dict[str, Any]]]:
    """Per line the prices that were asked for, in the language of the page; ``text`` is ``None`` while one waits."""
    found: dict[str, list[dict[str, Any]]] = {}
    for job in _asked(round, party):
        row: dict[str, Any] = {"week": job.args["week"], "text": None}
        if job.state == "done":
            row["text"] = said(week_cost_words(_read(job)))
        elif job.state in ENDED:
            row["text"] = t("{week}: no price could be made.", week=job.args["week"])
        found.setdefault(job.args["line"], []).append(row)
    return found


def _asked(round: Round, party: Organisation) -> list[Job]:
    """What a party asked for of the plan that was sent round."""
    asked = Job.objects.filter(round=round, kind=PRICE, args__party=party.party, args__plan=round.plan)
    return list(asked.order_by("pk").select_related("programme"))


def _path(job: Job) -> Path:
    return programme_folder(job.programme.slug) / "jobs" / f"{job.pk}-price.json"


def _read(job: Job) -> WeekCost:
    return WeekCost.model_validate_json(_path(job).read_text("utf-8"))


def _employer_of(subject: Subject, activity: int) -> str:
    problem = subject.problem
    return subject.names.employers[problem.projects[problem.activities[activity].project].employer].id


def price(job: Job, tell: Tell, stop: Stopper, reading: Reading) -> str:
    """Make one price."""
    round, args = Round.objects.select_related("programme").get(pk=job.round_id), job.args
    with changing(round.programme) as folder:
        if round.plan != round.planned or round.plan != args["plan"]:
            raise CannotDo(say("the plan that this was asked of is not the last one any more"))
        one = folder.one(round.name)
        try:
            out = folder.path(round.name, PLAN)
            subject = subject_of(out, list(paths_of(folder, one)), QUESTION, VARIANT, reading)
        except NoSubject as error:
            raise CannotDo(message_of(error)) from error
    names = subject.names
    activity, owner = names.activity_index.get(args["line"]), str(args["party"]).removeprefix("employer-")
    weeks = {week_label(names.start, week): week for week in range(subject.problem.horizon)}
    if activity is None or _employer_of(subject, activity) != owner:
        raise CannotDo(say("there is no such work of this party"))
    mine = replace(subject, reader=Reader("employer", names.employer_index[owner]))
    found = week_cost(mine, activity, weeks[args["week"]])
    if not found.exact:
        settings = Settings(
            float(args.get("seconds", SECONDS)), int(args.get("workers", 1)), job.seed, args.get("work")
        )
        try:
            again = solved_week(mine, activity, weeks[args["week"]], real_engine(), settings, stop)
        except Disagreement as fault:
            tell("fault", {"what": str(fault)})
            raise CannotDo(say("no price is told, because the checker does not agree with the engine")) from fault
        found = again.model_copy(update={"rule": found.rule})
    tell("priced", {})
    write_text(_path(job), json.dumps(found.model_copy(update={"make_room": ()}).model_dump(mode="json")) + "\n")
    return str(_path(job).relative_to(programme_folder(job.programme.slug)))
