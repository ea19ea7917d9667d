"""Statement test: what refusing all lines of one employer costs is what the product says, proven again by CP-SAT on
the whole problem with those lines held."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import wijkplan as wp
from wijkplan.models.cpsat.solve import prove
from wijkplan.models.outcome import Settings
from wijkplan.models.plan import Plan
from wijkplan.models.problem import Problem, Source
from wijkplan.planner.experiment.comparison_types import Silent
from wijkplan.planner.experiment.engine import real_engine
from wijkplan.planner.plan.plan_file import from_json
from wijkplan.planner.plan.questions import asked_problems
from wijkplan.planner.plan.variants import QUESTIONS, VARIANTS, Question, in_variant
from wijkplan.planner.share.consent_files import Answers
from wijkplan.planner.share.saving_at_risk import Sent, hanging, held_by, lines_of


@pytest.fixture(scope="module", params=["combined-tender", "shared-crew"])
def comparison(request: pytest.FixtureRequest) -> wp.Comparison:
    return wp.compare(wp.read(wp.example(request.param)), work=100)


def least(problem: Problem, lines: list[int], baseline: Plan) -> int | None:
    """What the cheapest plan costs in which these lines keep the week of the baseline and nobody is lent to them."""
    rows = list(problem.activities)
    for a in lines:
        modes = tuple(
            replace(
                mode,
                demands=tuple(
                    replace(
                        demand,
                        patterns=tuple(p for p in demand.patterns if p.source in (Source.OWN, Source.HIRED)),
                    )
                    for demand in mode.demands
                ),
            )
            for mode in rows[a].modes
        )
        rows[a] = replace(rows[a], modes=modes, pinned=baseline.by_activity()[a].start)
    return prove(replace(problem, activities=tuple(rows)))[1]


@pytest.mark.slow  # each solve ends once it is proven and its bound certified, after a few seconds
@pytest.mark.parametrize("question", QUESTIONS)
def test_refusing_all_lines_of_one_employer_costs_what_is_said(comparison: wp.Comparison, question: Question) -> None:
    compiled, stored = comparison.compiled, comparison.record.baseline
    weeks, _ = from_json(compiled, json.loads(comparison.files["plan-asked-weeks.json"]))
    asked = asked_problems(compiled.problem, compiled.flexible, weeks, comparison.plans["equal_delivery", stored])
    problem, baseline = in_variant(asked[question], VARIANTS["bundled"]), comparison.plans[question, stored]
    row = comparison.record.result(question, "bundled")
    assert row is not None and row.cost is not None
    plans = [plan for (other, _), plan in comparison.plans.items() if other == question]
    sent, costly = Sent(question, "bundled", problem, None, row.cost, row.bound, plans), 0
    for employer, lines in lines_of(compiled).items():
        answers = Answers("", employer, given=dict.fromkeys(lines, "refuse"))
        held = held_by(compiled, baseline, [answers], [employer])
        assert sorted(held.kept) == lines and not held.pins
        told = hanging(sent, held, real_engine(), Settings(60.0, 1), Silent(), lambda: False)
        again = least(problem, lines, baseline)
        assert again is not None and told.kept == again and told.found == max(0, again - row.cost)
        assert told.low is not None and told.high is not None and told.low <= told.found <= told.high
        costly += told.found > 0
    if question == "all_in" and "netaannemer-b" in lines_of(compiled):
        assert costly  # who lends the people that all the saving comes from
