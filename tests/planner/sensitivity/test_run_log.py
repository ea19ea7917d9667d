"""Points: what they find, one line each, and a tornado that was stopped goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.planner.record.rows import saving
from tests.planner.report.pages import Balanced
from wijkplan.models.outcome import Settings
from wijkplan.planner.cli.main import app
from wijkplan.planner.reference import load
from wijkplan.planner.report.packed import unpacked
from wijkplan.planner.sensitivity import (
    Foreign,
    Point,
    PointRecord,
    Setup,
    fingerprint,
    known,
    levers,
    page,
    run_all,
    run_point,
    todo,
)
from wijkplan.planner.sensitivity.run_log import points
from wijkplan.planner.sensitivity.tornado_page import chart, rows

EXAMPLE = Path(__file__).parents[3] / "instances" / "examples" / "combined-tender"
SETUP = Setup((EXAMPLE,), Settings(work=50))
COST = Point("procedures.bid_eur", 142)
LEVERS = tuple(one for one in levers(load()) if one.id in ("procedures.bid_eur", "prices.moved_per_week"))


def interval(record: PointRecord, question: str = "equal_delivery") -> tuple[int, int | None]:
    found = record.saving(question, "aligned", "combined")
    assert found is not None
    return found.low, found.high


def test_a_point_is_the_comparison_with_one_figure_changed() -> None:
    # Two multiple private procedures of 4,200 + 400 + 4 bids of 1,900 euros become one; at 142 % a bid is 2,698.
    assert interval(run_point(SETUP, Point("base", 100), "mark")) == (12_200, 12_200)
    record = run_point(SETUP, COST, "mark")
    assert interval(record) == (15_392, 15_392) and record.refused is None
    assert {(s.source, s.to) for s in record.savings} == {
        ("aligned", "combined"),
        ("shared", "bundled"),
        ("streets", "bundled"),
    }


def test_points_are_the_base_and_both_ends() -> None:
    assert points(LEVERS) == [
        Point("base", 100),
        Point("prices.moved_per_week", 70),
        Point("prices.moved_per_week", 130),
        Point("procedures.bid_eur", 50),
        COST,
    ]


def test_each_point_is_written_when_it_is_done_and_not_run_again(tmp_path: Path) -> None:
    file, mark = tmp_path / "points.jsonl", fingerprint(SETUP)
    base = PointRecord(fingerprint=mark, lever="base", percent=100, savings=(), refused=None, seconds=1.0)
    file.write_text(base.model_dump_json() + '\n{"lev', "utf-8")
    done = known(file, mark)  # the second line was cut short
    assert [record.lever for record in done] == ["base"]
    left = todo([Point("base", 100), COST], done)
    assert left == [COST]
    (record,) = run_all(SETUP, left, file, 1, lambda: False)
    assert interval(record) == (15_392, 15_392)
    assert todo([Point("base", 100), COST], known(file, mark)) == []


def test_after_a_stop_no_point_begins(tmp_path: Path) -> None:
    assert list(run_all(SETUP, [COST], tmp_path / "points.jsonl", 1, lambda: True)) == []
    assert not (tmp_path / "points.jsonl").exists()


def test_points_of_other_settings_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "points.jsonl"
    file.write_text(json.dumps({"fingerprint": fingerprint(Setup((EXAMPLE,), Settings(work=51)))}) + "\n", "utf-8")
    with pytest.raises(Foreign, match="name another folder"):
        known(file, fingerprint(SETUP))


def saved(lever: str, percent: int, low: int, high: int | None, refused: str | None = None) -> PointRecord:
    found = () if refused else (saving("all_in", "aligned", "combined", low, high),)
    return PointRecord(fingerprint="mark", lever=lever, percent=percent, savings=found, refused=refused, seconds=1.0)


RECORDS = [
    saved("base", 100, 100, 200),
    saved("prices.moved_per_week", 70, 90, 200),
    saved("prices.moved_per_week", 130, 0, None, "Nothing can be had."),
    saved("procedures.bid_eur", 50, 100, 150),
    saved("procedures.bid_eur", 142, 130, 290),
]


def test_the_largest_swing_comes_first() -> None:
    # Cost: |290 - 200| = 90; moved: |90 - 100| = 10.
    made = rows(RECORDS, LEVERS, "all_in", "aligned", "combined")
    assert [(row.lever.id, row.swing) for row in made] == [("procedures.bid_eur", 90), ("prices.moved_per_week", 10)]
    assert made[1].high is None and made[1].refused == "Nothing can be had."
    low, high = chart(made, RECORDS[0].savings[0])["data"]
    assert (low["base"], low["x"]) == ([100, 90], [50, 110])
    assert (high["base"], high["x"]) == ([130], [160])  # a point that was refused has no bar


def test_the_page_is_whole_and_offline() -> None:
    html = page("proef", RECORDS, LEVERS, {"seed": 1, "work": 50, "time_limit": 60.0})
    Balanced().feed(unpacked(html, library=False))
    assert "http" not in unpacked(html, library=False).replace("http-equiv", "") and "Nothing can be had." in html
    assert "5 van 5 punten" in html and "tussen €\u00a0130 en €\u00a0290 (bewezen)" in html


def test_the_command_refuses_a_figure_that_does_not_exist(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["tornado", str(EXAMPLE), "--out", str(tmp_path / "t"), "--only", "nothing."])
    assert done.exit_code == 2 and "no figure begins with nothing." in done.output


def test_the_command_writes_points_and_a_page(tmp_path: Path) -> None:
    arguments = [
        "tornado",
        str(EXAMPLE),
        "--out",
        str(tmp_path / "t"),
        "--only",
        "procedures.bid_",
        "--work",
        "50",
        "--parallel",
        "2",
        "--json",
    ]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 0, done.output
    found = sorted((record["lever"], record["percent"]) for record in json.loads(done.stdout))
    assert found == [("base", 100), ("procedures.bid_eur", 50), ("procedures.bid_eur", 142)]
    assert "3 van 3 punten" in (tmp_path / "t" / "tornado.html").read_text("utf-8")
