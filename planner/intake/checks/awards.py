"""Who does the work fits how it is awarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from wijkplan.planner.findings.finding import Finding, error, warning
from wijkplan.planner.law.procedure_route import CALL_OFF
from wijkplan.planner.programme import monday_of
from wijkplan.planner.reference import load
from wijkplan.planner.submission.schema import Employer, Project
from wijkplan.planner.text import say

from .context import At, Context


def check(context: Context) -> Iterator[Finding]:
    """An employer where there is a contract, none where work is to be tendered; a framework and its holder for
    call-offs."""
    for at, project in context.projects:
        yield from _employer(at, project)
        yield from _framework(context, at, project)
    for at, sender in context.senders:
        role = "employer" if isinstance(sender, Employer) else "client"
        for i, project in enumerate(sender.projects):
            other = getattr(project, role)
            if other not in (None, sender.id):
                what = (
                    say("An employer sends only its own work in hand.")
                    if role == "employer"
                    else say("A client sends only its own projects.")
                )
                remedy = say(
                    "Leave {role} out, or let that {role} send the project.",
                    role=say("employer") if role == "employer" else say("client"),
                )
                yield error(f"wrong-{role}", *at.down(f"projects[{i}].{role}").place, other, what, remedy)


def _employer(at: At, project: Project) -> Iterator[Finding]:
    if project.award == "to-tender" and project.employer is not None:
        what = say("Work still to be tendered has no employer yet.")
        yield error(
            "employer-on-tender",
            *at.down("employer").place,
            project.employer,
            what,
            say("Leave employer out, or change the award."),
        )
    if project.award != "to-tender" and project.employer is None:
        what = say("Work that is {award} names who does it.", award=project.award)
        yield error(
            "missing-employer",
            *at.down("award").place,
            project.award,
            what,
            say("Add employer, or make the award to-tender."),
        )


def _framework(context: Context, at: At, project: Project) -> Iterator[Finding]:
    if project.award != "call-off":
        if project.framework is not None:
            what = say("A framework counts for call-offs only; this work is {award}.", award=project.award)
            yield error(
                "framework-without-call-off",
                *at.down("framework").place,
                project.framework,
                what,
                say("Leave it out, or make the award call-off."),
            )
        return
    if project.framework is None:
        what = say("A call-off names the framework or concession it is made under.")
        yield error("call-off-without-framework", *at.down("award").place, project.award, what, say("Add framework."))
        return
    if project.framework not in context.framework:
        return
    client, framework = context.framework[project.framework]
    if project.employer is not None and project.employer not in framework.holders:
        what = say(
            "{employer} holds no place in framework {framework}.", employer=project.employer, framework=framework.id
        )
        yield error(
            "not-a-holder",
            *at.down("employer").place,
            project.employer,
            what,
            say("Use one of {names}.", names=", ".join(framework.holders)),
        )
    if client.id != project.client:
        what = say("Framework {framework} is of client {client}.", framework=framework.id, client=client.id)
        yield error(
            "framework-of-another",
            *at.down("framework").place,
            framework.id,
            what,
            say("Use a framework of this project's client."),
        )
    if project.work_type not in framework.work_types:
        what = say(
            "Framework {framework} covers {names}, not {work_type}.",
            framework=framework.id,
            names=", ".join(framework.work_types),
            work_type=project.work_type,
        )
        yield error(
            "outside-framework",
            *at.down("work_type").place,
            project.work_type,
            what,
            say("Use another framework or award."),
        )
    first = _first_order(context)
    if framework.end is not None and first is not None and framework.end < first:
        what = say(
            "Framework {framework} ends on {end}; the first order could be placed on {day}.",
            framework=framework.id,
            end=framework.end,
            day=first,
        )
        remedy = say("Make its award to-tender: the work is then tendered anew.")
        yield error("framework-ended", *at.down("framework").place, framework.id, what, remedy)
    elif framework.end is not None and project.wanted.start > framework.end:
        what = say(
            "Framework {framework} ends on {end}, before the weeks wanted.", framework=framework.id, end=framework.end
        )
        yield warning(
            "framework-ended",
            *at.down("wanted.start").place,
            project.wanted.start,
            what,
            say("Call off sooner, or tender the work."),
        )


def _first_order(context: Context) -> date | None:
    """The first Monday on which a call-off can be placed after its preparation; ``None`` without a programme."""
    if context.settings is None:
        return None
    return monday_of(context.settings.start) + timedelta(weeks=load().law.procedures[CALL_OFF].preparation_weeks)
