"""The picture of the README: drawn from a folder of results, with the openings that the plans have."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

from click.testing import CliRunner

from tests.support.command import EXAMPLE, ROOT, wijkplan
from wijkplan.benchmarks.readme_figure import main


def test_it_shows_the_openings_of_both_plans(tmp_path: Path) -> None:
    out, svg = tmp_path / "out", tmp_path / "plan.svg"
    assert wijkplan("compare", EXAMPLE, "--work", 20, "--workers", 1, "--out", out, "-q").returncode == 0
    results = json.loads((out / "comparison.json").read_text("utf-8"))["results"]
    found = {r["variant"]: r["measures"] for r in results if r["question"] == "equal_delivery"}
    district = next(iter(found["bundled"]["finish_week"]))  # there is one
    done = CliRunner().invoke(main, [str(out), "--district", district, "--to", str(svg)])
    assert done.exit_code == 0, done.output
    text = svg.read_text("utf-8")
    ElementTree.fromstring(text)
    for variant, word in (("streets", "baseline"), ("bundled", "together")):
        assert f"{word}: {found[variant]['openings']} openings, {found[variant]['weeks_open']} weeks open" in text
    assert CliRunner().invoke(main, [str(out), "--district", "nowhere", "--to", str(svg)]).exit_code == 2


def test_the_readme_has_its_picture() -> None:
    names = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert names and all((ROOT / name).is_file() for name in names)
