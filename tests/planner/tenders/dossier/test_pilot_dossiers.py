"""All kinds of dossiers that the pilot can ask for: every provision that one cites applies to its part, value and
procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.planner.tenders.dossier.cited import Desk
from wijkplan.benchmarks.generate.pilot import generate
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.programme import Programme
from wijkplan.planner.submission.schema import Client, Employer, ProgrammeFile
from wijkplan.planner.tenders.dossier import facts_of

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


@cache
def desk(seed: int | None = None) -> Desk:
    """Of the pilot, or of one drawn like it."""
    return Desk(*(pilot() if seed is None else drawn(seed)))


@pytest.mark.parametrize(
    "seed", [None, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.nightly)]
)
def test_every_provision_that_a_dossier_cites_applies(seed: int | None) -> None:
    """One dossier for each way in which the law can see a combined tender; the slow test below has them all."""
    used: set[str] = set()
    tenders = desk(seed).of_each_form()
    for tender in tenders:
        names, wrong = desk(seed).wrong(tender)
        assert wrong == set(), desk(seed).compiled.names.tenders[tender].id
        used |= names
    assert len(tenders) > 10 and len(used) > 30


@pytest.mark.slow
@pytest.mark.parametrize("seed", [None, pytest.param(2, marks=pytest.mark.nightly)])
def test_every_provision_of_every_dossier_that_can_be_asked_for_applies(seed: int | None) -> None:
    found = {
        desk(seed).compiled.names.tenders[t].id: wrong
        for t, tender in enumerate(desk(seed).compiled.problem.tenders)
        if tender.combined and (wrong := desk(seed).wrong(t)[1])
    }
    assert found == {}


@pytest.mark.parametrize(
    ("procedure", "may"), [("european-open", True), ("european-negotiated", False), ("multiple-private", False)]
)
def test_a_prior_notice_is_offered_with_its_dates_where_tenders_come_first(procedure: str, may: bool) -> None:
    names = desk().compiled.names.tenders
    tender = next(t for t in desk().of_each_form() if names[t].procedure == procedure)
    facts = facts_of(desk().case(tender)).single
    assert facts["procedure.may_prior"].value is may
    if may:  # published on 15 March 2027: 52 days before is 22 January; 29 days after it is 13 April
        found = [facts[f"procedure.prior_{name}"].value for name in ("from", "to", "until")]
        assert found == [date(2026, 3, 16), date(2027, 1, 22), date(2027, 4, 13)]
