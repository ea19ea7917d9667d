"""A project that is still to be bought, as the law sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Law, Part
from wijkplan.planner.submission.schema import Client, Project, Regime, WorkType


@dataclass(frozen=True, slots=True)
class Member:
    """``work`` is the client's work that it belongs to (art. 2.18 Aw 2012); ``framework`` and ``holder`` are those of
    a call-off and ``None`` where it is to be tendered. Euros are whole and exclude VAT."""

    project: str
    client: str
    part: Part
    work_type: WorkType
    work: str
    value_eur: int
    framework: str | None = None
    holder: str | None = None


def concessions(clients: Iterable[Client]) -> frozenset[str]:
    """Ids of what clients call off under that is no framework but a concession."""
    return frozenset(f.id for client in clients for f in client.frameworks if f.type == "concession")


def member(
    law: Law, project: Project, client: str, regime: Regime, value_eur: int, conceded: Collection[str] = ()
) -> Member:
    """A project to tender or to call off; ``regime`` is that of its client. What its client does not name as one work
    is one per work type and district; a call-off that names no framework is under one of its own. Work under one of
    the concessions ``conceded`` is their holder's: part 2a of the Act, not 2 or 3."""
    call_off = project.award == "call-off"
    under = "concession" if call_off and project.framework in conceded else project.regime
    return Member(
        project=project.id,
        client=client,
        part=law.regimes[law.regime(regime, project.work_type, under)].part,
        work_type=project.work_type,
        work=f"{client}/{project.work or f'{project.work_type}:{project.district}'}",
        value_eur=value_eur,
        framework=(project.framework or f"{project.id}:framework") if call_off else None,
        holder=project.employer if call_off else None,
    )
