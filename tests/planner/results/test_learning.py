"""Learning from district to district: by hand, never in what a plan costs, and nothing at a rate of 0."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.compile.world import SETTINGS, TOWN
from tests.planner.tenders.dossier.chosen import world
from wijkplan.models.construct.submitted import submitted
from wijkplan.planner.compile import compile
from wijkplan.planner.plan.experience import share
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.learning_section import learning_section
from wijkplan.planner.report.locale import DUTCH
from wijkplan.planner.results.learning import Learned, learned

(SEWER,) = TOWN["projects"]
LATER = {"start": "2027-09-06", "end": "2027-11-14"}
ELSEWHERE = {"id": "S9", "district": "P09", "name": "Andere straat", "homes": 20}
OTHER = {
    **SEWER, "id": "B", "district": "P09", "wanted": LATER,
    "places": [{"id": "s9", "street": "S9", "sewer_metres": 100}],
}  # fmt: skip


def test_each_doubling_takes_off_the_same_share_and_there_is_a_floor() -> None:
    assert [round(share(n, 8, 60), 4) for n in (0, 1, 3, 7)] == [1, 0.92, 0.8464, 0.7787]
    assert (share(10_000, 15, 60), share(10_000, 0, 60)) == (0.6, 1)


def test_the_second_district_goes_better_than_the_first() -> None:
    streets = [*SETTINGS["streets"], ELSEWHERE]
    made = world([{**SEWER, "id": "A"}, OTHER], settings={"streets": streets})
    compiled = compile(made)
    plan, settings = submitted(compiled.problem), made.reference.settings
    placed = plan.by_activity()
    labour = {
        compiled.names.activities[a].id: activity.modes[placed[a].mode].labour
        for a, activity in enumerate(compiled.problem.activities)
    }
    second = sum(euros for id, euros in labour.items() if id.startswith("B/"))
    same = compiled.problem.projects[compiled.names.project_index["A"]].employer
    assert compiled.problem.projects[compiled.names.project_index["B"]].employer == same
    assert learned(compiled, plan, settings) == Learned(sum(labour.values()), round(0.08 * second), 1)
    assert learned(compiled, plan, replace(settings, learning_percent=0.0)).less_eur == 0
    told = learning_section(compiled, {("all_in", "bundled"): plan}, "streets", DUTCH)
    assert told is not None
    page = environment(DUTCH).get_template("learning.jinja").render({"learning": told})
    assert "8 % minder arbeid" in page and "minder door leren" in page
