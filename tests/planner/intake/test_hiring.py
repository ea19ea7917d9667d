"""Hiring markets that a programme states count instead of those of the reference data; the tornado varies them too."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from wijkplan.planner.intake.read_programme import load
from wijkplan.planner.reference import load as reference
from wijkplan.planner.sensitivity import levers

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "one-street"


def _stated(tmp_path: Path, *markets: dict[str, object]) -> Path:
    folder = tmp_path / "programme"
    shutil.copytree(EXAMPLE, folder)
    file = folder / "programme.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | {"hiring": list(markets)}), "utf-8")
    return folder


def test_a_market_that_is_stated_counts_and_the_others_stay(tmp_path: Path) -> None:
    folder = _stated(tmp_path, {"trade": "LVM", "region": "AM01", "heads": 7})
    programme, findings = load([folder])
    assert programme is not None, findings
    assert programme.reference.market_heads("LVM", "AM01") == 7
    assert programme.reference.market_heads("MVM", "AM01") == reference().market_heads("MVM", "AM01")


def test_the_tornado_varies_a_market_that_is_stated(tmp_path: Path) -> None:
    folder = _stated(tmp_path, {"trade": "LVM", "region": "AM01", "heads": 7})
    lever = next(one for one in levers(reference()) if one.id == "trades.market_heads")
    programme, _ = load([folder], lever.at(reference(), 50))
    assert programme is not None
    assert programme.reference.market_heads("LVM", "AM01") == 3.5
    assert programme.reference.market_heads("MVM", "AM01") == reference().market_heads("MVM", "AM01") / 2


def test_unknown_and_double_markets_are_findings(tmp_path: Path) -> None:
    market = {"trade": "LVM", "region": "AM01", "heads": 7}
    _, findings = load([_stated(tmp_path, market, market, {"trade": "LVX", "region": "AM99", "heads": 1})])
    found = {(f.kind, f.path) for f in findings if f.severity == "error"}
    assert {
        ("duplicate-id", "hiring[1].trade"),
        ("unknown-trade", "hiring[2].trade"),
        ("unknown-region", "hiring[2].region"),
    } <= found
