"""The command line, as a user meets it: results, exit codes, one clear line for every refusal."""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import EXAMPLE, OWN_PROCESS, ROOT, wijkplan, wijkplan_apart

QUICK = ("--work", "200", "--workers", "1")
VARIANTS = ("own", "streets", "districts", "aligned", "shared", "combined", "bundled")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one comparison."""
    out = tmp_path_factory.mktemp("compare") / "out"
    done = wijkplan("compare", EXAMPLE, *QUICK, "--seed", 1, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "\x1b" not in done.stderr  # no colour in a pipe
    return out


@pytest.fixture(scope="module")
def comparison(folder: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((folder / "comparison.json").read_text("utf-8"))
    return value


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


def test_help_is_instant() -> None:
    """In seconds of the processor, which a busy machine does not stretch as it does the clock."""
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert wijkplan_apart("--help").returncode == 0
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime < 1.5  # less than 0.2 on a quiet machine


TABLES = (
    "article_15b",
    "bills",
    "candidates",
    "employers",
    "lines",
    "load",
    "people",
    "plan",
    "results",
    "savings",
    "sharing",
    "shortages",
    "terms",
    "trade_years",
)


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
        done = wijkplan("verify", EXAMPLE, folder / f"plan-{variant}-{question}.json", "--json")
        judged = json.loads(done.stdout)
        result = next(r for r in results if (r["variant"], r["question"]) == (variant, question))
        assert done.returncode == 0
        assert (judged["feasible"], judged["cost"], judged["variant"]) == (True, result["cost"], variant)


@pytest.mark.slow
def test_verify_derives_a_whole_folder_again(folder: Path, tmp_path: Path) -> None:
    done = wijkplan("verify", EXAMPLE, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"equal_delivery +bundled +bound +[\d,]+  as stated \(certificate of bundled\)", done.stdout)
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
    assert "NOT as stated" in wijkplan("verify", EXAMPLE, copy).stdout


@pytest.fixture(scope="module")
def too_tight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme that no plan can meet: four blocks of insulation in nine weeks, with crews for two."""
    folder = tmp_path_factory.mktemp("tight")
    weeks = {"start": "2027-05-03", "end": "2027-07-04"}
    work = {"work_type": "retrofit", "district": "P02", "award": "private", "wanted": weeks, "window": weeks}
    work |= {"places": [{"id": "block", "insulation_full_homes": 20}]}
    projects = [work | {"id": f"iso-{k}", "client": "owners", "employer": "insulator"} for k in "abcd"]
    crew = {"id": "INS", "trade": "INS", "region": "AM01", "heads": 4}
    files: list[dict[str, Any]] = [
        {"kind": "programme", "name": "too tight", "start": "2027-01-04", "weeks": 104},
        {"kind": "employer", "id": "insulator", "name": "Insulator", "sector": "builder", "crews": [crew]},
        {"kind": "client", "id": "owners", "name": "Owners", "regime": "private", "projects": projects},
    ]
    for i, file in enumerate(files):
        (folder / f"{i}.json").write_text(json.dumps(file | {"format_version": 1}))
    assert wijkplan("check", folder).returncode == 0
    return folder


NO_ROOM = (
    r"capacity: activity iso-\w/insulation-full:block lacks "
    r"\d\.\d\d heads of trade \w+ \(.*\) in region AM01 \(Groningen\)"
)
NO_WEEKS = r"in week 2027-W\d\d \(weeks 2027-W18 to 2027-W26\)"


@pytest.mark.slow
def test_a_programme_without_any_plan_says_which_rule_and_where(too_tight: Path, tmp_path: Path) -> None:
    done = wijkplan("compare", too_tight, *QUICK, "--out", tmp_path / "out", "--quiet")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "not even with everything allowed" in done.stderr
    assert re.search(NO_ROOM + ".*" + NO_WEEKS, done.stderr)
    html = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "er is geen vergelijking, omdat een plan ontbreekt" in html
    assert re.search(
        r"werk iso-\w/insulation-full:block komt naast ander werk \d,\d\d mensen tekort van vak \w+ \(", html
    )
    assert wijkplan("verify", too_tight, tmp_path / "out").returncode == 0
    assert wijkplan("report", tmp_path / "out").returncode == 0


def test_a_variant_without_any_plan_says_so_too(too_tight: Path) -> None:
    done = wijkplan("plan", too_tight, *QUICK, "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert re.search(NO_ROOM + ".*" + NO_WEEKS, done.stderr)


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_json_is_the_only_output(command: str, tmp_path: Path) -> None:
    done = wijkplan(command, EXAMPLE, "--work", 20, "--workers", 1, "--json", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr) == (0, "")
    json.loads(done.stdout)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs /dev/full")
def test_output_that_cannot_be_written_is_one_line() -> None:
    with open("/dev/full", "w") as full:
        command = [*OWN_PROCESS, "check", str(EXAMPLE)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "Error: reading or writing failed: no space left on device\n")


def test_a_plan_is_not_written_over_a_device(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    done = wijkplan("plan", EXAMPLE, "--out", tmp_path / "pipe")
    assert done.returncode == 2
    assert "is no ordinary file" in done.stderr


def test_verify_names_what_a_broken_plan_breaks(folder: Path, tmp_path: Path) -> None:
    plan = json.loads((folder / "plan-bundled-all_in.json").read_text("utf-8"))
    plan["activities"].pop()
    broken = tmp_path / "plan.json"
    broken.write_text(json.dumps(plan))
    done = wijkplan("verify", EXAMPLE, broken)
    assert done.returncode == 1
    assert "once:" in done.stdout


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"kind": "plan"}', '{"kind": "plan", "format_version": 1, "activities": 3}', '"x"']
)
def test_verify_survives_any_plan_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "plan.json").write_text(text)
    assert wijkplan("verify", EXAMPLE, tmp_path / "plan.json").returncode == 1


MESS = {
    "kind": "plan",
    "format_version": 1,
    "programme": "another",
    "acitvities": [],
    "activities": [
        {"activity": "riool-a/sewer:x", "start_week": 3},
        {"activity": None, "start": "2027-13-01"},
        7,
    ],
    "tenders": {},
    "openings": [{"joined": ["only one"]}],
}


def test_verify_says_all_that_is_wrong_with_a_plan_file_at_once(tmp_path: Path) -> None:
    """Unknown names and keys, wrong types, nothing at all: with place and remedy, in Dutch as in English."""
    (tmp_path / "plan.json").write_text(json.dumps(MESS))
    done = wijkplan("verify", EXAMPLE, tmp_path / "plan.json", "--json", "--language", "nl")
    found = {f["path"]: f for f in json.loads(done.stdout)["findings"]}
    assert done.returncode == 1
    assert found.keys() >= {
        "programme",
        "acitvities",
        "activities[0].activity",
        "activities[1].activity",
        "activities[1].start",
        "activities[2]",
    }
    assert found.keys() >= {"tenders", "openings[0].joined"}
    assert (
        found["acitvities"]["remedy"] == "Bedoelt u activities?"
        and found["activities[1].start"]["what"] == "Dit is geen datum en geen week."
    )
    assert all(f["what"] and f["why"] and f["remedy"] for f in found.values())
    (tmp_path / "plan.json").write_text("")
    assert "Dit bestand is leeg." in wijkplan("verify", EXAMPLE, tmp_path / "plan.json", "--language", "nl").stdout
    (tmp_path / "plan.json").write_text('{"kind": "plan",')
    assert "line 1, column 17" in wijkplan("verify", EXAMPLE, tmp_path / "plan.json").stdout


def test_plan_solves_one_variant_the_same_way_twice(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert (
            wijkplan("plan", EXAMPLE, "--variant", "aligned", *QUICK, "--out", tmp_path / name, "--quiet").returncode
            == 0
        )
    assert (tmp_path / "a").read_text() == (tmp_path / "b").read_text()


def test_report_is_drawn_again_the_same(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    before = (copy / "report.html").read_text("utf-8")
    (copy / "report.html").unlink()
    assert wijkplan("report", copy, EXAMPLE).returncode == 0
    assert (copy / "report.html").read_text("utf-8") == before


def test_report_refuses_another_programme(folder: Path) -> None:
    done = wijkplan("report", folder, EXAMPLE.parent / "shared-crew")
    assert done.returncode == 2
    assert "has changed since" in done.stderr


def test_a_folder_of_others_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    done = wijkplan("compare", EXAMPLE, "--out", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("bogus",),
        ("compare",),
        ("compare", EXAMPLE, "--time-limit", "0"),
        ("compare", EXAMPLE, "--workers", "none"),
        ("plan", EXAMPLE, "--variant", "free"),
        ("verify", EXAMPLE, "nothing-here.json"),
        ("report", "nothing-here"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[object, ...], tmp_path: Path) -> None:
    done = wijkplan(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Error:" in done.stderr


@pytest.mark.parametrize("command", ["compare", "plan"])
def test_invalid_files_are_exit_code_1_with_findings(command: str, tmp_path: Path) -> None:
    done = wijkplan(command, ROOT / "instances" / "invalid" / "malformed-json", "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "It is not valid JSON" in done.stderr
    assert not (tmp_path / "out").exists()


def test_check_prints_json_only(tmp_path: Path) -> None:
    done = wijkplan_apart("check", ROOT / "instances" / "invalid" / "malformed-json", "--json")
    assert done.returncode == 1
    assert any(finding["kind"] == "malformed-json" for finding in json.loads(done.stdout))
    assert wijkplan("check", EXAMPLE, "--quiet").stdout == ""
    assert wijkplan("check", tmp_path / "nothing").returncode == 1


@pytest.mark.parametrize("lines", [1, 2], ids=["in the first solve", "after the first solve"])
def test_ctrl_c_ends_with_what_there_is(tmp_path: Path, lines: int) -> None:
    """Also after CP-SAT has run, which by itself replaces the handler of Ctrl-C."""
    command = [sys.executable, "-u", "-c", "from wijkplan.planner.cli import main; main()", "compare", str(EXAMPLE)]
    command += ["--time-limit", "60" if lines == 1 else "2", "--workers", "1", "--out", str(tmp_path / "out")]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert child.stderr is not None
    first = "".join(child.stderr.readline() for _ in range(lines))  # the first stored plan is there
    child.send_signal(signal.SIGINT)
    rest = child.stderr.read()
    assert child.wait(timeout=120) == 0, first + rest
    assert "Traceback" not in rest
    comparison = json.loads((tmp_path / "out" / "comparison.json").read_text("utf-8"))
    assert comparison["interrupted"]
    assert all(r["plan"] is not None for r in comparison["results"])
    assert "voortijdig gestopt" in (tmp_path / "out" / "report.html").read_text("utf-8")
