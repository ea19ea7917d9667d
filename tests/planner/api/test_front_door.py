"""``import wijkplan as wp``: what a person who works in Python meets first."""

from __future__ import annotations

import doctest
import inspect
import json
import subprocess
import sys
from functools import cached_property
from pathlib import Path

import pandas as pd
import pytest

import wijkplan as wp
import wijkplan._comparison
import wijkplan._programme
from tests.support.tables import TABLES


@pytest.fixture(scope="module")
def result() -> wp.Result:
    return wp.read(wp.example("shared-crew")).compile().solve("shared", "all_in", work=300)


def test_a_solve_says_status_cost_bound_gap_and_plan(result: wp.Result) -> None:
    assert (
        result.status == "optimal"
        and result.cost == result.bound
        and result.gap == 0
        and result.certified in (True, False)
    )
    assert result.plan is not None and result.reason is None


def test_the_plan_as_tables(result: wp.Result) -> None:
    assert result.plan is not None
    plan, people, load = result.plan.to_frame(), result.plan.people_frame(), result.plan.load_frame()
    assert list(plan["activity"]) == [row["activity"] for row in result.plan.to_json()["activities"]]
    assert (plan["end"] >= plan["start"]).all() and (
        plan["weeks_moved"] == plan["start_week"] - plan["asked_week"]
    ).all()
    lent = people[people["source"] == "lent"]["head_weeks"].sum()
    assert lent > 0 and lent == pytest.approx(result.plan.measures.lent_head_weeks, abs=0.01)
    ours = people[people["source"] != "hired"]["head_weeks"].sum()
    assert ours == pytest.approx(load["at_work"].sum(), abs=0.01)
    assert (load["idle"] >= 0).all() and (
        (load["heads"] - load["at_work"]).clip(lower=0) - load["idle"]
    ).abs().max() < 1e-9


def test_figures_show_every_activity_and_every_head_week(result: wp.Result) -> None:
    assert result.plan is not None
    gantt = wp.plot.gantt(result.plan)
    assert sum(len(bar.base) for bar in gantt.data) == len(result.plan.to_frame())
    people = result.plan.people_frame()
    figure = wp.plot.load(result.plan, "LVM")
    shown = sum(sum(trace.y) for trace in figure.data if trace.stackgroup)
    assert shown == pytest.approx(
        (people["heads"] * (people["until"] - people["since"]))[people["trade"] == "LVM"].sum()
    )
    with pytest.raises(ValueError, match="no people of trade 'XXX'"):
        wp.plot.load(result.plan, "XXX")


def test_what_cannot_be_planned_carries_its_findings() -> None:
    folder = Path(__file__).parents[3] / "instances" / "invalid" / "unknown-district"
    with pytest.raises(wp.InvalidSubmission, match="There is no district P90") as caught:
        wp.read(folder)
    assert [f.kind for f in caught.value.findings] == [f.kind for f in wp.check(folder)] == ["unknown-district"] * 2


def test_wrong_words_are_named() -> None:
    model = wp.read(wp.example("one-crew-waits")).compile()
    with pytest.raises(ValueError, match="'everything' is none of"):
        model.solve("everything")
    with pytest.raises(ValueError, match="'cheap' is none of"):
        model.solve("aligned", "cheap")
    with pytest.raises(FileNotFoundError, match=r"there are: .*pilot"):
        wp.example("nowhere")


def test_it_works_in_a_folder_that_has_a_module_of_our_old_names(tmp_path: Path) -> None:
    for name in ("models", "planner", "benchmarks"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')\n", "utf-8")
    code = "import wijkplan as wp, json; print(json.dumps([f.kind for f in wp.check(wp.example('one-crew-waits'))]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []


def test_checking_loads_neither_solver_nor_tables() -> None:
    heavy = ("pandas", "plotly", "ortools", "numba")
    code = (
        "import sys, wijkplan as wp; wp.check(wp.example('one-crew-waits')); "
        f"print([m for m in {heavy} if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_under_its_other_name_it_says_so() -> None:
    done = subprocess.run([sys.executable, "-c", "import wijkplan.planner.api"], capture_output=True, text=True)
    assert done.returncode == 1 and "import wijkplan" in done.stderr


MODULES = (wp, wijkplan._programme, wijkplan._comparison, wp.plot)


@pytest.mark.slow
def test_examples_in_docstrings_run() -> None:
    for module in MODULES:
        assert doctest.testmod(module).failed == 0


def test_every_public_function_has_an_example() -> None:
    found = []
    for module in MODULES[1:]:
        for name, one in vars(module).items():
            if getattr(one, "__module__", None) == module.__name__ and not name.startswith("_"):
                members = vars(one).items() if isinstance(one, type) else ()
                parts = [(f"{name}.{key}", part) for key, part in members if not key.startswith("_")]
                found += [(name, one)] if inspect.isfunction(one) else parts
    documented = [
        (name, one.__doc__ or "") for name, one in found if callable(one) or isinstance(one, property | cached_property)
    ]
    assert len(documented) > 30
    assert [name for name, told in documented if ">>>" not in told] == []


@pytest.fixture(scope="module")
def comparison() -> wp.Comparison:
    return wp.compare(wp.read(wp.example("shared-crew")), work=50)


def test_a_comparison_as_tables_says_what_the_record_says(comparison: wp.Comparison) -> None:
    results, terms, savings = comparison.results_frame(), comparison.terms_frame(), comparison.savings_frame()
    assert list(results["cost"]) == [r.cost for r in comparison.results]
    costs = terms.groupby(["question", "variant"])["euros"].sum()
    stated = {(r.question, r.variant): r.cost for r in comparison.results if r.question in ("equal_delivery", "all_in")}
    assert {key: int(euros) for key, euros in costs.items() if not key[0].startswith("sooner")} == stated
    assert list(savings["low"]) == [s.low for s in comparison.savings] and set(savings["word"]) <= {
        "proven",
        "indicated",
        "negligible",
        "undecided",
    }
    assert comparison.headlines("nl") != comparison.headlines("en")


def test_people_of_a_comparison_are_tables_too(comparison: wp.Comparison) -> None:
    told = comparison.record.people
    assert len(comparison.bills_frame()) == sum(len(one.employers) for one in told.bills)
    assert comparison.sharing_frame()["euros"].sum() == sum(one.people_eur for one in told.sharing)
    demand = comparison.demand_frame("all_in", "shared")
    plan = comparison.plan("shared", "all_in")
    lines, employers = plan.lines_frame(), plan.employers_frame()
    assert set(demand["plan"]) == {"asked weeks", "baseline", "plan"}
    assert demand[demand["plan"] == "plan"]["demand"].sum() == pytest.approx(lines["demand"].sum())
    assert employers["lent_head_weeks"].sum() == pytest.approx(lines["lent_out"].sum()) and lines["lent_out"].sum() > 0


def test_a_comparison_is_saved_opened_again_and_verified(comparison: wp.Comparison, tmp_path: Path) -> None:
    comparison.save(tmp_path / "out")
    again = wp.open(tmp_path / "out")
    assert again.record == comparison.record and again.plans == comparison.plans
    rows = wp.verify(tmp_path / "out")
    assert rows and all(row.agrees for row in rows)
    tables = sorted(path.name for path in (tmp_path / "out" / "tables").iterdir())
    assert tables == [f"{name}.csv" for name in TABLES]
    heads = pd.read_csv(tmp_path / "out" / "tables" / "people.csv")
    for result in comparison.results:
        mine = heads[
            (heads["question"] == result.question) & (heads["variant"] == result.variant) & (heads["source"] == "lent")
        ]
        assert result.measures is not None and mine["head_weeks"].sum() == pytest.approx(
            result.measures.lent_head_weeks, abs=0.02
        )
