"""A project that is still to be bought, as the law sees it."""

from __future__ import annotations

from dataclasses import dataclass

from wijkplan.planner.reference.law_data import Law, Part
from wijkplan.planner.submission.schema import Project, Regime, WorkType


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


def member(law: Law, project: Project, client: str, regime: Regime, value_eur: int) -> Member:
    """A project to tender or to call off; ``regime`` is that of its client. What its client does not name as one work
    is one per work type and district; a call-off that names no framework is under one of its own."""
    call_off = project.award == "call-off"
    return Member(
        project=project.id,
        client=client,
        part=law.regimes[law.regime(regime, project.work_type, project.regime)].part,
        work_type=project.work_type,
        work=f"{client}/{project.work or f'{project.work_type}:{project.district}'}",
        value_eur=value_eur,
        framework=(project.framework or f"{project.id}:framework") if call_off else None,
        holder=project.employer if call_off else None,
    )
