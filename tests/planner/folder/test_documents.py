"""A document that cannot be made costs itself only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wijkplan.models.outcome import Settings
from wijkplan.planner import pipeline
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.folder.documents import Documents
from wijkplan.planner.intake.read_programme import load

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "combined-tender"


def _fails() -> str:
    raise ValueError("no such font")


def test_what_fails_is_named_and_the_rest_is_made() -> None:
    files = Documents()
    files.add("a", lambda: "text")
    files.add("b", _fails)
    files.together(("c", "d"), lambda: {"c": _fails()})
    assert files.made == {"a": "text"}
    assert files.failed == {
        "b": "ValueError: no such font",
        "c": "ValueError: no such font",
        "d": "ValueError: no such font",
    }


def test_plans_and_figures_are_there_whatever_happens_to_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> bytes:
        raise ValueError("All strings must be XML compatible")

    monkeypatch.setattr("wijkplan.planner.tenders.dossier.word", broken)
    monkeypatch.setattr(pipeline, "draw", broken)
    programme, _ = load([EXAMPLE])
    assert programme is not None
    settings = Settings(seconds=10.0, workers=1, seed=1, work=2)
    done = pipeline.run_comparison(programme, compile(programme), [EXAMPLE], settings, Silent(), lambda: False)
    assert done.failed["report.html"] == "ValueError: All strings must be XML compatible"
    assert [name for name in done.failed if name.endswith(".docx")] and not set(done.failed) & set(done.texts)
    for row in done.comparison.results:
        assert row.plan in done.texts
    assert {"comparison.json", "certificates.json", "run.json"} <= set(done.texts)
    assert "XML compatible" in str(done.texts["run.json"]) and any(name.endswith(".md") for name in done.texts)
