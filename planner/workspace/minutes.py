"""The minutes of a round as a text to edit: where it stands, who handed in, and what was decided with its reason."""

from __future__ import annotations

from django.utils import timezone

from wijkplan.planner.text import Text, say

from .handing_in import standing_of
from .models import Decision, Organisation, Round
from .pages_in import moment, said
from .rounds_of import state_of

STATES: dict[str, Text] = {
    "open": say("the hand-in is open"),
    "collecting": say("the hand-in is closed"),
    "planned": say("planned, not sent round yet"),
    "published": say("sent round"),
    "answered": say("being answered"),
    "agreed": say("agreed"),
    "closed": say("closed"),
}


def minutes_of(round: Round) -> str:
    """In the language of the page, as Markdown."""
    programme = round.programme
    rows = standing_of(programme)
    missing = [row["organisation"].name for row in rows if row["counts"] is None]
    facts = [
        say("Status date: {day}.", day=round.status_date),
        say("State: {state}.", state=STATES.get(state_of(round), say("{variant}", variant=state_of(round)))),
        say("Handed in: {n} of {all} parties.", n=len(rows) - len(missing), all=len(rows)),
    ]
    if missing:
        facts.append(say("Missing: {names}.", names=", ".join(missing)))
    if round.approved is not None:
        facts.append(say("Approved: the plan of job {job}.", job=round.approved))
    lines = [f"# {programme.name}, {round.name}", "", moment(timezone.now()), ""]
    lines += [f"- {said(one)}" for one in facts]
    lines += ["", f"## {said(say('Decisions'))}", ""]
    decisions = list(Decision.objects.filter(round=round).order_by("pk"))
    if not decisions:
        lines += [said(say("No decision was written down.")), ""]
    names = dict(Organisation.objects.filter(programme=programme).values_list("party", "name"))
    for number, row in enumerate(decisions, 1):
        about = say("For: {who}.", who=names.get(row.party, row.party) if row.party else say("the whole programme"))
        lines += [f"### {number}. {row.about}", "", f"{moment(row.at)}. {said(about)}", ""]
        lines += [f"**{said(say('Decided'))}.** {row.decided}", "", f"**{said(say('Because'))}.** {row.reason}", ""]
    return "\n".join(lines)
