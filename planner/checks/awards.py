"""Who does the work fits how it is awarded."""

from __future__ import annotations

from collections.abc import Iterator

from planner.checks.context import At, Context
from planner.findings import Finding, error, warning
from planner.submission import Employer, Project


def check(context: Context) -> Iterator[Finding]:
    """An employer where there is a contract, none where work is to be tendered; a framework and its holder for call-offs."""
    for at, project in context.projects:
        yield from _employer(at, project)
        yield from _framework(context, at, project)
    for at, sender in context.senders:
        role = "employer" if isinstance(sender, Employer) else "client"
        for i, project in enumerate(sender.projects):
            other = getattr(project, role)
            if other not in (None, sender.id):
                what = "An employer sends only its own work in hand." if role == "employer" else "A client sends only its own projects."
                remedy = f"Leave {role} out, or let that {role} send the project."
                yield error(f"wrong-{role}", *at.down(f"projects[{i}].{role}").place, other, what, remedy)


def _employer(at: At, project: Project) -> Iterator[Finding]:
    if project.award == "to-tender" and project.employer is not None:
        what = "Work still to be tendered has no employer yet."
        yield error("employer-on-tender", *at.down("employer").place, project.employer, what, "Leave employer out, or change the award.")
    if project.award != "to-tender" and project.employer is None:
        what = f"Work that is {project.award} names who does it."
        yield error("missing-employer", *at.down("award").place, project.award, what, "Add employer, or make the award to-tender.")


def _framework(context: Context, at: At, project: Project) -> Iterator[Finding]:
    if project.award != "call-off":
        if project.framework is not None:
            what = f"A framework counts for call-offs only; this work is {project.award}."
            yield error(
                "framework-without-call-off",
                *at.down("framework").place,
                project.framework,
                what,
                "Leave it out, or make the award call-off.",
            )
        return
    if project.framework is None:
        what = "A call-off names the framework or concession it is made under."
        yield error("call-off-without-framework", *at.down("award").place, project.award, what, "Add framework.")
        return
    if project.framework not in context.framework:
        return
    client, framework = context.framework[project.framework]
    if project.employer is not None and project.employer not in framework.holders:
        what = f"{project.employer} holds no place in framework {framework.id}."
        yield error("not-a-holder", *at.down("employer").place, project.employer, what, f"Use one of {', '.join(framework.holders)}.")
    if client.id != project.client:
        what = f"Framework {framework.id} is of client {client.id}."
        yield error("framework-of-another", *at.down("framework").place, framework.id, what, "Use a framework of this project's client.")
    if project.work_type not in framework.work_types:
        what = f"Framework {framework.id} covers {', '.join(framework.work_types)}, not {project.work_type}."
        yield error("outside-framework", *at.down("work_type").place, project.work_type, what, "Use another framework or award.")
    if framework.end is not None and project.wanted.start > framework.end:
        what = f"Framework {framework.id} ends on {framework.end}, before the weeks wanted."
        yield warning("framework-ended", *at.down("wanted.start").place, project.wanted.start, what, "Call off sooner, or tender the work.")
