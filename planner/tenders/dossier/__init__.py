"""Dossiers: for each combined tender that a plan chose, the weighing of art. 1.5 Aanbestedingswet 2012 with the plan's
own numbers.

A combined order under a framework with one holder is a call-off and gets an order note instead: nothing is left to
weigh there.

Facts (``*_facts.py``) are collected with their sources, sentences (``texts.py``) state nothing else, documents write
them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled
from wijkplan.planner.folder.documents import Documents
from wijkplan.planner.programme import Programme
from wijkplan.planner.record import Comparison

from . import buyer_facts, cost_facts, market_facts, plan_facts, procedure_facts, social_facts, tender_facts
from .documents import markdown, sidecar
from .dossier_case import Case, cases
from .fact import Facts, file_name
from .filled_sentences import Chapter, chapters
from .word_document import word

__all__ = ["FOLDER", "Dossier", "add_files", "dossiers", "facts_of"]

FOLDER = "dossiers"


@dataclass(frozen=True)
class Dossier:
    """The dossier of a case; its facts are collected once, when the first document asks for them."""

    case: Case

    @cached_property
    def facts(self) -> Facts:
        """Its facts."""
        return facts_of(self.case)

    @cached_property
    def chapters(self) -> Sequence[Chapter]:
        """Its chapters, filled in."""
        return chapters(self.facts)

    def written(self, by: Callable[[str, Sequence[Chapter]], str | bytes]) -> str | bytes:
        """As a document."""
        kind = "Opdrachtnota" if self.facts.single["tender.call_off"].value else "Dossier"
        return by(f"{kind} {self.case.title}", self.chapters)


def dossiers(
    programme: Programme, compiled: Compiled, comparison: Comparison, plans: Mapping[tuple[str, str], Plan]
) -> tuple[Dossier, ...]:
    """One per combined tender in a plan of the two questions."""
    return tuple(Dossier(case) for case in cases(programme, compiled, comparison, plans))


def add_files(all_of_them: Iterable[Dossier], into: Documents) -> None:
    """The files of dossiers."""
    for one in all_of_them:
        stem = f"{FOLDER}/dossier-{file_name(one.case.name.id)}"
        into.add(f"{stem}.md", lambda one=one: one.written(markdown))  # type: ignore[misc]
        into.add(f"{stem}.docx", lambda one=one: one.written(word))  # type: ignore[misc]
        into.add(f"{stem}.json", lambda one=one: sidecar(one.case.name.id, one.facts, one.chapters))  # type: ignore[misc]


def facts_of(case: Case) -> Facts:
    """All facts of a case."""
    facts = Facts()
    for part in (tender_facts, buyer_facts, procedure_facts, plan_facts, market_facts, cost_facts, social_facts):
        part.put(case, facts)
    return facts
