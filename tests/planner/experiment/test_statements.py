"""Statement tests: what the front page says of two plans is counted again on the plans themselves, without the code that says it."""

from __future__ import annotations

import pytest

import wijkplan as wp


@pytest.fixture(scope="module", params=["combined-tender", "shared-crew"])
def comparison(request: pytest.FixtureRequest) -> wp.Comparison:
    return wp.compare(wp.read(wp.example(request.param)), work=100)


def test_no_district_is_later_than_in_the_baseline(comparison: wp.Comparison) -> None:
    def last(variant: str) -> dict[str, int]:
        frame = comparison.plan(variant, "equal_delivery").to_frame()
        return {str(district): int(week) for district, week in frame.groupby("district")["end_week"].max().items()}

    was = last(comparison.record.baseline)
    for variant in ("aligned", "shared", "combined", "bundled"):
        assert all(week <= was[district] for district, week in last(variant).items())


def test_the_front_line_says_what_the_plans_ask_of_people(comparison: wp.Comparison) -> None:
    told = comparison.headlines("en")[0]
    for variant in ("bundled", comparison.record.baseline):
        plan = comparison.plan(variant, "equal_delivery")
        frame, people, load = plan.to_frame(), plan.people_frame(), plan.load_frame()
        hired = people[people["source"] == "hired"]["head_weeks"].sum()
        targets = {name.id: project.target for name, project in zip(plan.compiled.names.projects, plan.problem.projects, strict=True)}
        ends = frame.groupby("project")["end_week"].max()
        on_time = sum(int(week) <= targets[str(project)] for project, week in ends.items())
        said = {
            "hired": f"{hired:,.0f}",
            "on time": f"{on_time}",
            "moved": f"{frame['weeks_moved'].abs().mean():,.1f}",
            "idle": f"{load['idle'].sum():,.0f}",
        }
        if variant == "bundled":
            assert f"{said['on time']} of {len(ends)} projects on time" in told and f"work moved {said['moved']} weeks" in told
            assert f"{said['hired']} head-weeks hired" in told and f"{said['idle']} head-weeks idle" in told
        else:
            assert f"(was {said['on time']})" in told and f"head-weeks hired ({said['hired']})" in told
            assert f"on average ({said['moved']})" in told and f"head-weeks idle ({said['idle']})" in told
