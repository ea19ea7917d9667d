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
from wijkplan.planner.tenders.dossier.dossier_case import Case
from wijkplan.planner.tenders.dossier.filled_sentences import chapters
from wijkplan.planner.tenders.law_check import _Judge

KEY = ("equal_delivery", "bundled")


def dossier_case(made: Programme, compiled: Compiled, tender: int) -> Case:
    """The case of a plan of asked weeks with this tender, published in week 10."""
    problem, names = compiled.problem, compiled.names
    rest = [
        p
        for p, project in enumerate(problem.projects)
        if project.tendered and p not in problem.tenders[tender].projects
    ]
    single = [names.tender_index[f"single:{names.projects[p].id}"] for p in rest]
    plan = replace(submitted(problem), tenders=(Publication(tender, 10), *(Publication(t, 10) for t in single)))
    return Case(made, compiled, comparison(), {KEY: plan}, (KEY,), tender)


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


def wrongly_cited(judge: _Judge, case: Case) -> set[str]:
    """Those that apply to no part of what is bought: by part of the Act, value and procedure."""
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

    return {name for name in cited(case) if not fits(name)}
