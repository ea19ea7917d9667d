"""What the front page and the table of the benchmarks say of public instances is what the stored runs are."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from tests.benchmarks.test_public import PLACE
from wijkplan.benchmarks import headline
from wijkplan.benchmarks.confirm import answers
from wijkplan.benchmarks.families import public
from wijkplan.benchmarks.published import published
from wijkplan.benchmarks.records import read
from wijkplan.benchmarks.schedules import judged

ROOT = Path(__file__).parents[2]
FIRST, LATER, BEFORE = (
    ROOT / "benchmarks" / "results" / name
    for name in ("2026-12-01-library-60s", "2026-12-01-library-10s-shrinking", "2026-12-01-library-10s-later")
)
pytestmark = pytest.mark.skipif(not PLACE.is_dir(), reason="no public instances: set WIJKPLAN_LIBRARY to their folder")


def _table(folder: Path) -> pd.DataFrame:
    """Ours, seed 1, and all rivals, on the headline instances."""
    runs = [run for run in read(folder) if run["seed"] == 1]
    others = list(published(PLACE / "best_known.csv", 1))
    return headline.table(runs, others, public.headline(PLACE), answers(folder))


def _ours(table: pd.DataFrame) -> pd.DataFrame:
    return table[table["solver"].str.startswith("wijkplan")].set_index("set")


def test_the_front_page_counts_better_equal_and_worse_as_the_runs_do() -> None:
    """After 60 s and after 10 s."""
    page = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    stated = re.search(
        r"better than anything published on (\d+), equal to the best published value on (\d+) and worse on (\d+)", page
    )
    later = re.search(r"After 10 s these are (\d+), (\d+) and (\d+)\.", page)
    for said, folder in ((stated, FIRST), (later, LATER)):
        assert said is not None
        sums = _ours(_table(folder))[["runs", "better", "equal", "worse"]].sum().astype(int).tolist()
        assert sums == [98, *map(int, said.groups())], folder.name


def test_the_table_of_ten_seconds_says_what_the_runs_are() -> None:
    """Mean gaps of two runs of the headline and of the best rival; bold where ours is behind; all proofs certified."""
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8")
    later, before = _table(LATER), _ours(_table(BEFORE))
    ours, rivals = _ours(later), later[~later["solver"].str.startswith("wijkplan")].groupby("set")["mean_gap"].min()
    rows = re.findall(
        r"^\| ([\w.-]+)(?: \(MPLIB1\))? \| [^|]+ \| (\S+) \| (\S+) \| [^|]+ \| (\d+) of (\d+),", text, re.M
    )
    assert {row[0] for row in rows} == set(ours.index)
    for name, earlier, today, proved, runs in rows:
        for said, gap in ((earlier, before.loc[name, "mean_gap"]), (today, ours.loc[name, "mean_gap"])):
            shown = f"{gap:.2f}"
            assert said == (f"**{shown}**" if round(gap, 2) > round(rivals[name], 2) else shown), name
        assert [ours.loc[name, "proved"], ours.loc[name, "runs"]] == [int(proved), int(runs)]
        assert ours.loc[name, "certified"] == int(proved)


def test_the_table_of_sixty_seconds_is_what_the_command_prints() -> None:
    """Every row and every count, rivals' too."""
    text = (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line for line in headline.markdown(_table(FIRST)).splitlines() if line and line not in text] == []


def test_stored_schedules_hold_and_each_run_that_is_better_has_one() -> None:
    """By the instances' files alone, and shorter than what is published."""
    found = list(judged(FIRST, PLACE))
    assert [record.faults for record in found if record.faults] == []
    better = {(run["set"], run["instance"]): run["objective"] for run in read(FIRST) if run["gap_percent"] < 0}
    assert {(record.case.set, record.case.instance): record.makespan for record in found} == better
    assert all((record.makespan or 0) < (record.case.best_known or 0) for record in found)
