"""The papers of the tenders that plans chose: a dossier for each combined one, and of the plan that is read first the
release package and what its tenders can offer to learners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.folder.documents import Documents
from wijkplan.planner.plan import lending_check, notice_check, qualification_check, travel_check
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison
from wijkplan.planner.results.places_record import places_record
from wijkplan.planner.tenders.dossier.dossier_case import READ_FIRST

from .dossier import Dossier, add_files, dossiers
from .law_check import violations
from .ocds import FILES as OCDS
from .ocds import releases

PLACES = "places/places.json"
RATIONALE = ("Afweging c: samenhang", "Wat het oplevert")
"""Chapters of a dossier that say why: they go with the release."""


def tender_papers(
    programme: Programme,
    compiled: Compiled,
    comparison: Comparison,
    plans: Mapping[tuple[str, str], Plan],
    now: datetime,
    ending: str = "",
) -> Documents:
    """All of them, or those whose names end so.

    Raises :class:`~wijkplan.planner.experiment.engine.Disagreement` where a chosen tender is not lawful, people work
    for others who may not, or do what they do not hold the certificate for."""
    chosen = sorted({publication.tender for plan in plans.values() for publication in plan.tenders})
    for found in violations(programme, compiled, chosen):
        raise Disagreement(f"tender {found.tender} breaks {found.provision}: {found.what}")
    for plan in plans.values():
        for line in lending_check.violations(programme, compiled, plan):
            raise Disagreement(f"{line.activity}, people of {line.lender}: {line.what}")
        for unqualified in qualification_check.violations(programme, compiled, plan):
            raise Disagreement(f"{unqualified.activity}, people of {unqualified.who}: {unqualified.what}")
        for far in travel_check.violations(programme, compiled, plan):
            raise Disagreement(f"{far.activity}, people of {far.who}: {far.minutes:.0f} minutes of travel a day")
        for late in notice_check.violations(programme, compiled, plan):
            raise Disagreement(f"{late.activity} moves from {late.agreed} to {late.planned} within the notice")
    papers = Documents(ending=ending)
    written = dossiers(programme, compiled, comparison, plans)
    add_files(written, papers)
    read_first = next((key for key in READ_FIRST if key in plans), None)
    if read_first is not None:
        first = plans[read_first]
        question, variant = read_first
        offered = places_record(compiled, first, f"plan-{variant}-{question}.json")
        if offered is not None:
            papers.add(PLACES, offered.to_json)

        def released() -> dict[str, str | bytes]:
            why = dict(map(_rationale, written))
            return releases(programme, compiled, first, why, now)

        papers.together(OCDS, released)
    return papers


def _rationale(one: Dossier) -> tuple[str, str]:
    told = [s.text for c in one.chapters if c.title in RATIONALE for s in c.sentences]
    return one.case.name.id, " ".join(told)
