"""Planning in parts through files: the same result however often it is killed, and nothing taken over unchecked."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.models.parts.regions import regional
from wijkplan.benchmarks.generate.union import union
from wijkplan.models.check import judge
from wijkplan.models.check.bounds import certified
from wijkplan.models.problem import Problem
from wijkplan.planner.cluster import task_files
from wijkplan.planner.cluster.backend import LocalProcesses, Order
from wijkplan.planner.cluster.child import Ended, never, run
from wijkplan.planner.cluster.driver import Driver
from wijkplan.planner.cluster.driver_lock import only_driver
from wijkplan.planner.cluster.problem_json import canonical, read
from wijkplan.planner.cluster.session import Found, Wishes
from wijkplan.planner.cluster.sub_solve import outcome_of
from wijkplan.planner.cluster.task_files import OtherVersion, Shared, Task, code_version, packed
from wijkplan.planner.folder.atomic_output import CannotWrite

WISHES = Wishes(price_rounds=3, steps=10, whole_steps=10, plan_rounds=2, work=5, whole_work=5, largest=None)


def silent(line: str) -> None:
    """Nobody listens."""
    del line


class InThisProcess:
    """Does what a back end does, without processes; ``lost`` are rounds whose answers of a part get lost, ``ends``
    after how many sub-solves the whole run is killed."""

    name = "here"

    def __init__(self, lost: frozenset[tuple[str, int]] = frozenset(), ends: int | None = None) -> None:
        self.lost, self.ends, self.done = lost, ends, 0

    def carry_out(self, order: Order) -> list[Ended]:
        shared, failed = Shared(order.folder), []
        for n, key in enumerate(order.keys):
            if self.ends is not None and self.done >= self.ends:
                raise KeyboardInterrupt
            if (order.round, n) in self.lost:
                failed.append(Ended(key, "failed", "ended by signal 9"))
                continue
            task = shared.task(order.round, key)
            shared.put_outcome(order.round, outcome_of(task, shared.part(task.part)))
            self.done += 1
        return failed


def driven(problem: Problem, folder: Path, backend: InThisProcess, wishes: Wishes = WISHES) -> Found:
    return Driver(problem, Shared(folder), backend, wishes, silent, never).run()


def test_a_region_is_planned_and_bounded_and_the_whole_is_derived_again(tmp_path: Path) -> None:
    problem = regional(5, regions=3, weeks=12)
    found = driven(problem, tmp_path, InThisProcess())
    assert found.plan is not None and found.cost is not None and found.bound is not None and found.whole is not None
    assert judge(problem, found.plan).feasible
    assert judge(problem, found.plan).objective == found.cost
    assert found.bound == certified(problem, found.whole)
    assert found.bound <= found.cost
    assert found.told == []
    inside = [path for path in tmp_path.rglob("*") if path != tmp_path]  # of the clearing zone: nobody else reads it
    assert {path.stat().st_mode & 0o077 for path in inside} == {0}


def test_components_are_looked_at_as_one(tmp_path: Path) -> None:
    problem = union([regional(3, regions=2), regional(5, regions=2)])
    parts_alone = driven(problem, tmp_path / "a", InThisProcess(), replace(WISHES, whole_steps=0, whole_work=0))
    found = driven(problem, tmp_path / "b", InThisProcess(), replace(WISHES, whole_steps=60, whole_work=60))
    assert parts_alone.bound == parts_alone.parts_bound == found.parts_bound
    assert found.bound is not None and found.parts_bound is not None and found.whole is not None
    assert found.bound == certified(problem, found.whole) > found.parts_bound
    assert found.cost is not None and parts_alone.cost is not None and found.cost <= parts_alone.cost
    asked = {one.round: one for one in found.rounds}
    assert asked["bound-whole"].value == found.bound
    assert len(list((tmp_path / "b" / "outcomes" / "bound-whole").iterdir())) == 2
    lost = InThisProcess(lost=frozenset({("bound-whole", 1), ("plan-whole", 0)}))
    half = driven(problem, tmp_path / "c", lost, replace(WISHES, whole_steps=60, whole_work=60))
    assert half.bound is not None and half.whole is not None and found.parts_bound <= half.bound <= found.bound
    assert half.bound == certified(problem, half.whole)
    assert any("component 2 of 2 as one: no answer" in line for line in half.told)


def test_a_component_of_which_a_part_found_no_room_is_planned_as_one(tmp_path: Path) -> None:
    problem = union([regional(3, regions=2), regional(5, regions=2)])
    turns = frozenset((f"plan-{k:02}-{c:02}", 1) for k in range(2) for c in range(4))  # the second of each turn
    without = driven(problem, tmp_path / "a", InThisProcess(lost=turns), replace(WISHES, whole_work=0))
    assert without.plan is None
    found = driven(problem, tmp_path / "b", InThisProcess(lost=turns), replace(WISHES, whole_work=60))
    assert found.plan is not None and judge(problem, found.plan).feasible
    assert found.cost == judge(problem, found.plan).objective


def test_killed_at_any_moment_and_started_again_it_finds_the_same(tmp_path: Path) -> None:
    problem = regional(5, regions=3, weeks=12)
    expected = driven(problem, tmp_path / "at once", InThisProcess())
    folder = tmp_path / "in bits"
    for kill in (1, 2, 5):
        with pytest.raises(KeyboardInterrupt):
            driven(problem, folder, InThisProcess(ends=kill))
    found = driven(problem, folder, InThisProcess())
    assert (found.plan, found.cost, found.bound) == (expected.plan, expected.cost, expected.bound)
    assert found.whole == expected.whole


def test_a_part_whose_answer_is_missing_keeps_a_bound_valued_at_the_new_prices(tmp_path: Path) -> None:
    problem = regional(5, regions=3, weeks=12)
    found = driven(problem, tmp_path, InThisProcess(lost=frozenset({("bound-01", 1), ("bound-02", 0)})))
    assert found.bound is not None and found.whole is not None
    assert found.bound == certified(problem, found.whole)
    assert [one.missing for one in found.rounds][:3] == [0, 1, 1]
    assert any("bound-01, part 2 of 3: no answer (failed: ended by signal 9)" in line for line in found.told)


def test_outcomes_that_cannot_be_read_are_moved_aside_and_made_again(tmp_path: Path) -> None:
    problem = regional(5, regions=2)
    expected = driven(problem, tmp_path, InThisProcess())
    some = sorted((tmp_path / "outcomes" / "bound-00").iterdir())
    some[0].write_bytes(some[0].read_bytes()[:40])
    some[1].write_bytes(packed(b'{"format_version":1,"key":"another"}'))
    (tmp_path / "outcomes" / "bound-00" / f".{some[0].name}.77.tmp").write_bytes(b"half")
    found = driven(problem, tmp_path, InThisProcess())
    assert (found.plan, found.bound) == (expected.plan, expected.bound)
    assert len(Shared(tmp_path).bad()) == 2
    assert all(path.is_file() for path in some)


def test_a_bound_that_an_outcome_claims_is_not_taken_over(tmp_path: Path) -> None:
    problem = regional(5, regions=2)
    expected = driven(problem, tmp_path, InThisProcess())
    shared = Shared(tmp_path)
    for path in (tmp_path / "outcomes" / "bound-00").iterdir():
        outcome = shared.outcome("bound-00", path.name.split(".")[0])
        assert outcome is not None and outcome.bound is not None
        shared.put_outcome("bound-00", outcome.model_copy(update={"bound": 10 * outcome.bound}))
    assert driven(problem, tmp_path, InThisProcess()).bound == expected.bound


def test_a_part_without_a_plan_is_told_and_gets_no_bound(tmp_path: Path) -> None:
    problem = regional(5, regions=2)
    late = tuple(replace(a, deadline=0) if a.project == 1 else a for a in problem.activities)
    found = driven(replace(problem, activities=late), tmp_path, InThisProcess())
    assert found.plan is None and found.bound is None
    assert any("part 2 of 2 has no plan" in line for line in found.told)
    shared = Shared(tmp_path)
    made = [
        shared.outcome("plan-00-00", path.name.split(".")[0]) for path in (tmp_path / "outcomes/plan-00-00").iterdir()
    ]
    assert [one.status for one in made if one is not None] == ["done"], "the other part is planned"


def test_values_survive_their_files() -> None:
    problem = regional(2, regions=2)
    again = read(Problem, canonical(problem))
    assert again == problem
    assert canonical(again) == canonical(problem)


def test_a_worker_of_another_version_does_nothing(tmp_path: Path) -> None:
    problem = regional(2, regions=2)
    shared = Shared(tmp_path)
    driver = Driver(problem, shared, InThisProcess(), WISHES, silent, never)
    task = Task(kind="bound", part=driver.hashes[0], code="of yesterday", seed=1, work=3)
    key = shared.put_task("bound-00", task)
    with pytest.raises(OtherVersion, match="made by version of yesterday"):
        shared.task("bound-00", key)
    ended = run(tmp_path, "bound-00", key, None)
    assert ended.how == "version" and "give driver and workers the same wijkplan" in ended.said
    assert shared.missing("bound-00", [key]) == [key]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        del descriptor
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(task_files.os, "fsync", full)
    with pytest.raises(CannotWrite, match="no space left on device; nothing is lost"):
        driven(regional(2), tmp_path, InThisProcess())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_folder_that_can_only_be_read_is_told_and_what_is_done_stays_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = regional(2)
    with pytest.raises(KeyboardInterrupt):
        driven(problem, tmp_path, InThisProcess(ends=1))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    really = os.open

    def read_only(path: object, flags: int, *more: int, **named: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR):
            raise OSError(30, "Read-only file system")
        return really(path, flags, *more, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", read_only)
        with pytest.raises(CannotWrite, match="read-only file system"):
            driven(problem, tmp_path, InThisProcess())
        with pytest.raises(CannotWrite, match="read-only file system"), only_driver(tmp_path):
            pass
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert driven(problem, tmp_path, InThisProcess()).plan is not None


def test_a_worker_that_cannot_write_its_answer_is_told(tmp_path: Path) -> None:
    problem = regional(2, regions=2)
    driver = Driver(problem, Shared(tmp_path), InThisProcess(), WISHES, silent, never)
    key = Shared(tmp_path).put_task(
        "bound-00", Task(kind="bound", part=driver.hashes[0], code=code_version(), seed=1, work=3)
    )
    (tmp_path / "outcomes").write_text("a file where a folder should be, as good as a disk that cannot be written")
    ended = run(tmp_path, "bound-00", key, None)
    assert ended.how == "cannot write" and "nothing is lost, start again when it can" in ended.said
    assert Shared(tmp_path).missing("bound-00", [key]) == [key]
    (tmp_path / "outcomes").unlink()
    assert run(tmp_path, "bound-00", key, None).how == "done"


class SlowFrom:
    """Does rounds as :class:`InThisProcess`; from a round on it never comes to an end by itself."""

    name = "slow"

    def __init__(self, round_: str) -> None:
        self.round, self.inside, self.slow = round_, InThisProcess(), False

    def carry_out(self, order: Order) -> list[Ended]:
        self.slow = self.slow or order.round == self.round
        if not self.slow:
            return self.inside.carry_out(order)
        while not order.stop():
            time.sleep(0.01)
        return [Ended(key, "stopped") for key in order.keys]


def test_what_is_missing_at_the_deadline_counts_with_its_last_bound(tmp_path: Path) -> None:
    problem = regional(5, regions=2)
    found = Driver(problem, Shared(tmp_path), SlowFrom("bound-01"), replace(WISHES, deadline=0.2), silent, never).run()
    assert found.plan is None and found.bound is not None and found.whole is not None
    assert found.bound == certified(problem, found.whole)
    assert [one.missing for one in found.rounds if one.round.startswith("bound-0")] == [0, 2, 2]
    assert any("bound-01, part 1 of 2: no answer (was stopped)" in line for line in found.told)


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = regional(5, regions=2)
    expected = driven(problem, tmp_path / "a", InThisProcess())
    ticks = iter(range(10**9, 0, -(10**5)))
    monkeypatch.setattr("time.time", lambda: float(next(ticks)))
    found = driven(problem, tmp_path / "b", InThisProcess(), replace(WISHES, deadline=3600.0))
    assert (found.plan, found.bound, found.told) == (expected.plan, expected.bound, [])


@pytest.mark.slow
def test_processes_of_their_own_find_the_same_also_with_too_little_memory(tmp_path: Path) -> None:
    problem = regional(5, regions=2)
    expected = driven(problem, tmp_path / "a", InThisProcess())
    driver = Driver(problem, Shared(tmp_path / "b"), LocalProcesses(2), WISHES, silent, never)
    found = driver.run()
    assert (found.plan, found.bound) == (expected.plan, expected.bound)
    little = replace(WISHES, memory_mib=20, plan_rounds=1)
    told = Driver(problem, Shared(tmp_path / "c"), LocalProcesses(2), little, silent, never).run()
    assert told.plan is None
    assert any("needs more than 20 MiB, also with half of its work at a time" in line for line in told.told)
