"""An employer's plan for MS Project: in the order of the published schema, and read back by others as it was
written."""

from __future__ import annotations

import os
import xml.etree.ElementTree as ET
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.planner.share.test_leaks import MINE
from tests.planner.share.world import fixed, pilot
from wijkplan.models.problem import Link
from wijkplan.planner.intake.exchange.mspdi import read_mspdi
from wijkplan.planner.plan.reader import Reader
from wijkplan.planner.plan.variants import BUNDLED, all_in, in_variant
from wijkplan.planner.share.ms_project import FIELDS, NAMESPACE, Given, project_xml
from wijkplan.planner.share.party_view import lines

# Elements of a task, link, baseline, resource and assignment in the order of mspdi_pj12.xsd, as far as anybody writes
# them.
ORDER = {
    "Project": "SaveVersion UID Name Title Subject Category Company Manager Author CreationDate Revision LastSaved "
    "ScheduleFromStart"
    " StartDate FinishDate"
    " FYStartDate CriticalSlackLimit CurrencyDigits CurrencySymbol CurrencyCode CurrencySymbolPosition CalendarUID "
    "DefaultStartTime DefaultFinishTime"
    " MinutesPerDay MinutesPerWeek DaysPerMonth DefaultTaskType OutlineCodes WBSMasks ExtendedAttributes Calendars "
    "Tasks Resources Assignments",
    "Calendar": "UID Name IsBaseCalendar IsBaselineCalendar BaseCalendarUID WeekDays Exceptions WorkWeeks",
    "WeekDay": "DayType DayWorking TimePeriod WorkingTimes",
    "Task": "UID ID Name Type IsNull CreateDate Contact WBS WBSLevel OutlineNumber OutlineLevel Priority Start Finish "
    "Duration DurationFormat Work"
    " Stop Resume ResumeValid EffortDriven Recurring OverAllocated Estimated Milestone Summary Critical IsSubproject "
    "PercentComplete ActualStart"
    " ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments Notes HideBar Rollup PredecessorLink"
    " ExtendedAttribute Baseline OutlineCode",
    "PredecessorLink": "PredecessorUID Type CrossProject CrossProjectName LinkLag LagFormat",
    "Baseline": "TimephasedData Number Interim Start Finish Duration DurationFormat EstimatedDuration Work Cost",
    "Resource": "UID ID Name Type IsNull Initials Phonetics NTAccount MaterialLabel Code Group WorkGroup EmailAddress "
    "Hyperlink MaxUnits PeakUnits",
    "Assignment": "UID TaskUID ResourceUID PercentWorkComplete ActualStart Cost Delay Finish Milestone Notes "
    "RemainingWork Start Stop Units Work",
}


@cache
def given(language: str = "nl") -> Given:
    compiled, plan = fixed()
    problem, names = in_variant(all_in(compiled.problem), BUNDLED), compiled.names
    listed = lines(problem, names, plan, Reader("employer", names.employer_index[MINE]), "nl")
    hours = pilot().reference.settings.hours_per_head_week
    return Given(
        problem, names, plan, listed, "wijkplan", "en" if language == "en" else "nl", datetime(2026, 11, 28, 10), hours
    )


@cache
def root() -> ET.Element:
    return ET.fromstring(project_xml(given()))


def found(element: ET.Element, name: str) -> list[ET.Element]:
    return element.findall(f".//{{{NAMESPACE}}}{name}")


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{{{NAMESPACE}}}{name}") or ""


@pytest.mark.parametrize("name", sorted(ORDER))
def test_elements_stand_in_the_order_of_the_schema(name: str) -> None:
    order = ORDER[name].split()
    elements = [root()] if name == "Project" else found(root(), name)
    assert elements
    for element in elements:
        places = [order.index(child.tag.removeprefix(f"{{{NAMESPACE}}}")) for child in element]
        assert places == sorted(places)


def test_each_work_is_a_task_in_its_weeks_with_the_asked_ones_as_baseline() -> None:
    one = given()
    tasks = {text(t, "WBS"): t for t in found(root(), "Task") if text(t, "Summary") == "0"}
    assert tasks.keys() == {one.names.activities[line.activity].id for line in one.lines} and len(tasks) == len(
        one.lines
    )
    for line in one.lines:
        task = tasks[one.names.activities[line.activity].id]
        start = one.names.monday(line.moved.planned)
        assert text(task, "Start")[:10] == str(start) == text(task, "ConstraintDate")[:10]
        assert text(task, "Finish")[:10] == str(one.names.monday(line.end) - timedelta(days=3))
        [saved] = found(task, "Baseline")
        assert line.moved.asked is not None and text(saved, "Start")[:10] == str(one.names.monday(line.moved.asked))


def test_links_are_those_between_own_works_with_kind_and_lag() -> None:
    one = given()
    uid = {text(t, "UID"): text(t, "WBS") for t in found(root(), "Task")}
    kinds = {"0": Link.FINISH_FINISH, "1": Link.FINISH_START, "2": Link.START_FINISH, "3": Link.START_START}
    told = {
        (uid[text(k, "PredecessorUID")], text(t, "WBS"), kinds[text(k, "Type")], int(text(k, "LinkLag")) / 24_000)
        for t in found(root(), "Task")
        for k in found(t, "PredecessorLink")
    }
    mine, names = {line.activity for line in one.lines}, one.names.activities
    held = {
        (names[p.predecessor].id, names[p.successor].id, p.link, float(p.min_lag))
        for p in one.problem.precedences
        if {p.predecessor, p.successor} <= mine
    }
    assert told == held and held


def test_our_own_reader_reads_what_was_written() -> None:
    one, grid = given(), read_mspdi(project_xml(given()))
    at = {heading: c for c, heading in enumerate(grid.headings)}
    rows = {row[at["Id"]]: row for row in (grid.rows[r] for r in grid.data)}
    assert len(rows) == len(one.lines) and {"Wijk", "Straat"} <= at.keys()
    for line in one.lines:
        row = rows[one.names.activities[line.activity].id]
        assert row[at["Start"]] == one.names.monday(line.moved.planned)
        assert isinstance(row[at["Baseline start"]], date) and row[at["Level 1"]]
    links = sum({p.predecessor, p.successor} <= {line.activity for line in one.lines} for p in one.problem.precedences)
    assert len(grid.links) == links


def test_another_program_reads_it_back(tmp_path: Path) -> None:
    if not os.environ.get(
        "WIJKPLAN_MPXJ"
    ):  # a Java machine inside pytest takes signals that its faulthandler takes for crashes
        pytest.skip("asked for by WIJKPLAN_MPXJ=1, with -p no:faulthandler")
    jpype: Any = pytest.importorskip("jpype", reason="needs the package mpxj and Java")
    mpxj: Any = pytest.importorskip("mpxj", reason="needs the package mpxj and Java")
    del mpxj
    try:
        jpype.isJVMStarted() or jpype.startJVM("-Xmx256m")
    except Exception as problem:
        pytest.skip(f"no Java: {problem}")
    file = tmp_path / "plan.xml"
    file.write_bytes(project_xml(given()))
    project = jpype.JClass("org.mpxj.reader.UniversalProjectReader")().read(str(file))
    one = given()
    tasks = {str(t.getWBS()): t for t in project.getTasks() if t.getWBS() is not None and not t.getSummary()}
    for line in one.lines:
        task = tasks[one.names.activities[line.activity].id]
        assert str(task.getStart())[:10] == str(one.names.monday(line.moved.planned))
        assert str(task.getFinish())[:10] == str(one.names.monday(line.end) - timedelta(days=3))
        assert line.moved.asked is not None and str(task.getBaselineStart())[:10] == str(
            one.names.monday(line.moved.asked)
        )
        assert str(task.getText(1)) and str(task.getConstraintType()) == "START_NO_EARLIER_THAN"
    aliases = {str(f.getAlias()) for f in project.getCustomFields()}
    assert len(aliases & {"Wijk", "Straat", "Werkpakket"}) == 3 and len(FIELDS) == 5
    found_links = sum(len(list(t.getPredecessors())) for t in project.getTasks())
    mine = {line.activity for line in one.lines}
    assert found_links == sum({p.predecessor, p.successor} <= mine for p in one.problem.precedences)
    assert len(list(project.getResourceAssignments())) == len(found(root(), "Assignment"))
