"""All kinds of dossiers that the pilot can ask for: every provision that one cites applies to its part, value and
procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.planner.record.rows import comparison
from wijkplan.benchmarks.generate.pilot import generate
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Publication
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.reference.law_data import Part, Procedure
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.dossier.dossier_case import Case
from wijkplan.planner.tenders.dossier.filled_sentences import chapters
from wijkplan.planner.tenders.law_check import _Judge

PILOT = Path(__file__).parents[4] / "instances" / "pilot"
KEY = ("equal_delivery", "bundled")


@cache
def pilot() -> tuple[Programme, Compiled]:
    read, _ = load([PILOT])
    assert read is not None
    return read, compile(read)


@cache
def drawn(seed: int) -> tuple[Programme, Compiled]:
    """A pilot with other streets, amounts, awards and weeks."""
    files = generate(seed)
    settings = ProgrammeFile.model_validate(files["programme.json"])
    made = replace(
        pilot()[0],
        employers=tuple(Employer.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "employer"),
        clients=tuple(Client.model_validate(f) for _, f in sorted(files.items()) if f["kind"] == "client"),
        settings=settings,
        seed=settings.seed,
    )
    return made, compile(made)


def of_each_kind(compiled: Compiled) -> list[int]:
    """One combined tender per form, procedure and kinds of work."""
    names, found = compiled.names, {}
    for t, name in enumerate(names.tenders):
        if compiled.problem.tenders[t].combined:
            kinds = frozenset(names.projects[names.project_index[p]].work_type for p in name.projects)
            found.setdefault((name.form, name.procedure, kinds), t)
    return list(found.values())


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
    """Per part of the Act the procedure, by the independent check of rule ``law``."""
    members = [judge.projects[p] for p in case.name.projects]
    if members[0].award == "call-off":
        return dict.fromkeys((judge.part[p.id] for p in members), case.law.procedures["call-off"])
    return judge.procedures(members)


@pytest.mark.parametrize(
    "seed", [None, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_every_provision_that_a_dossier_cites_applies(seed: int | None) -> None:
    made, compiled = pilot() if seed is None else drawn(seed)
    judge = _Judge(made, compiled)
    tenders = of_each_kind(compiled)
    assert len(tenders) > 20
    cited = 0
    for tender in tenders:
        case = dossier_case(made, compiled, tender)
        by_part = bought(judge, case)
        for name in {
            f for c in chapters(facts_of(case)) for s in c.sentences for f in s.fields if f.startswith("art.")
        }:
            rule = case.law.provisions[name.removeprefix("art.")]
            cited += 1
            assert any(
                part in rule.parts
                and (not rule.procedures or procedure.id in rule.procedures)
                and (
                    rule.above_threshold is None
                    or (procedure.id != "call-off" and procedure.european == rule.above_threshold)
                )
                for part, procedure in by_part.items()
            ), (case.name.id, name, {part: p.id for part, p in by_part.items()})
    assert cited > 100


@pytest.mark.parametrize(
    ("procedure", "may"), [("european-open", True), ("european-negotiated", False), ("multiple-private", False)]
)
def test_a_prior_notice_is_offered_with_its_dates_where_tenders_come_first(procedure: str, may: bool) -> None:
    made, compiled = pilot()
    tender = next(t for t in of_each_kind(compiled) if compiled.names.tenders[t].procedure == procedure)
    facts = facts_of(dossier_case(made, compiled, tender)).single
    assert facts["procedure.may_prior"].value is may
    if may:  # published on 15 March 2027: 52 days before is 22 January; 29 days after it is 13 April
        found = [facts[f"procedure.prior_{name}"].value for name in ("from", "to", "until")]
        assert found == [date(2026, 3, 16), date(2027, 1, 22), date(2027, 4, 13)]
