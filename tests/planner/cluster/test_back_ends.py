"""Back ends: SLURM by a made-up ``sbatch``, Dask with workers that are killed, two drivers on one folder, and the
commands as people type them."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.models.parts.regions import regional
from tests.planner.cluster.test_driver import WISHES, InThisProcess, driven, silent
from tests.support.locks import left_behind
from wijkplan.planner.cli import app
from wijkplan.planner.cluster.backend import Detached
from wijkplan.planner.cluster.child import never
from wijkplan.planner.cluster.driver import Driver
from wijkplan.planner.cluster.driver_lock import LOCK, OtherDriver, only_driver
from wijkplan.planner.cluster.slurm_backend import SlurmArrays
from wijkplan.planner.cluster.task_files import TASKS, Shared

ROOT = Path(__file__).parents[3]
SBATCH = """#!{python}
import os, subprocess, sys
folder = {folder!r}
options = dict(one.split("=", 1) for one in sys.argv[1:] if "=" in one and one.startswith("--"))
with open(folder + "/submitted", "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
first, last = (options.get("--array") or "1-1").split("-")
if "--dependency" not in options:
    for number in range(int(first), int(last) + 1):
        if number != {dies}:
            out = open(options["--output"].replace("%a", str(number)), "w")
            known = dict(os.environ, SLURM_ARRAY_TASK_ID=str(number))
            subprocess.run(options["--wrap"], shell=True, stdout=out, env=known)
print(4711)
"""


def made_up_slurm(folder: Path, monkeypatch: pytest.MonkeyPatch, dies: int = 0) -> None:
    """``sbatch`` that does its jobs at once, but for the task that dies, and ``squeue`` that lists none."""
    folder.mkdir(parents=True)
    for name, text in (
        ("sbatch", SBATCH.format(python=sys.executable, folder=str(folder), dies=dies)),
        ("squeue", "#!/bin/sh\nexit 0\n"),
    ):
        (folder / name).write_text(text)
        (folder / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.slow
def test_an_array_of_slurm_does_a_round_and_a_job_that_dies_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem, wishes = regional(5, regions=2), replace(WISHES, price_rounds=1, plan_rounds=1)
    made_up_slurm(tmp_path / "bin", monkeypatch)
    expected = driven(problem, tmp_path / "a", InThisProcess(), wishes)
    backend = SlurmArrays(("--account=wijk",))
    found = Driver(problem, Shared(tmp_path / "b"), backend, replace(wishes, memory_mib=4000), silent, never).run()
    assert (found.plan, found.bound, found.told) == (expected.plan, expected.bound, [])
    first = (tmp_path / "bin" / "submitted").read_text().splitlines()[0]
    assert "--account=wijk --array=1-2 --ntasks=1 --cpus-per-task=1 --mem=4256M" in first
    made_up_slurm(tmp_path / "dies", monkeypatch, dies=2)
    told = Driver(problem, Shared(tmp_path / "c"), backend, replace(wishes, plan_rounds=0), silent, never).run()
    assert any(
        "bound-00, part 2 of 2: no answer (failed: its job ended without an outcome" in line for line in told.told
    )


def test_detached_the_driver_submits_itself_after_the_array_and_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made_up_slurm(tmp_path / "bin", monkeypatch, dies=1)
    backend = SlurmArrays(again=["wijkplan", "region", "plan", "x y"])
    driver = Driver(regional(5, regions=1), Shared(tmp_path / "b"), backend, WISHES, silent, never)
    with pytest.raises(Detached, match="array 4711 of 1 sub-solve and driver 4711 after it are submitted"):
        driver.run()
    after = (tmp_path / "bin" / "submitted").read_text().splitlines()[1]
    assert "--dependency=afterany:4711" in after and "--wrap=wijkplan region plan 'x y'" in after


def test_where_there_is_no_sbatch_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ValueError, match="there is no sbatch here"):
        Driver(regional(5, regions=1), Shared(tmp_path / "b"), SlurmArrays(), WISHES, silent, never).run()


def test_two_drivers_on_one_folder_the_second_is_told(tmp_path: Path) -> None:
    with (
        only_driver(tmp_path),
        pytest.raises(OtherDriver, match=f"process {os.getpid()} drives"),
        only_driver(tmp_path),
    ):
        pass
    assert not (tmp_path / LOCK).exists()
    (tmp_path / LOCK).write_text(left_behind())
    with only_driver(tmp_path):  # of a process that is gone it is taken over
        pass
    (tmp_path / LOCK).write_text(left_behind(host="elsewhere"))
    with pytest.raises(OtherDriver, match=r"on elsewhere drives .* remove"), only_driver(tmp_path):
        pass


@pytest.mark.slow
def test_workers_of_dask_are_killed_and_the_result_is_the_same(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    from wijkplan.planner.cluster.dask_backend import DaskWorkers

    problem, wishes = regional(5, regions=2), replace(WISHES, price_rounds=2, plan_rounds=1)
    expected = driven(problem, tmp_path / "a", InThisProcess(), wishes)
    with distributed.LocalCluster(2, threads_per_worker=1, dashboard_address=None) as cluster:
        folder, done, killed = tmp_path / "b", threading.Event(), list[int]()

        def kill() -> None:
            """One worker once there is something to do, another one once there is more."""
            while len(killed) < 2 and not done.wait(0.02):
                alive = [w.pid for w in cluster.workers.values() if w.pid is not None and w.pid not in killed]
                if alive and len(list(folder.glob(f"{TASKS}/*/*"))) > 2 * len(killed):
                    with suppress(ProcessLookupError):  # it has just ended by itself
                        os.kill(alive[0], signal.SIGKILL)
                        killed.append(alive[0])

        killer = threading.Thread(target=kill)
        killer.start()
        found = Driver(problem, Shared(folder), DaskWorkers(cluster.scheduler_address, 2), wishes, silent, never).run()
        done.set()
        killer.join()
    assert killed and (found.plan, found.bound, found.told) == (expected.plan, expected.bound, [])


@pytest.mark.slow
def test_the_commands_plan_kill_resume_and_verify(tmp_path: Path) -> None:
    programme, folder = str(ROOT / "instances" / "examples" / "shared-crew"), str(tmp_path / "parts")
    options = ["--price-rounds", "2", "--steps", "5", "--plan-rounds", "1", "--work", "5", "--largest", "8"]
    command = [sys.executable, "-m", "wijkplan.planner.cli", "region", "plan", programme, folder, *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        process.stderr.readline()
        process.kill()
    planned = CliRunner().invoke(app, ["region", "plan", programme, folder, *options, "--json"])
    assert planned.exit_code == 0, planned.output
    record = json.loads(planned.stdout)
    assert record["status"] == "feasible" and record["bound"] <= record["cost"]
    verified = CliRunner().invoke(app, ["region", "verify", programme, folder])
    assert verified.exit_code == 0, verified.output
    path = tmp_path / "parts" / "region.json"
    stated, whole = json.loads(path.read_text()), path.read_text()
    for figure, told in (
        ("bound", "bound, as one certificate"),
        ("parts_bound", "bound, parts added up"),
        ("cost", "cost: "),
    ):
        path.write_text(json.dumps(stated | {figure: stated[figure] + 1}))
        wrong = CliRunner().invoke(app, ["region", "verify", programme, folder])
        assert wrong.exit_code == 1 and told in wrong.output, figure
    path.write_text(whole)
    plan = tmp_path / "parts" / "plan-bundled-all_in.json"
    edited = json.loads(plan.read_text())
    edited["activities"] = edited["activities"][1:]
    plan.write_text(json.dumps(edited))
    wrong = CliRunner().invoke(app, ["region", "verify", programme, folder])
    assert wrong.exit_code == 1 and "broken rules: " in wrong.output


def test_a_folder_that_is_no_region_is_told(tmp_path: Path) -> None:
    programme = str(ROOT / "instances" / "examples" / "one-street")
    refused = CliRunner().invoke(app, ["region", "verify", programme, str(tmp_path)])
    assert refused.exit_code == 1 and "wijkplan region plan makes such a folder" in refused.output
