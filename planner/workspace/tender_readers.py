"""Who may read the papers of which tender: each client those of its own projects, an employer those of tenders with a
lot in its line of work, from the day on which they are published and no sooner."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from wijkplan.planner.folder.atomic_output import write_text
from wijkplan.planner.share.export import Subject

from .models import Round
from .policy import Actor, Thing, may
from .published_views import views_folder

FILE = "tender-readers.json"


@dataclass(frozen=True, slots=True)
class Readers:
    """Parties by the names that the workspace knows them by; ``monday`` begins the week of publication."""

    tender: str
    monday: date
    clients: frozenset[str]
    bidders: frozenset[str]


def write_readers(root: Path, subject: Subject) -> None:
    """Make the file of a plan that is sent round."""
    names, types = subject.compiled.names, subject.programme.reference.work_types
    made = []
    for publication in subject.plan.tenders:
        tender = subject.problem.tenders[publication.tender]
        sectors = {s for p in tender.projects for s in types[names.projects[p].work_type].sectors}
        made.append(
            {
                "tender": names.tenders[publication.tender].id,
                "monday": names.monday(publication.week).isoformat(),
                "clients": sorted(f"client-{names.clients[client].id}" for client in tender.clients),
                "bidders": sorted(
                    f"employer-{one.id}" for one in names.employers if not one.anonymous and one.sector in sectors
                ),
            }
        )
    write_text(root / FILE, json.dumps(made, ensure_ascii=False) + "\n")


def readers_of(round: Round) -> list[Readers]:
    """Those of the plan that was sent round; none before that."""
    path = views_folder(round) / FILE
    rows: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return [
        Readers(
            row["tender"],
            date.fromisoformat(row["monday"]),
            frozenset(row["clients"]),
            frozenset(row["bidders"]),
        )
        for row in rows
    ]


def thing_of_tender(actor: Actor, programme: str, one: Readers, today: date) -> Thing:
    """A tender as the policy sees it; of several clients that one counts who asks."""
    owner = actor.party if actor.party in one.clients else ""
    return Thing("tender", programme, owner, published=one.monday <= today, bidders=one.bidders)


def readable(actor: Actor, round: Round, today: date) -> list[Readers] | None:
    """The tenders of a round whose papers somebody may read; ``None``: all of them, those of other plans too."""
    slug = round.programme.slug
    if may(actor, "read", Thing("tender", slug)):
        return None
    return [one for one in readers_of(round) if may(actor, "read", thing_of_tender(actor, slug, one, today))]
