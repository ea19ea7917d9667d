"""A week that was refused is not planned again where another one can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.planner.rounds.test_hold import CABLE, CONNECTIONS, SETTINGS, A, B, _agreed, _plan, _start
from wijkplan.planner.compile import compile
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.plan.plan_file import to_json
from wijkplan.planner.programme import Programme
from wijkplan.planner.rounds.lines import lines, standing_of
from wijkplan.planner.rounds.refused_weeks import refused_weeks
from wijkplan.planner.rounds.round_types import Decision
from wijkplan.planner.rounds.solving import Solving
from wijkplan.planner.submission.agreed import Agreed, AgreedLine

WEEK = timedelta(weeks=1)
STATUS = date(2027, 1, 11)


def _refused(line: str, **fields: date) -> AgreedLine:
    return AgreedLine(activity=line, state="window", start=_start(line), **{"earliest": STATUS} | fields)


def _after(programme: Programme, *names: str) -> tuple[Agreed, dict[str, date]]:
    """What stands then, and the week of each line in a plan with that."""
    engine = real_engine()
    agreed = refused_weeks(programme, names, _plan(), Solving(engine, SETTINGS))
    compiled = compile(replace(programme, agreed=agreed))
    plan, _ = engine.repair(compiled.problem, 1)
    assert plan is not None
    rows = to_json(compiled, plan)["activities"]
    return agreed, {row["activity"]: date.fromisoformat(row["start"]) for row in rows}


def test_a_refused_week_is_left_and_all_that_was_agreed_stays() -> None:
    programme = _agreed(STATUS, _refused(CONNECTIONS))
    agreed, starts = _after(programme, CONNECTIONS)
    assert starts[CONNECTIONS] >= _start(CONNECTIONS) + WEEK
    assert all(starts[line.activity] == line.start for line in agreed.lines if line.state == "accepted")


def test_sooner_where_later_cannot_be_and_its_own_week_where_nothing_else_can() -> None:
    """The cable comes before its connections, which were agreed to: it can go no later than it does."""
    later = _agreed(STATUS, _refused(CABLE))
    _, starts = _after(later, CABLE)
    assert starts[CONNECTIONS] == _start(CONNECTIONS) and starts[CABLE] == _start(CABLE) - WEEK
    alone = _agreed(STATUS, _refused(CABLE, earliest=_start(CABLE)))
    agreed, starts = _after(alone, CABLE)
    assert agreed == alone.agreed and starts[CABLE] == _start(CABLE)


def test_what_was_not_refused_is_left_alone() -> None:
    programme = _agreed(STATUS, _refused(CONNECTIONS))
    assert refused_weeks(programme, [A, B, CABLE], _plan(), Solving(real_engine(), SETTINGS)) == programme.agreed


def test_a_refusal_comes_from_the_decision_of_its_owner() -> None:
    plan = {"activities": [{"activity": CONNECTIONS, "start": _start(CONNECTIONS).isoformat()}], "tenders": []}
    said = [Decision(at="2027-01-01T00:00:00Z", by="a", line=CONNECTIONS, decision="refused", weeks=None)]
    held = lines(plan, said, (), STATUS)
    assert held[CONNECTIONS].state == "refused"
    (line,) = standing_of("q", STATUS, 2, plan, held).lines
    assert (line.state, line.earliest, line.latest) == ("window", STATUS, None)
