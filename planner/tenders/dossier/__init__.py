"""Dossiers: for each combined tender that a plan chose, the weighing of art. 1.5 Aanbestedingswet 2012 with the plan's
own numbers.

A combined order under a framework with one holder is a call-off and gets an order note instead: nothing is left to
weigh there.

Facts (``*_facts.py``) are collected with their sources, sentences (``texts.py``) state nothing else, documents write
them down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.documents import Documents
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison

from . import cost_facts, market_facts, plan_facts, social_facts, tender_facts
from .documents import markdown, sidecar
from .dossier_case import Case, cases
from .fact import Facts, file_name
from .filled_sentences import Chapter, chapters
from .word_document import word

__all__ = ["FOLDER", "dossiers", "facts_of"]

FOLDER = "dossiers"


def dossiers(
    programme: Programme,
    compiled: Compiled,
    comparison: Comparison,
    plans: Mapping[tuple[str, str], Plan],
    into: Documents,
) -> None:
    """The files of all dossiers."""
    for case in cases(programme, compiled, comparison, plans):
        stem = f"{FOLDER}/dossier-{file_name(case.name.id)}"
        into.add(f"{stem}.md", lambda case=case: _paper(case, markdown))  # type: ignore[misc]
        into.add(f"{stem}.docx", lambda case=case: _paper(case, word))  # type: ignore[misc]
        into.add(f"{stem}.json", lambda case=case: _sidecar(case))  # type: ignore[misc]


def _paper(case: Case, written: Callable[[str, Sequence[Chapter]], str | bytes]) -> str | bytes:
    facts = facts_of(case)
    return written(
        f"{'Opdrachtnota' if facts.single['tender.call_off'].value else 'Dossier'} {case.title}", chapters(facts)
    )


def _sidecar(case: Case) -> str:
    facts = facts_of(case)
    return sidecar(case.name.id, facts, chapters(facts))


def facts_of(case: Case) -> Facts:
    """All facts of a case."""
    facts = Facts()
    for part in (tender_facts, plan_facts, market_facts, cost_facts, social_facts):
        part.put(case, facts)
    return facts
