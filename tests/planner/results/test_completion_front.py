"""Cost against completion: which of the plans found no other plan beats in both."""

from __future__ import annotations

from tests.planner.record import rows
from tests.planner.small import plan, problem
from wijkplan.models.plan import Plan
from wijkplan.models.problem import CASH, SOCIAL
from wijkplan.planner.plan.variants import Question
from wijkplan.planner.record import CompletionPoint, Result
from wijkplan.planner.results.completion_front import completion_front


def result(question: Question, variant: str, cash: int) -> Result:
    """Only cash counts: the social price of a question plays no part."""
    return rows.result(question, variant, cash + 1000, terms={CASH[0]: cash - 5, CASH[-1]: 5, SOCIAL[0]: 1000})


# Ends of both districts, by start weeks of work of four weeks; homes 30 and 10.
MADE: list[tuple[Question, str, int, Plan]] = [
    ("all_in", "streets", 100, plan(2, 8)),  # weeks 6 and 12: mean 7.5
    ("all_in", "aligned", 90, plan(2, 8)),  # as late, cheaper
    ("all_in", "shared", 90, plan(2, 8)),  # the same again
    ("equal_delivery", "aligned", 80, plan(6, 2)),  # weeks 10 and 6: mean 9, the last sooner
    ("equal_delivery", "bundled", 80, plan(10, 2)),  # as cheap, later
    ("all_in", "bundled", 95, plan(2, 6)),  # weeks 6 and 10: mean 7
]


def front(homes: tuple[int, int] = (30, 10)) -> tuple[CompletionPoint, ...]:
    plans: dict[tuple[str, str], Plan] = {(question, variant): made for question, variant, _, made in MADE}
    return completion_front(problem(), homes, [result(q, v, cash) for q, v, cash, _ in MADE], plans)


def test_points_and_front() -> None:
    assert [tuple(dict(row).values()) for row in front()] == [
        ("equal_delivery", "aligned", 80, 9.0, 10, True, True),
        ("equal_delivery", "bundled", 80, 12.0, 14, False, False),
        ("all_in", "aligned", 90, 7.5, 12, True, False),
        ("all_in", "bundled", 95, 7.0, 10, True, False),
        ("all_in", "streets", 100, 7.5, 12, False, False),
    ]


def test_no_homes_no_mean() -> None:
    assert {(row.mean_week, row.on_mean_front) for row in front((0, 0))} == {(None, False)}
    assert [row.on_last_front for row in front((0, 0))] == [row.on_last_front for row in front()]


def test_results_without_a_plan_are_no_points() -> None:
    assert completion_front(problem(), (1, 1), [result("all_in", "aligned", 10)], {}) == ()
