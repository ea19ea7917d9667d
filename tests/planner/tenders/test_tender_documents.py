"""The papers of chosen tenders go with a comparison, and an unlawful tender stops it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.planner.tenders.dossier.chosen import COMPARISON, TWO_SEWERS, case
from wijkplan.planner.experiment.engine import Disagreement
from wijkplan.planner.tenders.tender_documents import tender_papers

NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_dossier_and_releases_come_together() -> None:
    one = case(TWO_SEWERS, "undivided:A+B")
    made = tender_papers(TWO_SEWERS, one.compiled, COMPARISON, one.plans, NOW).made
    dossier = {f"dossiers/dossier-undivided-A+B.{kind}" for kind in ("md", "docx", "json")}
    assert set(made) == dossier | {"ocds/release-package.json", "ocds/dropped.json"}
    assert "Het is één soort werk: riolering." in str(made["ocds/release-package.json"])  # why, from the dossier


def test_without_a_plan_that_may_combine_there_are_no_papers() -> None:
    one = case(TWO_SEWERS, "undivided:A+B")
    plans = {("equal_delivery", "aligned"): one.plan}
    assert tender_papers(TWO_SEWERS, one.compiled, COMPARISON, plans, NOW).made == {}


def test_an_unlawful_tender_is_not_reported() -> None:
    one = case(TWO_SEWERS, "undivided:A+B")
    tenders = list(one.problem.tenders)
    tenders[one.index] = replace(one.tender, lead=0)
    compiled = replace(one.compiled, problem=replace(one.problem, tenders=tuple(tenders)))
    with pytest.raises(Disagreement, match=r"undivided:A\+B breaks sum-of-lots"):
        tender_papers(TWO_SEWERS, compiled, COMPARISON, one.plans, NOW)
