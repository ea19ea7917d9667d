"""Size: 50,000 activities in one workbook are read within 15 seconds and 1 GiB; a wrong column of that length does not take more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from .sheets import FORM, PROJECT_HEAD, WORK_HEAD, write

PROJECTS, LINES = 500, 50_000
CODE = """
import resource, sys, time
from pathlib import Path
from planner.read import read_one
began = time.monotonic()
submitted, findings = read_one(Path(sys.argv[1]))
places = sum(len(p.places) for p in submitted.record.projects) if submitted else 0
print(places, len(findings), time.monotonic() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20)
"""


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [False, True], ids=["right", "a wrong column"])
def test_fifty_thousand_lines(tmp_path: Path, wrong: bool) -> None:
    projects = [[f"R-{i}", "riolering", "P09 – Paddepoel", f"2028-W{1 + i % 40:02d}", "2029-W30"] for i in range(PROJECTS)]
    lines = [[f"R-{i % PROJECTS}", f"w{i}", f"S{i % PROJECTS}", "veel" if wrong else "12,5" if i % 2 else 12.5] for i in range(LINES)]
    path = write(tmp_path / "large.xlsx", {"Begin": FORM, "Projecten": [PROJECT_HEAD, *projects], "Werk": [WORK_HEAD, *lines]})
    done = subprocess.run([sys.executable, "-c", CODE, str(path)], capture_output=True, text=True, check=True)
    places, findings, seconds, gib = (float(part) for part in done.stdout.split())
    assert (places, findings) == (LINES, LINES if wrong else 0)
    assert seconds < 15 and gib < 1
