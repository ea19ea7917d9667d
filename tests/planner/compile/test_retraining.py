"""Retraining: who learns another trade of its own employer is a head less in the trade that it leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.newcomer_world import EMPLOYER, TRACK, read_in, written
from wijkplan.models.newcomers import with_intake
from wijkplan.models.problem import Cohort
from wijkplan.planner.compile import Compiled


def made(path: Path, carpenters: dict[str, Any], **track: Any) -> Compiled:
    """Insulation workers, who may come from the carpenters of the same employer."""
    folder = written(path, tracks=[{**TRACK, "from_trade": "CAR", **track}])
    crew = {"id": "CAR", "trade": "CAR", "region": "AM01", "heads": 3, **carpenters}
    employer = {**EMPLOYER, "crews": [*EMPLOYER["crews"], crew]}  # type: ignore[misc]
    (folder / "e.json").write_text(json.dumps(employer), "utf-8")
    return read_in(folder)[1]


def cohorts(compiled: Compiled) -> tuple[Cohort, ...]:
    assert compiled.recruits is not None
    return compiled.recruits.cohorts


def test_a_head_less_from_the_first_day(tmp_path: Path) -> None:
    compiled = made(tmp_path, {})
    trades = [compiled.names.trades[pool.trade].id for pool in compiled.problem.pools]
    assert cohorts(compiled)
    for cohort in cohorts(compiled):
        assert (trades[cohort.pool], trades[cohort.source or 0]) == ("INS", "CAR")
        # a head of which a tenth is held back
        assert cohort.gone == tuple(90 if week >= cohort.start else 0 for week in range(compiled.problem.horizon))
    assert compiled.recruits is not None
    inner = with_intake(compiled.recruits.into(compiled.problem), (2, *(0,) * (len(cohorts(compiled)) - 1)))
    assert inner is not None
    car = trades.index("CAR")
    assert inner.pools[car].added == tuple(-2 * heads for heads in cohorts(compiled)[0].gone)


def test_it_costs_what_a_track_costs_less_standing_by_in_the_old_trade(tmp_path: Path) -> None:
    for name in ("in", "out"):
        (tmp_path / name).mkdir()
    inside = cohorts(made(tmp_path / "in", {}, wage_percent=100))
    outside = cohorts(made(tmp_path / "out", {}, wage_percent=100, from_trade=None))
    assert len(inside) == len(outside)
    for one, other in zip(inside, outside, strict=True):
        assert other.source is None and other.gone == ()
        # 60 euros x 38 hours x 25 % x 0.9 head = 513 euros in an open week
        weeks = (other.cost - one.cost) / 513
        assert one.cost == 0 or 0 < weeks <= len(one.gone) - one.start


def test_nobody_leaves_where_nobody_is(tmp_path: Path) -> None:
    (tmp_path / "else").mkdir()
    assert cohorts(made(tmp_path / "else", {"region": "AM02"})) == ()  # carpenters in another region


def test_who_is_there_for_a_while_is_missed_for_a_while(tmp_path: Path) -> None:
    compiled = made(tmp_path, {"end": "2028-01-02"})
    heads = next(pool.heads for pool in compiled.problem.pools if compiled.names.trades[pool.trade].id == "CAR")
    for cohort in cohorts(compiled):
        assert all((gone > 0) == (week >= cohort.start and heads[week] > 0) for week, gone in enumerate(cohort.gone))
    assert any(any(cohort.gone) for cohort in cohorts(compiled))


@pytest.mark.parametrize(("all_", "track", "dearer"), [(False, True, True), (True, False, False), (True, None, True)])
def test_a_track_has_its_own_guarantee(tmp_path: Path, all_: bool, track: bool | None, dearer: bool) -> None:
    costs = []
    for name, guarantees in (("without", (False, None)), ("with", (all_, track))):
        (tmp_path / name).mkdir()
        own = {} if guarantees[1] is None else {"job_guarantee": guarantees[1]}
        folder = written(tmp_path / name, job_guarantee=guarantees[0], tracks=[{**TRACK, **own}])
        costs.append([cohort.cost for cohort in cohorts(read_in(folder)[1])])
    assert (costs[0] < costs[1]) == dearer and (costs[0] == costs[1]) != dearer
