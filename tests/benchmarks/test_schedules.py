"""Schedules for others: in the numbering of the instance's file, judged by that file alone, kept where they are shorter
than what is published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from wijkplan.benchmarks.cli import bench
from wijkplan.benchmarks.library import Malformed, build, read_network
from wijkplan.benchmarks.library.network import Job, Network, Way, without_milestones
from wijkplan.benchmarks.library.schedule import Row, faults, makespan, read_schedule, schedule, write
from wijkplan.models.cpsat.solve import prove

from .files import MM, PATTERSON, SM

# Project 1: start, a job of 2 periods and 2 heads or 4 periods and 1, end. Project 2, released in period 1: 3 periods
# with 2 heads. Three heads, two units of a stock of which the fast way takes two.
TWO_PROJECTS = Network(
    (
        Job((Way(0, (0,), (0,)),), (1,), 0),
        Job((Way(2, (2,), (2,)), Way(4, (1,), (0,))), (2,), 0),
        Job((Way(0, (0,), (0,)),), (), 0),
        Job((Way(3, (2,), (1,)),), (), 1),
    ),
    (3,),
    (2,),
    (0, 1),
)
SHORTEST = [Row(1, 1, 1, 0, 0), Row(1, 2, 2, 0, 4), Row(1, 3, 1, 4, 4), Row(2, 1, 1, 1, 4)]


def test_a_plan_becomes_a_schedule_of_every_job_of_the_file() -> None:
    """The fast way would take all of the stock: the slow one and the other project beside it, four periods."""
    plan = prove(build(without_milestones(TWO_PROJECTS)))[2]
    assert plan is not None
    rows = schedule(TWO_PROJECTS, plan)
    assert rows == SHORTEST
    assert (faults(TWO_PROJECTS, rows), makespan(rows)) == ([], 4)


@pytest.mark.parametrize(
    ("row", "wrong", "said"),
    [
        (0, None, "job 1:1 is missing"),
        (1, Row(1, 3, 1, 4, 4), "job 1:3 is there twice"),
        (1, Row(3, 1, 1, 0, 4), "there is no job 3:1"),
        (1, Row(1, 2, 3, 0, 4), "job 1:2 has no mode 3"),
        (1, Row(1, 2, 2, 0, 5), "job 1:2 takes 4, not 5"),
        (3, Row(2, 1, 1, 0, 3), "job 2:1 starts before its project is released"),
        (2, Row(1, 3, 1, 3, 3), "job 1:3 starts before 1:2 has ended"),
        (1, Row(1, 2, 1, 2, 4), "resource 1: 4 of 3 in period 2"),
        (1, Row(1, 2, 1, 4, 6), "non-renewable resource 1: 3 of 2"),
        (0, Row(1, 1, 1, -1, -1), "job 1:1 starts before its project is released"),
    ],
)
def test_whatever_is_wrong_is_named(row: int, wrong: Row | None, said: str) -> None:
    rows = [*SHORTEST[:row], *([] if wrong is None else [wrong]), *SHORTEST[row + 1 :]]
    assert said in faults(TWO_PROJECTS, rows)


@pytest.mark.parametrize(("name", "text"), [("a.rcp", PATTERSON), ("a.sm", SM), ("a.mm", MM)])
def test_optimal_plans_of_files_hold_as_schedules(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    network = read_network(tmp_path / name)
    plan = prove(build(without_milestones(network)))[2]
    assert plan is not None
    rows = schedule(network, plan)
    assert len(rows) == len(network.jobs)
    assert (faults(network, rows), makespan(rows)) == ([], 5)


def test_files_are_read_as_they_were_written_and_wrong_ones_named(tmp_path: Path) -> None:
    path = tmp_path / "set" / "i-4.csv"
    write(path, SHORTEST)
    assert read_schedule(path) == SHORTEST
    assert [file.name for file in path.parent.iterdir()] == ["i-4.csv"]
    path.write_text("job,start\n1,0\n")
    with pytest.raises(Malformed, match=r"i-4\.csv:1: should read project,job,mode,start,end"):
        read_schedule(path)
    for line in ("1,1,1,0", "1,1,1,0,x", "1,1,1,0,0,0"):
        path.write_text(f"project,job,mode,start,end\n{line}\n")
        with pytest.raises(Malformed, match=r"i-4\.csv:2: should be five whole numbers"):
            read_schedule(path)


def test_what_is_shorter_than_published_is_kept_and_judged_again(tmp_path: Path) -> None:
    """Published: 6 of one instance that can be done in 5, and 5 of the same in another format. A file that was changed,
    or is called what it is not, is told."""
    library, out = tmp_path / "library", tmp_path / "out"
    (library / "RCPSP").mkdir(parents=True)
    (library / "RCPSP" / "a.rcp").write_text(PATTERSON)
    (library / "RCPSP" / "b.sm").write_text(SM)
    (library / "best_known.csv").write_text(
        "problem,set,instance,best_known,headline,best_published\nRCPSP,own,a.rcp,6,1,6\nRCPSP,own,b.sm,5,1,5\n"
    )
    asked = ["run", "--suite", "library", "--library", str(library), "--seconds", "5", "--workers", "1", "--seed", "1"]
    done = CliRunner().invoke(bench, [*asked, "--out", str(out), "-q"])
    assert done.exit_code == 0, done.output
    (path,) = (out / "schedules").rglob("*.csv")
    assert path.relative_to(out).as_posix() == "schedules/own/a-5.csv"
    runs = [json.loads(line) for line in (out / "runs.jsonl").read_text().splitlines()]
    assert [run["objective"] for run in runs] == [5, 5] and not any("schedule" in run for run in runs)

    judge = ["schedules", str(out), "--library", str(library)]
    done = CliRunner().invoke(bench, judge)
    assert (done.exit_code, done.output.splitlines()[2]) == (
        0,
        "| own | a.rcp | 6 | 5 | schedules/own/a-5.csv | holds |",
    )
    rows = read_schedule(path)
    write(path, [row._replace(start=row.start - 1, end=row.end - 1) if row.job == 4 else row for row in rows])
    done = CliRunner().invoke(bench, judge)
    assert done.exit_code == 1
    assert "job 1:4 starts before 1:2 has ended" in done.output
    assert "1 of 1 schedules do not hold" in done.output
    path.write_text("project,job,mode,start,end\n1;1;1;0;0\n")
    done = CliRunner().invoke(bench, judge)
    assert "| 6 | - | schedules/own/a-5.csv | a-5.csv:2: should be five whole numbers |" in done.output
    path.unlink()
    done = CliRunner().invoke(bench, judge)
    assert done.exit_code == 1 and "has no schedules" in done.output
    write(path.with_name("a-3.csv"), rows)
    assert "its name says 3" in CliRunner().invoke(bench, judge).output
    write(path.with_name("c-3.csv"), rows)
    assert "best_known.csv has no such instance" in CliRunner().invoke(bench, judge).output
