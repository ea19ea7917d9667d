"""Reminders to who has not handed in since a round was opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import send_mail

from .handing_in import standing_of
from .models import Membership, Round


def waiting(round: Round) -> list[dict[str, Any]]:
    """Parties without a version that takes part."""
    return [row for row in standing_of(round.programme) if row["counts"] is None]


def remind(round: Round) -> tuple[int, int]:
    """Write to the members of who has not handed in. Gives back how many letters were sent and to how many parties
    they are due."""
    parties = waiting(round)
    mails = not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
    sent = 0
    for row in parties if mails else ():
        people = Membership.objects.filter(organisation=row["organisation"]).select_related("user")
        for one in people:
            until = "" if round.deadline is None else f" Inleveren kan tot en met {round.deadline:%d-%m-%Y}."
            sent += send_mail(
                f"wijkplan: ronde {round.name} wacht op uw planning",
                f"In ronde {round.name} van {round.programme.name} is van u nog niets aangeleverd.{until}",
                None,
                [one.user.email],
                fail_silently=True,
            )
    return sent, len(parties)
