"""What all tests share: commands that they run write their log to a folder of the tests, never to that of whoever runs
them; what several processes need is made in one of them (:mod:`tests.support.shared`), and kernels are compiled once
for all processes, while tests are collected, not in each of them. Where Python is asked to keep no bytecode, it is kept
in a folder of the tests, so that the many commands that they start need not compile every module again.

What Hypothesis draws is the same in every run, and drawn anew at night (:mod:`tests.support.draws`): what a new draw
finds is not laid at the door of the change that happens to be tested. How long a draw takes says something of the
machine only, so it may take as long as it does."""

from __future__ import annotations

import gc
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from threading import Thread

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from tests.support.draws import ANEW
from tests.support.passing_folders import passing_folder
from tests.support.shared import FOLDER

os.environ["XDG_STATE_HOME"] = passing_folder("wijkplan-tests-")
if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(os.environ["XDG_STATE_HOME"], "bytecode"))
gc.disable()  # until all is collected
settings.register_profile(
    "wijkplan",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not ANEW,
)
settings.load_profile("wijkplan")
LONGEST = (
    "test_accessible.py",
    "test_round_in_browsers.py",
    "test_faults_live.py",
    "test_demo.py",
    "test_statements.py",
    "test_front_door.py",
    "test_rounds_machine.py",
    "test_new_programme.py",
)
"""Files that last half a minute or more on a quiet machine."""
COMPILED = "WIJKPLAN_TESTS_COMPILED"
"""Names the file that is there once kernels are compiled, or could not be."""


def pytest_configure(config: pytest.Config) -> None:
    """Begin to compile where several processes will need the same kernels."""
    if not getattr(config.option, "numprocesses", None) or hasattr(config, "workerinput"):
        return
    shared = Path(os.environ["XDG_STATE_HOME"], "shared")
    shared.mkdir()
    os.environ[FOLDER] = str(shared)
    from wijkplan.models.construct.compile_ahead import ALL, mark

    if not mark(ALL).exists():
        done = Path(os.environ["XDG_STATE_HOME"], "compiled")
        os.environ[COMPILED] = str(done)
        Thread(target=_compile, args=(done,), daemon=True).start()


def _compile(done: Path) -> None:
    command = [sys.executable, "-m", "wijkplan.models.compile_kernels"]
    for process in [subprocess.Popen([*command, part]) for part in ("0", "1")]:
        process.wait()
    done.touch()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Wait for them before the first test runs. What was imported and collected until now stays, half a million
    objects: the garbage collector, which took an eighth of the time, need not look at it again and again."""
    gc.freeze()
    gc.enable()
    compiled = os.environ.get(COMPILED)
    while compiled and hasattr(session.config, "workerinput") and not Path(compiled).exists():
        time.sleep(0.1)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is left to the night is left out with all that is slow. Files that last longest come first, then those with
    most tests: of two processes none waits long for the other at the end."""
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker("slow")
    number = Counter(item.path for item in items)
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: (place.get(item.path.name, len(place)), -number[item.path]))


@pytest.fixture(autouse=True)
def no_language_chosen() -> None:
    """The language that a command of the test before was run in does not stay for this one."""
    from wijkplan.planner.cli.shared import speak_as_asked

    speak_as_asked(())


@pytest.fixture(autouse=True)
def nothing_left_to_chance() -> None:
    """Numbers drawn without a seed of their own (kernels that a test runs uncompiled) are the same in every run."""
    random.seed(0)
    np.random.seed(0)
