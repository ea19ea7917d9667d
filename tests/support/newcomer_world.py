"""A small programme of three files in which newcomers may start, and what a comparison makes of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from wijkplan.models.outcome import Settings
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.experiment.stored_plans import Against
from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.pipeline import Done, run_comparison
from wijkplan.planner.programme import Programme

EMPLOYER = {
    "kind": "employer", "format_version": 1, "id": "isolatie", "name": "Isolatiebedrijf", "sector": "builder",
    "crews": [{"id": "INS", "trade": "INS", "region": "AM01", "heads": 4}],
}  # fmt: skip
PROGRAMME = {"kind": "programme", "format_version": 1, "name": "newcomers", "start": "2027-08-16", "weeks": 41}
TRACK = {
    "id": "zij", "trade": "INS", "name": "zij-instroom", "english": "side-entry", "kind": "side-entry", "level": 2,
    "phases": [{"weeks": 4, "works_percent": 50, "guiding_percent": 10}], "cost_eur": 100, "wage_percent": 60,
    "dropout_percent": 0, "start_months": [9, 10, 11],
}  # fmt: skip
NEWCOMERS = {
    "kind": "newcomers", "format_version": 1, "learners_per_guide": 2, "tracks": [TRACK],
    "seats": [{"track": "zij", "region": "AM01", "seats": 2}],
    "candidates": [{"region": "AM01", "year": 2027, "number": 3}],
    "learning_places": [{"employer": "isolatie", "trade": "INS", "region": "AM01", "guides_percent": 50}],
}  # fmt: skip


def block(name: str, week: str) -> dict[str, Any]:
    """Work for six people in three months, of which there are four."""
    return {
        "id": name, "work_type": "retrofit", "district": "P09", "award": "private", "employer": "isolatie",
        "places": [{"id": "blok", "homes": 100, "insulation_light_homes": 100}],
        "wanted": {"start": week, "end": "2028-03-31"}, "window": {"start": week, "end": "2028-05-26"},
        "activities": [
            {"id": f"{name}-{i}", "place": "blok", "package": "insulation-light",
             "hours": [{"trade": "INS", "hours": 1200}], "crew_heads": 2}
            for i in range(6)
        ],
    }  # fmt: skip


def written(path: Path, **newcomers: Any) -> Path:
    """Its files in a folder; ``newcomers`` are keys of that file which are otherwise."""
    client = {"kind": "client", "format_version": 1, "id": "eigenaren", "name": "Eigenaren", "regime": "private",
              "projects": [block("A", "2027-11-01")]}  # fmt: skip
    for name, data in (("e", EMPLOYER), ("p", PROGRAMME), ("c", client), ("newcomers", NEWCOMERS | newcomers)):
        (path / f"{name}.json").write_text(json.dumps(data), "utf-8")
    return path


def read_in(folder: Path) -> tuple[Programme, Compiled]:
    """Read and compiled."""
    programme, findings = load([folder])
    assert programme is not None, findings
    return programme, compile(programme)


def compared(folder: Path, compiled: tuple[Programme, Compiled]) -> Done:
    """Compared, with newcomers and without, in equal delivery."""
    return run_comparison(
        *compiled, [folder], Settings(seed=1, work=100), Silent(), lambda: False, against=Against(orders=1),
        questions=(), intake=True,
    )  # fmt: skip
