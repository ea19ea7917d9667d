"""``wijkplan compare`` as a user meets it: everything it promises, and what verify makes of it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.planner.cli.conftest import QUICK
from tests.support.command import EXAMPLE, wijkplan
from tests.support.tables import TABLES

VARIANTS = ("own", "streets", "districts", "aligned", "shared", "combined", "bundled")


@pytest.mark.slow
def test_a_race_stops_when_the_outcome_is_decided(tmp_path: Path) -> None:
    race = (
        "--until-verdict",
        "--time-limit",
        "40",
        "--workers",
        "1",
        "--pair",
        "aligned:combined",
        "--question",
        "equal-delivery",
    )
    done = wijkplan("compare", EXAMPLE, *race, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))["race"]
    assert (told["limit"], told["stopped"], told["blocked_by"]) == (40.0, "decided", [])
    assert [(row["question"], row["from"], row["to"]) for row in told["decided"]] == [
        ("equal_delivery", "aligned", "combined")
    ]
    assert told["sentence"] in done.stderr
    verified = wijkplan("verify", EXAMPLE, tmp_path / "out")
    assert verified.returncode == 0 and "1 decided, 0 open" in verified.stdout, verified.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--pair", "aligned:combined"), "with --until-verdict"),
        (("--until-width", "50"), "with --until-verdict"),
        (("--until-verdict", "--work", "10"), "does not go with it"),
        (("--until-verdict", "--pair", "combined:aligned"), "use one of own:streets, streets:districts, own:aligned"),
    ],
)
def test_what_no_race_can_be_asked_is_said_at_once(options: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = wijkplan("compare", EXAMPLE, *options, "--out", tmp_path / "out")
    assert done.returncode == 2 and said in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_bundling_effect_changes_the_scenario_and_no_cost(comparison: dict[str, Any], tmp_path: Path) -> None:
    done = wijkplan("compare", EXAMPLE, *QUICK, "--seed", 1, "--out", tmp_path / "out", "--bundling-effect", 0)
    assert done.returncode == 0, done.stderr
    without = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert without["scenario"]["bundling_effect_percent"] == 0
    assert [(r["cost"], r["bound"]) for r in without["results"]] == [
        (r["cost"], r["bound"]) for r in comparison["results"]
    ]
    assert without["savings"] == comparison["savings"] and without["break_even"] == comparison["break_even"]
    shared = sum(row["shared_operations"] for row in comparison["scenario"]["euros"])
    assert shared == sum(row["falls_away"] for row in without["scenario"]["euros"]) > 0
    assert not any(row["falls_away"] for row in comparison["scenario"]["euros"])
    assert wijkplan("compare", EXAMPLE, "--bundling-effect", 101).returncode == 2


def test_compare_writes_everything_it_promises(folder: Path, comparison: dict[str, Any]) -> None:
    plans = {f"plan-{v}-{q}.json" for v in VARIANTS for q in ("all_in", "equal_delivery")}
    stated = {result["plan"] for result in comparison["results"] if result["plan"] is not None}
    assert plans <= stated  # and of question sooner wherever there is a plan
    plans = stated | {"plan-asked-weeks.json"}
    files = {
        "certificates.json",
        "comparison.json",
        "report.html",
        "run.json",
        "ocds/release-package.json",
        "ocds/dropped.json",
    }
    files |= {f"tables/{name}.csv" for name in TABLES}
    assert {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} == plans | files
    assert set(comparison["programme"]) >= {
        "name",
        "activities",
        "projects",
        "employers",
        "clients",
        "districts",
        "pools",
        "homes",
        "weeks",
        "candidates",
    }
    for result in comparison["results"]:
        assert set(result) >= {
            "question",
            "variant",
            "status",
            "cost",
            "bound",
            "bound_certified",
            "decidable_cost",
            "gap",
            "first_plan_seconds",
            "seconds",
            "violations",
            "terms",
            "measures",
            "by_client",
            "plan",
        }
        assert result["violations"] == []
        assert sum(result["terms"].values()) == sum(result["by_client"].values())
        paid = (
            result["measures"]["home_weeks"]
            if result["question"].startswith("sooner")
            else sum(result["terms"].values())
        )
        assert paid == result["cost"]
        assert result["bound"] is None or result["bound"] <= result["cost"]
    assert all(set(s) == {"question", "from", "to", "low", "high", "word"} for s in comparison["savings"])
    assert all(set(c) >= {"rule", "where", "week", "amount", "sentence"} for c in comparison["conflicts"])
    run = json.loads((folder / "run.json").read_text("utf-8"))
    assert run["settings"] == {
        "time_limit": 60.0,
        "workers": 1,
        "seed": 1,
        "work": 200,
        "bundling_effect": 100,
        "until_verdict": False,
        "baseline": "streets",
        "intake": False,
        "orders": 3,
        "nobody_worse": False,
        "questions": ["equal_delivery", "all_in", "sooner", "sooner_free"],
    }
    assert re.fullmatch("[0-9a-f]{64}", run["input_sha256"])


@pytest.mark.parametrize("question", ["all_in", "equal_delivery"])
def test_a_wider_variant_is_never_dearer(comparison: dict[str, Any], question: str) -> None:
    cost = {r["variant"]: r["cost"] for r in comparison["results"] if r["question"] == question}
    assert cost["streets"] >= cost["aligned"] >= max(cost["shared"], cost["combined"]) >= cost["bundled"]


def test_no_district_is_later_than_in_the_baseline_and_no_project_later_than_allowed(
    comparison: dict[str, Any], folder: Path
) -> None:
    """The sentence of equal delivery, on the plans themselves."""
    assert comparison["baseline"] == "streets"
    held = {r["variant"]: r["measures"] for r in comparison["results"] if r["question"] == "equal_delivery"}
    before, asked = held["streets"], comparison["delivery"]
    assert asked["due_week"] == before["finish_week"]
    for variant in ("aligned", "shared", "combined", "bundled"):
        after = held[variant]
        assert all(after["finish_week"][district] <= week for district, week in before["finish_week"].items())
        assert after["burden_eur"] <= before["burden_eur"] and after["broken_rests"] <= before["broken_rests"]
        plan = json.loads((folder / f"plan-{variant}-equal_delivery.json").read_text("utf-8"))
        for project, week in asked["project_due_week"].items():
            assert all(
                row["end_week"] <= week for row in plan["activities"] if row["activity"].startswith(f"{project}/")
            )


def test_how_the_stored_plans_came_about_is_said(comparison: dict[str, Any]) -> None:
    assert [row["variant"] for row in comparison["stored"]] == ["own", "streets", "districts"]
    for row in comparison["stored"]:
        assert row["all_in_eur"] == min(row["orders_eur"]) and len(row["orders_eur"]) == 3
        stored = next(r for r in comparison["results"] if (r["question"], r["variant"]) == ("all_in", row["variant"]))
        assert stored["cost"] == row["all_in_eur"] <= comparison["asked_weeks"]["all_in_eur"]
        assert (stored["status"], stored["bound"]) == ("stored", None)


def test_weeks_gained_stand_with_what_they_cost(comparison: dict[str, Any]) -> None:
    gained = comparison["weeks_gained"]
    before, after = (
        next(r for r in comparison["results"] if (r["question"], r["variant"]) == ("all_in", variant))
        for variant in ("streets", "bundled")
    )
    ends = [r["measures"]["finish_week"] for r in (before, after)]
    assert gained["weeks"] == {district: end - ends[1][district] for district, end in ends[0].items()}
    assert gained["mean_weeks"] == next(iter(gained["weeks"].values()))  # one district
    social = ("delay", "burden", "rest", "moved")
    assert gained["cash_bundled"] == after["cost"] - sum(after["terms"][term] for term in social)
    assert gained["at_equal_or_lower_cost"] == (gained["cash_bundled"] <= gained["cash_baseline"])


def test_verify_confirms_the_plans_and_their_costs(folder: Path, comparison: dict[str, Any]) -> None:
    results = comparison["results"]
    for variant, question in (("bundled", "equal_delivery"), ("streets", "all_in"), ("districts", "equal_delivery")):
        named = [EXAMPLE] if variant == "bundled" else []  # a plan in its folder has its programme there
        done = wijkplan("verify", *named, folder / f"plan-{variant}-{question}.json", "--json")
        judged = json.loads(done.stdout)
        result = next(r for r in results if (r["variant"], r["question"]) == (variant, question))
        assert done.returncode == 0
        assert (judged["feasible"], judged["cost"], judged["variant"]) == (True, result["cost"], variant)


@pytest.mark.slow
def test_verify_derives_a_whole_folder_again(folder: Path, tmp_path: Path) -> None:
    done = wijkplan("verify", EXAMPLE, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(
        r"equal delivery +everything together +bound +[\d,]+  as stated \(certificate of everything together\)",
        done.stdout,
    )
    assert "figures are as stated." in done.stdout and re.search(
        r"All \d+ fields of \d+ files are as derived", done.stdout
    )
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    text = (copy / "comparison.json").read_text("utf-8")
    (copy / "comparison.json").write_text(
        re.sub(r'"bound": (\d+)', lambda m: f'"bound": {int(m[1]) - 1}', text, count=2), "utf-8"
    )
    done = wijkplan("verify", EXAMPLE, copy, "--json")
    assert done.returncode == 1
    assert not json.loads(done.stdout)["agrees"]
    assert "NOT as stated" in wijkplan("verify", copy).stdout, "the folder knows its programme"
