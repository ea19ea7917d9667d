"""Reminders to who has not handed in since a round was opened, each in the language of who receives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from wijkplan.planner.text import Language, Text, say, translated

from .handing_in import standing_of
from .models import Membership, Round


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, in both languages."""

    subject: Text
    text: Text


def letter(round: Round) -> Letter:
    """What a reminder says."""
    subject = say("wijkplan: round {name} waits for your planning", name=round.name)
    fields = {"name": round.name, "programme": round.programme.name}
    text = say("In round {name} of {programme} nothing of yours was handed in yet.", **fields)
    if round.deadline is not None:
        text = say("{text} It can be handed in until {day} inclusive.", text=text, day=round.deadline)
    return Letter(subject, text)


def waiting(round: Round) -> list[dict[str, Any]]:
    """Parties without a version that takes part."""
    return [row for row in standing_of(round.programme) if row["counts"] is None]


def remind(round: Round) -> tuple[int, int]:
    """Write to the members of who has not handed in. Gives back how many letters were sent and to how many parties
    they are due."""
    parties, said = waiting(round), letter(round)
    mails = not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    sent = 0
    for row in parties if mails else ():
        people = Membership.objects.filter(organisation=row["organisation"], user__is_active=True)
        for one in people.select_related("user"):
            spoken: Language = "en" if one.user.language == "en" else "nl"
            subject, text = translated(said.subject, spoken), translated(said.text, spoken)
            sent += send_mail(subject, text, None, [one.user.email], fail_silently=True)
    return sent, len(parties)
