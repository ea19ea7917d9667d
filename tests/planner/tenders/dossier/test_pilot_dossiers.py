"""All kinds of dossiers that the pilot can ask for: every provision that one cites applies to its part, value and
procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.planner.tenders.dossier.cited import cited, dossier_case, wrongly_cited
from wijkplan.benchmarks.generate.pilot import generate
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.tenders.dossier import facts_of
from wijkplan.planner.tenders.law_check import _Judge

PILOT = Path(__file__).parents[4] / "instances" / "pilot"


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


@pytest.mark.parametrize(
    "seed", [None, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
def test_every_provision_that_a_dossier_cites_applies(seed: int | None) -> None:
    made, compiled = pilot() if seed is None else drawn(seed)
    judge = _Judge(made, compiled)
    tenders = of_each_kind(compiled)
    assert len(tenders) > 20
    found = 0
    for tender in tenders:
        case = dossier_case(made, compiled, tender)
        found += len(cited(case))
        assert wrongly_cited(judge, case) == set(), case.name.id
    assert found > 100


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
