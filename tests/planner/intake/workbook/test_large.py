"""Size: 50,000 activities in one workbook are read and checked within 15 seconds (five times that on a slow and busy
machine; quadratic work takes minutes) and 1 GiB; a wrong column of that length does not take more.

Seconds are of the processor, because the machine may be shared.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.planner.intake.workbook.sheets import FORM, PROJECT_HEAD, WORK_HEAD, write

PROJECTS, LINES = 500, 50_000
CODE = """
import sys, time
from wijkplan.planner.intake.read_programme import load_all
began = time.process_time()
loaded = load_all(sys.argv[1:])
places = sum(len(p.places) for s in loaded.submitted if s.record.kind == "client" for p in s.record.projects)
errors = sum(f.severity == "error" for f in loaded.findings)
# of this process alone: what getrusage tells is inherited from whoever started it
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(places, errors, time.process_time() - began, int(peak.split()[1]) / 2**20)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong", [pytest.param(False, id="right"), pytest.param(True, id="a wrong column", marks=pytest.mark.nightly)]
)
def test_fifty_thousand_lines(tmp_path: Path, wrong: bool) -> None:
    projects = [
        [f"R-{i}", "riolering", "P09 – Paddepoel", f"2028-W{1 + i % 40:02d}", "2029-W30"] for i in range(PROJECTS)
    ]
    lines = [
        [f"R-{i % PROJECTS}", f"w{i}", f"S{i % PROJECTS}", "veel" if wrong else "12,5" if i % 2 else 12.5]
        for i in range(LINES)
    ]
    path = write(
        tmp_path / "large.xlsx", {"Begin": FORM, "Projecten": [PROJECT_HEAD, *projects], "Werk": [WORK_HEAD, *lines]}
    )
    streets = [{"id": f"S{i}", "district": "P09", "name": f"straat {i}", "homes": 10} for i in range(PROJECTS)]
    programme = {
        "kind": "programme",
        "format_version": 1,
        "name": "large",
        "start": "2027-01-04",
        "weeks": 208,
        "streets": streets,
    }
    trades = ("SEW", "GRW", "MCH", "PAV")
    crews = [{"id": t, "trade": t, "region": "AM01", "heads": 400, "status": "free"} for t in trades]
    employer = {"kind": "employer", "format_version": 1, "id": "e", "name": "E", "sector": "civil", "crews": crews}
    for name, data in (("programme", programme), ("employer", employer)):
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(path), *map(str, tmp_path.glob("*.json"))],
        capture_output=True,
        text=True,
        check=True,
    )
    places, findings, seconds, gib = (float(part) for part in done.stdout.split())
    assert (places, findings) == (LINES, LINES if wrong else 0)
    assert seconds < 75 and gib < 1, (seconds, gib)  # 10 on a fast machine, 22 on a slow one
