"""Readers: what a file says is what the problem is, and a broken file is one clear sentence with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.files import MISTA, MM, MPLIB, PATTERSON, SM
from wijkplan.benchmarks.library import Malformed, read, read_network
from wijkplan.models.check import judge
from wijkplan.models.cpsat.solve import prove


def write(folder: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def first_line(value: object) -> str:
    """A short name of a parameter."""
    return str(value).partition("\n")[0].strip(" *")[:60]


@pytest.mark.parametrize(
    ("name", "text", "makespan"),
    [
        ("a.rcp", PATTERSON, 5),
        ("a.txt", PATTERSON, 5),
        ("a.sm", SM, 5),
        ("a.txt", SM, 5),
        ("a.mm", MM, 5),
        ("a.txt", MM, 5),
        ("a.rcmp", MPLIB, 6),
        ("a.txt", MPLIB, 6),
    ],
    ids=first_line,
)
def test_optimum(tmp_path: Path, name: str, text: str, makespan: int) -> None:
    problem = read(write(tmp_path, name, text))
    status, objective, plan = prove(problem)
    assert (status, objective) == ("optimal", makespan)
    assert plan is not None
    verdict = judge(problem, plan)
    assert (verdict.violations, verdict.objective) == ((), makespan)


def test_total_project_delay(tmp_path: Path) -> None:
    problem = read(write(tmp_path, "a.rcmp", MPLIB), "delay")
    assert [project.target for project in problem.projects] == [4, 4]
    assert prove(problem)[:2] == ("optimal", 2)


def test_mista_has_shared_and_own_resources_and_its_own_targets(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts", "a.mm", MM)
    path = write(tmp_path, "A-1.txt", MISTA)
    problem = read(path, "delay")
    assert [project.target for project in problem.projects] == [2, 4]
    assert [pool.heads[0] for pool in problem.pools] == [2] and problem.nonrenewables == (5, 5)
    assert [activity.release for activity in problem.activities] == [0, 0, 1, 1]
    assert prove(problem)[:2] == ("optimal", 9)
    own = read(write(tmp_path, "A-2.txt", MISTA.removesuffix("2\n") + "-1\n"), "delay")
    assert [pool.heads[0] for pool in own.pools] == [3, 3], "each project has what its own file says"
    assert prove(own)[:2] == ("optimal", 5)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("parts/a.mm\n1", "parts/b.mm\n1", "A-1.txt:4: there is no parts/b.mm, the file of project 1"),
        ("\n1\n2\n", "\n2\n2 2\n", "A-1.txt:9: project 1 has 1 of 2 resources"),
        ("\n1\n2\n", "\n1\n-2\n", "A-1.txt:9: the amount of resource 1 should be at least -1, not -2"),
    ],
    ids=first_line,
)
def test_a_malformed_file_of_the_challenge(tmp_path: Path, old: str, new: str, message: str) -> None:
    (tmp_path / "parts").mkdir()
    write(tmp_path / "parts", "a.mm", MM)
    with pytest.raises(Malformed) as caught:
        read(write(tmp_path, "A-1.txt", MISTA.replace(old, new, 1)))
    assert str(caught.value) == message


def test_both_forms_of_one_network_are_the_same(tmp_path: Path) -> None:
    assert read(write(tmp_path, "a.rcp", PATTERSON)) == read(write(tmp_path, "a.sm", SM))


def test_milestones_are_replaced_by_precedence(tmp_path: Path) -> None:
    # Source and sink go; of the rest only 2 -> 4 remains.
    problem = read(write(tmp_path, "a.rcp", PATTERSON))
    assert [activity.modes[0].duration for activity in problem.activities] == [3, 2, 2]
    assert [(p.predecessor, p.successor) for p in problem.precedences] == [(0, 2)]


def test_milestone_in_the_middle(tmp_path: Path) -> None:
    # 1 -> milestone 2 -> 3, and each takes 2 periods of nothing.
    problem = read(write(tmp_path, "a.rcp", "3 0\n2 1 2\n0 1 3\n2 0\n"))
    assert [(p.predecessor, p.successor) for p in problem.precedences] == [(0, 1)]
    assert prove(problem)[:2] == ("optimal", 4)


def test_releases_and_stocks(tmp_path: Path) -> None:
    problem = read(write(tmp_path, "a.rcmp", MPLIB))
    assert [activity.release for activity in problem.activities] == [0, 0, 2]
    problem = read(write(tmp_path, "a.mm", MM))
    assert problem.nonrenewables == (5,)
    assert [mode.consumption for mode in problem.activities[0].modes] == [(4,), (1,)]
    assert read_network(write(tmp_path, "b.sm", SM.replace("1      3      0 ", "1      3      4 "))).releases == (4,)


def test_horizon_holds_a_plan_and_little_more(tmp_path: Path) -> None:
    # A quick schedule of 5 periods, and half of that beyond it; all jobs one after another would take 7.
    assert read(write(tmp_path, "a.rcp", PATTERSON)).horizon == 7
    assert read(write(tmp_path, "a.rcp", PATTERSON), room=0.0).horizon == 5
    assert prove(read(write(tmp_path, "a.rcp", PATTERSON), room=0.0))[:2] == ("optimal", 5)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.rcp", "", "a.rcp:1: the number of activities is missing"),
        ("a.rcp", PATTERSON.replace("0 0 0\n", ""), "a.rcp:7: the duration of activity 5 is missing"),
        ("a.rcp", PATTERSON + "9", "a.rcp:9: '9' is more than the file announces"),
        ("a.rcp", PATTERSON.replace("2 1 1\n 5", "2 1 1\n 6"), "a.rcp:6: activity 3 has successor 6 of 5"),
        (
            "a.rcp",
            PATTERSON.replace("2 1 1", "2 x 1"),
            "a.rcp:5: a demand of activity 3 should be a whole number, not 'x'",
        ),
        (
            "a.rcp",
            PATTERSON.replace("3 2 1 4", "-3 2 1 4"),
            "a.rcp:4: the duration of activity 2 should be at least 0, not -3",
        ),
        ("a.rcp", PATTERSON.replace("2 2 1 5", "2 2 1 2"), "a.rcp:4: job 2 lies on, or behind, a cycle of successors"),
        ("a.rcp", "1 1\n3\n0 0 0", "a.rcp:1: describes no work"),
        ("a.rcmp", MPLIB.replace("2:3", "2:9"), "a.rcmp:15: successor 2:9 does not exist"),
        (
            "a.rcmp",
            MPLIB.replace("2:3", "23"),
            "a.rcmp:15: a successor of activity 2:2 should read project:activity, not '23'",
        ),
        ("a.mm", MM.replace("\t2\t5\t2\t1", "\t3\t5\t2\t1"), "a.mm:19: mode of job 2, 2 should be here, not 3"),
        ("a.mm", MM.replace("jobs  (incl", "(incl"), "a.mm:1: does not say the number of jobs"),
        ("a.mm", MM.replace("REQUESTS", "REQUEST"), "a.mm:29: has no section REQUESTS/DURATIONS"),
        ("a.mm", MM.replace("0 D", "1 D"), "a.mm:5: doubly constrained resources are not supported"),
        ("a.mm", MM.replace("\t3\t5\n", "\t3\n"), "a.mm:28: an availability is missing"),
    ],
    ids=first_line,
)
def test_malformed(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(write(tmp_path, name, text))
    assert str(caught.value) == message


def test_no_text_at_all(tmp_path: Path) -> None:
    path = tmp_path / "a.rcp"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(Malformed, match=r"a\.rcp:1: is no text file"):
        read(path)
