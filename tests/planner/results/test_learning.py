"""Learning from district to district: by hand, never in what a plan costs, and nothing at a rate of 0."""

from __future__ import annotations

from dataclasses import replace

from tests.planner.compile.world import SETTINGS, TOWN
from tests.planner.tenders.dossier.chosen import world
from wijkplan.models.construct.submitted import submitted
from wijkplan.models.plan import Plan
from wijkplan.planner.compile import Compiled, compile
from wijkplan.planner.plan.experience import share
from wijkplan.planner.programme import with_own_people
from wijkplan.planner.reference import Settings
from wijkplan.planner.reference.cbs_districts import STATED
from wijkplan.planner.report.html_page import environment
from wijkplan.planner.report.learning_section import learning_section
from wijkplan.planner.report.locale import DUTCH
from wijkplan.planner.results.learning import learned

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


def _of(compiled: Compiled, plan: Plan, settings: Settings) -> tuple[int, int, int]:
    found = learned(compiled, plan, settings, "consortium")
    return found.labour_eur, found.less_eur, found.works


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
    assert _of(compiled, plan, settings) == (sum(labour.values()), round(0.08 * second), 1)
    found = learned(compiled, plan, settings, "consortium")
    assert (found.less_eur, found.most_eur) == (round(0.08 * second), round(0.15 * second))  # 0 to 15 per cent
    hours = sum(sum(n.hours.values()) for n in compiled.names.activities if n.id.startswith("B/"))
    assert (found.less_hours, found.most_hours) == (round(0.08 * hours), round(0.15 * hours))
    nothing = learned(compiled, plan, replace(settings, learning_percent=0.0), "consortium")
    assert (nothing.less_eur, nothing.less_hours, nothing.works) == (0, 0, 0)
    told = learning_section(compiled, {("all_in", "bundled"): plan}, "streets", DUTCH)
    assert told is not None
    page = environment(DUTCH).get_template("learning.jinja").render({"learning": told})
    assert "8 % minder arbeid" in page and "minder door leren" in page
    assert told["scope"] == "hetzelfde consortium" and [row[2] for row in told["rows"]] == [
        "hetzelfde consortium",
        "hetzelfde vak in de regio",
        "de hele keten in de regio",
    ]
    assert f"0 – {DUTCH.words.number(found.most_eur)}" in page


def test_whose_work_counts_is_data() -> None:
    """Two sewers of two employers in one region, and one of a third kind of work: the trade learns from the other
    employer, the chain from whatever is done, once all of it is."""
    streets = [*SETTINGS["streets"], ELSEWHERE]
    made = world([{**SEWER, "id": "A"}, OTHER], settings={"streets": streets})
    compiled = compile(made)
    a, b = (compiled.names.project_index[name] for name in "AB")
    problem = compiled.problem
    rows = [replace(p, employer=p.employer + (i == b)) for i, p in enumerate(problem.projects)]
    apart = replace(compiled, problem=replace(problem, projects=tuple(rows)))
    plan, settings = submitted(problem), made.reference.settings
    assert problem.region(next(i for i, x in enumerate(problem.activities) if x.project == a)) == problem.region(
        next(i for i, x in enumerate(problem.activities) if x.project == b)
    )
    works = {scope: learned(apart, plan, settings, scope).works for scope in ("consortium", "trade", "chain")}
    assert works == {"consortium": 0, "trade": 1, "chain": 1}
    other = replace(compiled.names, activities=tuple(
        replace(n, package=f"{n.package}-{i}") for i, n in enumerate(compiled.names.activities)
    ))  # fmt: skip
    different = replace(apart, names=other)
    works = {scope: learned(different, plan, settings, scope).works for scope in ("consortium", "trade", "chain")}
    assert works == {"consortium": 0, "trade": 0, "chain": 1}


def test_the_programme_says_whose_work_counts() -> None:
    made = world([SEWER])
    assert made.reference.learning_scope == "consortium"
    stated = made.settings.model_copy(update={"learning_scope": "chain"})
    reference = with_own_people(made.reference, stated)
    assert reference.learning_scope == "chain"
    assert reference.figure_origins["learning_scope"] == STATED != made.reference.figure_origins["learning_scope"]
