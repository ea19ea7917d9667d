"""How a workspace begins: its database, its first operator, its programmes, and a demonstration."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from wijkplan.planner.folder.atomic_output import make_folder, private_file, write_bytes
from wijkplan.planner.intake.read_programme import load_all
from wijkplan.planner.submission.schema import ProgrammeFile

from .audit import note
from .handing_in import PROGRAMME, hand_in
from .jobs import queue
from .members import invite
from .models import Membership, Organisation, Programme, Round, User
from .policy import Actor
from .rounds_of import end_hand_in
from .uploads import checked, safe_name
from .where import home, programme_folder

DEMO = "demo"
ACCOUNTS = "demo-accounts.txt"
SYSTEM = Actor("operator", number="system")


def prepare() -> None:
    """The folder, and the tables of this version."""
    make_folder(home())
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def first_operator(name: str) -> str | None:
    """The operator's organisation with an invitation for its first member; ``None`` where it has one."""
    found, _ = Organisation.objects.get_or_create(
        programme=None, party="operator", defaults={"role": "operator", "name": name}
    )
    if Membership.objects.filter(organisation=found).exists():
        return None
    return invite(SYSTEM, found, chief=True)


def new_programme(actor: Actor, slug: str, name: str, files: Mapping[str, bytes]) -> Programme:
    """A programme with its file, and its core team. Raises :class:`~.uploads.Hostile`."""
    safe = {safe_name(one): raw for one, raw in files.items()}
    for one, raw in safe.items():
        checked(one, raw, 50 * 2**20)
    write_bytes({programme_folder(slug) / PROGRAMME / one: raw for one, raw in safe.items()})
    made = Programme.objects.create(slug=slug, name=name)
    Organisation.objects.create(programme=made, role="core-team", party="core-team", name=f"Kernteam {name}")
    note(actor, "make programme", name, slug)
    return made


def with_parties(programme: Programme, paths: Mapping[str, Path]) -> list[Organisation]:
    """The senders of submissions as organisations, with what they sent as their first version."""
    loaded = load_all([*paths.values()])
    found = []
    for one in loaded.submitted:
        if isinstance(one.record, ProgrammeFile):
            continue
        party = f"{one.record.kind}-{one.owner}"
        made = Organisation.objects.create(programme=programme, role=one.record.kind, party=party, name=one.record.name)
        path = Path(one.file)
        hand_in(SYSTEM, made, {path.name: path.read_bytes()})
        found.append(made)
    return found


def demonstration(source: Path, name: str, seconds: float) -> list[tuple[str, str, str]]:
    """A programme to try everything with: its parties, an account per role, and a first round that is being planned.
    Gives back role, address and password of each account, once; they stand in a file of the home too."""
    if Programme.objects.filter(slug=DEMO).exists():
        return []
    paths = {path.name: path for path in sorted(source.iterdir()) if path.suffix == ".json"}
    own = {one: path.read_bytes() for one, path in paths.items() if one == "programme.json"}
    programme = new_programme(SYSTEM, DEMO, name, own)
    Programme.objects.filter(pk=programme.pk).update(demo=True)
    programme.demo = True
    parties = with_parties(programme, paths)
    others = [
        Organisation.objects.create(programme=programme, role=role, party=party, name=label)
        for role, party, label in (
            ("school", "school-demo", "Leerwerkloket"),
            ("union", "union-demo", "Vakbond"),
            ("reader", "reader-demo", "Meelezer"),
        )
    ]
    operator, _ = Organisation.objects.get_or_create(
        programme=None, party="operator", defaults={"role": "operator", "name": "Neutrale partij"}
    )
    core = Organisation.objects.get(programme=programme, role="core-team")
    accounts = [_account(one) for one in (*parties[:12], *others, core, operator)]
    path = home() / ACCOUNTS
    path.unlink(missing_ok=True)
    private_file(path, "".join(f"{role}\t{mail}\t{word}\n" for role, mail, word in accounts))
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    start = next(
        one.record.start for one in load_all([*paths.values()]).submitted if isinstance(one.record, ProgrammeFile)
    )
    round = Round.objects.create(programme=programme, name="demo-1", status_date=min(start, monday))
    end_hand_in(round, SYSTEM.number)
    queue(SYSTEM, round, "plan", {"seconds": seconds, "publish": True})
    return accounts


def _account(organisation: Organisation) -> tuple[str, str, str]:
    word = secrets.token_urlsafe(9)
    mail = f"{organisation.party.lower().replace(':', '-')}@demo.example"
    user = User.objects.create_user(mail, word, first_name=organisation.name)
    Membership.objects.create(user=user, organisation=organisation, chief=True)
    return organisation.role, mail, word
