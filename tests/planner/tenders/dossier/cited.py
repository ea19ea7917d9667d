"""Provisions that a dossier cites, held against how the independent check of rule ``law`` says that it is bought."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.record.rows import comparison
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Publication
from wijkplan.planner.compile import Compiled
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.law_data import Part, Procedure
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.dossier.dossier_case import Case, Common
from wijkplan.planner.tenders.dossier.filled_sentences import chapters
from wijkplan.planner.tenders.law_check import _Judge

KEY = ("equal_delivery", "bundled")


class Desk:
    """Dossiers of one programme, of plans of asked weeks in which one combined tender is published in week 10. What
    the programme offers to learners is left out: it takes most of the time and cites nothing."""

    def __init__(self, made: Programme, compiled: Compiled) -> None:
        self.made, self.compiled = made, replace(compiled, recruits=None)
        self.judge, self.asked = _Judge(made, compiled), submitted(compiled.problem)
        self.common = Common(made, self.compiled)

    def case(self, tender: int) -> Case:
        """The case of a tender."""
        problem, names = self.compiled.problem, self.compiled.names
        own = problem.tenders[tender].projects
        rest = [p for p, project in enumerate(problem.projects) if project.tendered and p not in own]
        single = [names.tender_index[f"single:{names.projects[p].id}"] for p in rest]
        plan = replace(self.asked, tenders=(Publication(tender, 10), *(Publication(t, 10) for t in single)))
        return Case(self.made, self.compiled, comparison(), {KEY: plan}, (KEY,), tender, self.common)

    def of_each_form(self) -> list[int]:
        """One combined tender per set of parts of the Act with their procedures, in lots or not, of one client or
        several, with small lots or not: all that decides which provisions apply."""
        found: dict[object, int] = {}
        for t, tender in enumerate(self.compiled.problem.tenders):
            if tender.combined:
                by = self.case(t).route
                how = frozenset((part, procedure.id) for part, procedure in by.by_part.items())
                clients = len(tender.clients) > 1
                found.setdefault((how, len(tender.lots) > 1, clients, by.basis.small_lots), t)
        return list(found.values())

    def wrong(self, tender: int) -> tuple[set[str], set[str]]:
        """The provisions that its dossier cites, and those of them that do not apply."""
        case = self.case(tender)
        names = cited(case)
        return names, wrongly_cited(self.judge, case, names)


def dossier_case(made: Programme, compiled: Compiled, tender: int) -> Case:
    """The case of one tender."""
    return Desk(made, compiled).case(tender)


def bought(judge: _Judge, case: Case) -> dict[Part, Procedure]:
    """Per part of the Act the procedure."""
    members = [judge.projects[p] for p in case.name.projects]
    if members[0].award == "call-off":
        return dict.fromkeys((judge.part[p.id] for p in members), case.law.procedures["call-off"])
    return judge.procedures(members)


def cited(case: Case) -> set[str]:
    """Provisions by id."""
    return {
        field.removeprefix("art.")
        for chapter in chapters(facts_of(case))
        for sentence in chapter.sentences
        for field in sentence.fields
        if field.startswith("art.")
    }


def wrongly_cited(judge: _Judge, case: Case, names: set[str] | None = None) -> set[str]:
    """Those, of all that it cites where none are given, that apply to no part of what is bought: by part of the Act,
    value and procedure."""
    by_part = bought(judge, case)

    def fits(name: str) -> bool:
        rule = judge.law.provisions[name]
        return any(
            part in rule.parts
            and (not rule.procedures or procedure.id in rule.procedures)
            and (
                rule.above_threshold is None
                or (procedure.id != "call-off" and procedure.european == rule.above_threshold)
            )
            for part, procedure in by_part.items()
        )

    return {name for name in (cited(case) if names is None else names) if not fits(name)}
