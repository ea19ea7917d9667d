"""The tables of the workspace: accounts, organisations, what was handed in, rounds, jobs and the audit log.

Files (submissions, plans, publications) are not in the database but in the folder of their programme
(:func:`~wijkplan.planner.workspace.where.programme_folder`)."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

ROLES = (
    ("employer", "employer"),
    ("client", "client"),
    ("school", "school, UWV"),
    ("union", "union"),
    ("core-team", "core team"),
    ("operator", "operator (neutral)"),
    ("reader", "reader"),
)


def number() -> str:
    """A number that says nothing of whose it is."""
    return secrets.token_hex(6)


def digest(secret: str) -> str:
    """What is kept of a secret link or token."""
    return sha256(secret.encode()).hexdigest()


class Users(BaseUserManager["User"]):
    """Accounts by mail address."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A new account."""
        made = self.model(email=self.normalize_email(email).lower(), **extra)
        made.set_password(password)
        made.save(using=self._db)
        return made

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> User:
        """An account like any other: what it may is what its organisation may."""
        return self.create_user(email, password, **extra)


class User(AbstractUser):
    """An account; all that is known of a person is a name and a mail address."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    number = models.CharField(max_length=12, unique=True, default=number, editable=False)
    language = models.CharField(max_length=2, default="nl")
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[Users] = Users()  # type: ignore[assignment]


class Programme(models.Model):
    """One programme, with its own folder."""

    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)
    demo = models.BooleanField(default=False)


class Organisation(models.Model):
    """Who takes part in a programme, in one role; ``party`` is its id in the submissions as ``employer-ID``. The
    operator's stands beside all programmes. ``number`` is that of the trade register."""

    programme = models.ForeignKey(Programme, models.CASCADE, null=True, blank=True)
    role = models.CharField(max_length=20, choices=ROLES)
    party = models.CharField(max_length=90)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["programme", "party"], name="one_party_per_programme"),)


class Membership(models.Model):
    """A person in an organisation; the planner-in-chief lets others in."""

    user = models.ForeignKey(User, models.CASCADE)
    organisation = models.ForeignKey(Organisation, models.CASCADE)
    chief = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "organisation"], name="one_membership"),)


class Invitation(models.Model):
    """A link that makes whoever has it a member, once."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    chief = models.BooleanField(default=False)
    by = models.CharField(max_length=12)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Token(models.Model):
    """A key of an organisation: for the API, or with a ``crew`` for one calendar feed."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    crew = models.CharField(max_length=100, blank=True)
    by = models.CharField(max_length=12)
    created = models.DateTimeField(auto_now_add=True)
    revoked = models.DateTimeField(null=True)


class Version(models.Model):
    """A file as an organisation handed it in; nothing is replaced, ``number`` counts up."""

    organisation = models.ForeignKey(Organisation, models.CASCADE)
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=12)
    errors = models.PositiveIntegerField()
    warnings = models.PositiveIntegerField()
    hints = models.PositiveIntegerField()
    findings = models.JSONField(default=list)
    restored = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "number"], name="one_version"),)


class Round(models.Model):
    """A round as the workspace keeps it: while ``collecting`` it has no folder yet; after that the folder's own state
    counts. ``plan`` is the job whose plan is published, set by compare-and-set."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    name = models.CharField(max_length=40)
    status_date = models.DateField()
    notice = models.PositiveIntegerField(default=4)
    deadline = models.DateField(null=True)
    opened = models.DateTimeField(auto_now_add=True)
    collecting = models.BooleanField(default=True)
    reminded = models.DateTimeField(null=True)
    planned = models.BigIntegerField(null=True)
    approved = models.BigIntegerField(null=True)
    plan = models.BigIntegerField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["programme", "name"], name="one_round"),)


class Decision(models.Model):
    """What the core team decided, and why."""

    round = models.ForeignKey(Round, models.CASCADE)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=12)
    about = models.CharField(max_length=200)
    decided = models.TextField()
    reason = models.TextField()
    party = models.CharField(max_length=90, blank=True)


class Job(models.Model):
    """Work for a process of its own."""

    programme = models.ForeignKey(Programme, models.CASCADE)
    round = models.ForeignKey(Round, models.CASCADE)
    kind = models.CharField(max_length=20)
    args = models.JSONField(default=dict)
    input_sha256 = models.CharField(max_length=64, blank=True)
    seed = models.IntegerField(default=1)
    state = models.CharField(max_length=10, default="queued", db_index=True)
    created = models.DateTimeField(auto_now_add=True)
    started = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    attempt = models.PositiveIntegerField(default=0)
    pid = models.PositiveIntegerField(null=True)
    pid_started = models.CharField(max_length=30, blank=True)
    host = models.CharField(max_length=200, blank=True)
    boot_id = models.CharField(max_length=60, blank=True)
    exit_code = models.IntegerField(null=True)
    stop_requested = models.DateTimeField(null=True)
    progress_seq = models.PositiveIntegerField(default=0)
    result_path = models.CharField(max_length=300, blank=True)
    error_line = models.CharField(max_length=500, blank=True)
    error_dutch = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=12)


class JobEvent(models.Model):
    """What a job told on its way."""

    job = models.ForeignKey(Job, models.CASCADE)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20)
    json = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["job", "seq"], name="one_event"),)


class AuditLine(models.Model):
    """A line of the audit log; ``prev`` is the hash of the line before, ``by`` an account's number."""

    seq = models.PositiveBigIntegerField(unique=True)
    at = models.CharField(max_length=40)
    by = models.CharField(max_length=12)
    programme = models.CharField(max_length=60, blank=True)
    party = models.CharField(max_length=90, blank=True)
    act = models.CharField(max_length=40)
    object = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64, blank=True)
    prev = models.CharField(max_length=64)
