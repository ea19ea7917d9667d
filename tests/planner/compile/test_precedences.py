"""Order and weeks: precedences, streets, windows, prerequisites, pins and the weeks that were asked for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.planner.compile.world import CIVIL, FIRM, GRID, GRIDCO, TOWN, changed, programme
from wijkplan.models.problem import Link
from wijkplan.planner.compile import CannotCompile, Compiled, compile


def arcs(compiled: Compiled) -> set[tuple[str, str, str, int]]:
    names = compiled.names.activities
    return {
        (names[p.predecessor].id, names[p.successor].id, p.link.name, p.min_lag) for p in compiled.problem.precedences
    }


def index(compiled: Compiled, activity: str) -> int:
    return compiled.names.activity_index[activity]


def test_packages_follow_each_other_per_place() -> None:
    assert arcs(compile(programme())) == {("CAB/lv-cable:s2", "CAB/connection-upgrade:s2", "FINISH_START", 0)}


def test_homes_are_insulated_before_their_heat_pump_with_lags_between_starts_and_between_ends() -> None:
    place = {"id": "b1", "insulation_light_homes": 10, "hybrid_heat_pump_homes": 10}
    found = arcs(compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, places=[place])))))
    pair = ("INS/insulation-light:b1", "INS/heat-pump-hybrid:b1")
    assert {(*pair, "START_START", 2), (*pair, "FINISH_FINISH", 1)} <= found


@pytest.mark.parametrize(
    ("kind", "link", "before", "then"),
    [
        ("FS", "FINISH_START", ("mv-cable:s1", "lv-cable:s1", "connection-upgrade:s2"), ("b1", "b2")),
        ("SS", "START_START", ("mv-cable:s1", "lv-cable:s1", "lv-cable:s2"), ("b1", "b2")),
        ("FF", "FINISH_FINISH", ("mv-cable:s1", "lv-cable:s1", "connection-upgrade:s2"), ("b1", "b2")),
        ("SF", "START_FINISH", ("mv-cable:s1", "lv-cable:s1", "lv-cable:s2"), ("b1", "b2")),
    ],
)
@pytest.mark.parametrize("lag", [-2, 0, 3])
def test_links_between_projects_keep_their_kind_and_lag(
    kind: str, link: str, before: tuple[str, ...], then: tuple[str, ...], lag: int
) -> None:
    links = [{"project": "CAB", "type": kind, "lag_weeks": lag}]
    found = arcs(compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, links=links)))))
    assert {arc for arc in found if arc[1].startswith("INS")} == {
        (f"CAB/{a}", f"INS/insulation-light:{b}", link, lag) for a in before for b in then
    }


def test_a_link_that_lets_works_overlap_makes_no_chain() -> None:
    # SEW -> CAB may overlap by three weeks, CAB -> INS may not: SEW -> INS does not follow from the two.
    grid = changed(GRID, links=[{"project": "SEW", "lag_weeks": -3}])
    found = arcs(
        compile(programme(clients=(TOWN, grid), employers=(GRIDCO, CIVIL, changed(FIRM, after=["SEW", "CAB"]))))
    )
    assert ("SEW/sewer:s1", "INS/insulation-light:b1", "FINISH_START", 0) in found


def test_a_project_that_waits_starts_with_its_first_after_the_last_of_the_other() -> None:
    found = arcs(compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, after=["CAB"])))))
    # The last of CAB: mv and lv in S1, the upgrade in S2. The firsts of INS: both blocks.
    assert {(a, b) for a, b, *_ in found if b.startswith("INS")} == {
        (f"CAB/{a}", f"INS/insulation-light:{b}")
        for a in ("mv-cable:s1", "lv-cable:s1", "connection-upgrade:s2")
        for b in ("b1", "b2")
    }


def test_arcs_that_follow_from_others_are_left_out() -> None:
    # Chain SEW -> CAB -> INS beside SEW -> INS: the direct arcs follow from the chain.
    clients = (TOWN, changed(GRID, after=["SEW"]))
    compiled = compile(programme(clients=clients, employers=(GRIDCO, CIVIL, changed(FIRM, after=["SEW", "CAB"]))))
    assert not any(a.startswith("SEW") and b.startswith("INS") for a, b, *_ in arcs(compiled))


def test_main_pipe_lies_before_homes_are_connected_to_it_in_their_street() -> None:
    heat = {
        "id": "HEAT",
        "work_type": "heat",
        "district": "P02",
        "wanted": TOWN["projects"][0]["wanted"],
        "places": [{"id": f"h{i}", "street": f"S{i}", "heat_pipe_metres": 20} for i in (1, 2)],
    }
    town = {**TOWN, "projects": [*TOWN["projects"], heat]}
    place = {"id": "b1", "street": "S1", "heat_network_homes": 4}
    found = arcs(compile(programme(clients=(town, GRID), employers=(GRIDCO, CIVIL, changed(FIRM, places=[place])))))
    assert ("HEAT/heat-pipe:h1", "INS/heat-connection:b1", "FINISH_START", 0) in found
    assert ("HEAT/heat-pipe:h2", "INS/heat-connection:b1", "FINISH_START", 0) not in found


def test_a_circle_is_an_error_that_names_its_activities() -> None:
    with pytest.raises(CannotCompile) as refused:
        compile(programme(clients=(changed(TOWN, after=["CAB"]), GRID)))  # the street has the sewer before the cables
    (finding,) = refused.value.findings
    assert finding.kind == "precedence-cycle" and "SEW/sewer:s1" in finding.what


def test_digs_of_a_street_lie_deepest_first() -> None:
    compiled = compile(programme())
    digs = compiled.problem.streets[compiled.names.street_index["S1"]].digs
    assert [compiled.names.activities[d].id for d in digs] == ["SEW/sewer:s1", "CAB/mv-cable:s1", "CAB/lv-cable:s1"]


def test_streets_have_rest_burden_and_the_week_they_were_closed() -> None:
    s1, s2 = compile(programme()).problem.streets
    assert s1.burden == 20 * 8 + 1 * 120
    assert (s1.closed, s2.closed) == (None, 0)
    assert (s1.rest, s1.rest_price) == (156, 25000)
    assert compile(programme()).problem.districts[0].max_open == 2


def test_a_street_that_may_not_be_reopened_has_no_price() -> None:
    street = {"id": "S1", "district": "P02", "name": "x", "homes": 1, "rest_weeks": 10, "reopening_forbidden": True}
    other = {"id": "S2", "district": "P02", "name": "y", "homes": 1}
    s1 = compile(programme(settings={"streets": [street, other]})).problem.streets[0]
    assert (s1.rest, s1.rest_price) == (10, None)


def test_windows_targets_and_consent_count_whole_weeks() -> None:
    window = {"start": "2027-02-03", "end": "2027-12-01"}
    firm = changed(FIRM, window=window, target="2027-08-04", consent_decision="2027-03-03")
    compiled = compile(programme(employers=(GRIDCO, CIVIL, firm)))
    activity = compiled.problem.activities[index(compiled, "INS/insulation-light:b1")]
    # 3 February is in slot 4, 1 December in slot 47, 4 August in slot 30, the decision in slot 8.
    assert (activity.release, activity.deadline, activity.ready) == (4, 48, 9)
    assert compiled.problem.projects[activity.project].target == 31


def test_target_is_the_end_of_the_wanted_weeks_unless_stated() -> None:
    assert {project.target for project in compile(programme()).problem.projects} == {28}


def test_prerequisites_count_from_request_or_start_or_are_met_on_a_date() -> None:
    def ready(*listed: dict[str, str]) -> int:
        compiled = compile(programme(clients=(changed(TOWN, prerequisites=list(listed)), GRID)))
        return compiled.problem.activities[index(compiled, "SEW/sewer:s1")].ready

    assert ready() == 8  # standard dig permit, asked for at the start
    assert ready({"kind": "dig-permit", "requested_on": "2027-01-18"}) == 10
    assert (
        ready({"kind": "dig-permit", "met_by": "2027-01-11"}, {"kind": "environmental-permit", "met_by": "2027-03-01"})
        == 8
    )
    assert ready({"kind": "dig-permit", "met_by": "2027-01-11"}) == 4  # the KLIC notice is left


def test_pinned_work_stays_and_has_its_permits() -> None:
    pin = {"activity": "insulation-light:b1", "start": "2027-01-11"}
    compiled = compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, pins=[pin]))))
    activity = compiled.problem.activities[index(compiled, "INS/insulation-light:b1")]
    assert (activity.pinned, activity.submitted, activity.ready) == (1, 1, 0)


def test_a_pin_on_nothing_is_an_error() -> None:
    with pytest.raises(CannotCompile, match="pin"):
        compile(programme(employers=(GRIDCO, CIVIL, changed(FIRM, pins=[{"activity": "x:y", "start": "2027-01-11"}]))))


def test_work_under_contract_within_the_notice_is_frozen_and_later_work_is_not() -> None:
    firm = changed(FIRM, wanted={"start": "2027-01-18", "end": "2027-05-02"})
    compiled = compile(programme(employers=(GRIDCO, CIVIL, firm)))
    b1, b2 = (compiled.problem.activities[index(compiled, f"INS/insulation-light:{b}")] for b in ("b1", "b2"))
    assert (b1.pinned, b2.pinned) == (2, None)
    assert "frozen" in {f.kind for f in compiled.notes}


def test_what_was_asked_for_lies_in_the_wanted_weeks_and_keeps_the_order_of_the_project() -> None:
    compiled = compile(programme())
    problem = compiled.problem
    asked = [activity.submitted for activity in problem.activities]
    assert all(week is not None and 17 <= week < 28 for week in asked)
    for precedence in problem.precedences:
        end = problem.end(precedence.predecessor, 0, asked[precedence.predecessor] or 0)
        assert precedence.link is Link.FINISH_START and end is not None and end <= (asked[precedence.successor] or 0)
    blocks = [asked[index(compiled, f"INS/insulation-light:{b}")] or 0 for b in ("b1", "b2")]
    assert all(a < b for a, b in pairwise(blocks))


def test_a_window_that_closes_before_the_work_can_start_is_an_error() -> None:
    with pytest.raises(CannotCompile) as refused:
        compile(programme(clients=(changed(TOWN, window={"start": "2027-01-04", "end": "2027-02-15"}), GRID)))
    (finding,) = refused.value.findings
    assert finding.kind == "no-window" and finding.owner == "town" and "sewer:s1" in finding.path


def test_work_that_cannot_come_near_the_week_asked_for_is_a_warning_that_names_sender_weeks_and_rule() -> None:
    """The sewer is asked for in spring; its window opens in December, and the cable in the same street waits for
    it."""
    late = changed(TOWN, window={"start": "2027-12-06", "end": "2028-12-04"}, flexible_weeks=13)
    notes = [f for f in compile(programme(clients=(late, GRID))).notes if f.kind == "out-of-reach"]
    assert notes and all(f.severity == "warning" for f in notes)
    sewer = next(f for f in notes if f.owner == "town")
    assert (
        "(rule window)" in sewer.what and "within 13 weeks" in sewer.what and "in the week of 2027-12-06" in sewer.what
    )
    assert all("(rule precedence)" in f.what for f in notes if f.owner != "town")
    assert not [f for f in compile(programme()).notes if f.kind == "out-of-reach"]
