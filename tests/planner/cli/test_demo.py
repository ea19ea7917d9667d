"""``wijkplan compare --demo``: a first result without a file of one's own, also where only the wheel is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from click.testing import CliRunner

from wijkplan.planner.cli.main import app

ROOT = Path(__file__).parents[3]


def test_it_compares_a_programme_that_comes_with_it(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["compare", "--demo", "--work", "20", "--out", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "proven" in done.output and (tmp_path / "out" / "report.html").is_file()
    programme = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))["programme"]
    assert [Path(path).name for path in programme] == ["combined-tender"]


@pytest.mark.parametrize("named", [[], ["--demo", "instances/pilot"]])
def test_a_programme_or_the_demo(named: list[str], tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["compare", *named, "--out", str(tmp_path / "out")])
    assert done.exit_code == 2 and "--demo" in done.output and not (tmp_path / "out").exists()


@pytest.mark.slow
def test_a_wheel_without_a_checkout_runs_the_demo(tmp_path: Path) -> None:
    """Built from a copy of the sources, installed in a fresh environment that shares only what wijkplan depends on."""
    source = tmp_path / "source"
    for name in ("planner", "models", "instances", "benchmarks"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    wheels = tmp_path / "wheels"
    build = [*pip, "wheel", str(source), "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels)]
    subprocess.run(build, check=True, capture_output=True, cwd=tmp_path)
    (wheel,) = wheels.glob("*.whl")
    venv.create(tmp_path / "fresh", with_pip=False)
    python = tmp_path / "fresh" / "bin" / "python"
    (site,) = (tmp_path / "fresh" / "lib").glob("python*/site-packages")
    shared = [path for path in sys.path if path.endswith("-packages")] or [sysconfig.get_paths()["purelib"]]
    (site / "shared.pth").write_text(
        "\n".join(shared) + "\n", "utf-8"
    )  # paths only: an editable install there is not followed
    install = [*pip, "--python", str(python), "install", "--no-deps", "--no-index", "--ignore-installed", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [python.with_name("wijkplan"), "compare", "--demo", "--work", "2", "--workers", "1"],
        cwd=empty,
        env=plain | {"NUMBA_DISABLE_JIT": "1"},  # kernels as plain Python: compiling them takes longer than this
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (empty / "out" / "report.html").stat().st_size > 1_000_000
    where = [python, "-c", "import wijkplan, wijkplan.models as m; print(wijkplan.__file__, m.__file__)"]
    found = subprocess.run(where, cwd=empty, env=plain, capture_output=True, text=True, check=True).stdout.split()
    assert all(Path(path).is_relative_to(site) for path in found)
