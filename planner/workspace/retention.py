"""What need not be kept, and for how long it is: by hand, from the operator's page, and once a day by a worker."""

from __future__ import annotations

import shutil
from datetime import timedelta

from django.core.management import call_command
from django.db.models import Q, QuerySet
from django.utils import timezone

from .members import erase
from .models import Invitation, JobEvent, User
from .where import home


def unused(days: int) -> QuerySet[User]:
    """Accounts of nobody who takes part any more."""
    before = timezone.now() - timedelta(days=days)
    seen = Q(last_login__lt=before) | Q(last_login=None)
    return User.objects.filter(seen, membership=None, date_joined__lt=before)


def tidy(days: int) -> int:
    """Take away gathered copies, events of old jobs, used and old invitations, sessions that ended, and accounts that
    are in no organisation; how many things."""
    before = timezone.now() - timedelta(days=days)
    count = JobEvent.objects.filter(job__ended__lt=before).delete()[0]
    count += Invitation.objects.filter(expires__lt=before).delete()[0]
    for user in unused(days):
        erase(user, "unused for too long")
        count += 1
    call_command("clearsessions", verbosity=0)
    for path in home().glob("programmes/*/gathered/*"):
        if path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path, ignore_errors=True)
            count += 1
    return count
